"""A form page with its style sheet is light enough for a village's connection."""

from __future__ import annotations

import gzip

import pytest
from citizen import ANSWERS, fill_all
from inspect_page import InspectingClient

MOST = 20 * 1024  # bytes gzipped, a tenth of FixMyStreet's scripts alone


@pytest.fixture
def citizen(client: InspectingClient) -> InspectingClient:
    """Somebody with every answer given, so that every page can be opened."""
    fill_all(client)
    return client


@pytest.mark.parametrize("path", ["/complain/", *ANSWERS, "/complain/check", "/track", "/search?q=油烟"])
def test_page_and_style_sheet_are_at_most_20_kb(citizen: InspectingClient, path: str) -> None:
    page = citizen.get(path)
    style = citizen.get("/theme/css/mingdan.css")
    assert page.status_code == style.status_code == 200
    weight = sum(len(gzip.compress(part.data, 6)) for part in (page, style))
    assert weight <= MOST, f"{path}: {weight} bytes"
