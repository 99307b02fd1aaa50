"""Kinds of published pages that no other test opens, each in one width and mode; `make axe` opens all."""

from __future__ import annotations

from pathlib import Path

from axe_every_page import EVERYTHING, SET, WIDER, WIDTHS, faults
from every_page import Tour
from playwright.sync_api import Browser, Page
from product import Product

KINDS = "region_lists list_changes lead_decisions matters_without_lead plan policy duty_list report matrix"
MODES = ({}, {"scheme": "dark"}, {"size": "large"}, {"scheme": "dark", "contrast": "high"})


def test_accessible_as_wide_as_the_screen(product: Product, output: Path, browser: Browser) -> None:
    found: dict[str, object] = {}
    only = {f"site-{kind}" for kind in KINDS.split()}

    def see(name: str, page: Page) -> None:
        page.set_viewport_size({"width": WIDTHS[len(found) % 3], "height": 800})
        page.evaluate(SET, MODES[len(found) % 4])
        found[name] = faults(page, EVERYTHING), page.evaluate(WIDER)

    Tour(product, output, browser, see, only).site()
    assert found == dict.fromkeys(only, ([], 0))
