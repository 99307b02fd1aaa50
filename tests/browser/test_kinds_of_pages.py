"""Kinds of published pages that no other test opens, each in one width and mode; `make axe` opens all."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_every_page import EVERYTHING, SET, WIDER, WIDTHS, faults, plain
from every_page import Tour
from playwright.sync_api import Browser, Page
from product import Product

KINDS = "region_lists list_changes lead_decisions matters_without_lead plan policy duty_list report matrix"
MODES = ({}, {"scheme": "dark"}, {"size": "large"}, {"scheme": "dark", "contrast": "high"})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('<p id="a">3 件', '<p id="a">47 件', True),
        ('<script nonce="x">', '<script nonce="y">', True),
        ('<input value="x">', '<input value="y">', True),
        ('<b id="a-1"><b id="a-2">', '<b id="a-1"><b id="a-1">', False),
        ('<label for="a-1">', '<label for="a-2">', False),
        ('<p aria-describedby="a-1">', '<p aria-describedby="a-2">', False),
        ('<button value="x">', '<button value="">', False),
    ],
)
def test_a_page_is_seen_as_new_when_axe_may_find_something_else(one: str, other: str, same: bool) -> None:
    assert (plain(one) == plain(other)) is same


def test_accessible_as_wide_as_the_screen(product: Product, output: Path, browser: Browser) -> None:
    found: dict[str, object] = {}
    only = {f"site-{kind}" for kind in KINDS.split()}

    def see(name: str, page: Page) -> None:
        page.set_viewport_size({"width": WIDTHS[len(found) % 3], "height": 800})
        page.evaluate(SET, MODES[len(found) % 4])
        found[name] = faults(page, EVERYTHING), page.evaluate(WIDER)

    Tour(product, output, browser, see, only).site()
    assert found == dict.fromkeys(only, ([], 0))
