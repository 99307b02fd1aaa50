"""`make album`: photograph every kind of page of the running product at three widths, into docs/images/pages.

PYTHONPATH=.:tests:tests/browser .venv/bin/python docs/take_album.py
"""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory

from every_page import Tour
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from product import Product, build_site

from intake.cases.model import Role

ALBUM = Path(__file__).parent / "images" / "pages"
WIDTHS = (360, 768, 1440)
HIGHEST = 1600  # pixels of a page that are kept
SHOWN = {
    "site-": [
        "home",
        "list",
        "lists",
        "item",
        "region",
        "results",
        "result",
        "report_board",
        "matrix",
        "style",
    ],
    "service-": ["search", "search-empty", "track", "display", "not-found", "who", "staff-login"],
    "complain-": [
        "start",
        "what",
        "what-refused",
        "where",
        "when",
        "evidence",
        "contact",
        "check",
        "receipt",
    ],
    "track-": ["unknown", "waiting", "answered", "closed-act-0"],
    "clerk-desk.": ["inbox", "case", "search", "key_in", "item_list", "item_list_rows", "people"],
    "coordinator-desk.": ["inbox", "board", "supervised", "checks", "decide"],
}
KEPT = {f"{part}{name}" for part, names in SHOWN.items() for name in names}


def photograph(name: str, page: Page) -> None:
    """Keep the upper part of a page at each width, small enough for the repository."""
    if name not in KEPT:
        return
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
        cut = picture.crop((0, 0, width, min(HIGHEST, picture.height)))
        cut.save(ALBUM / f"{name}-{width}.webp", quality=50, method=6)


def main() -> None:
    """Walk everything once."""
    ALBUM.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        output = Path(folder) / "output"
        build_site(output)
        product = Product(Path(folder) / "data", output, DEMO="0", REQUIRE_SECOND_FACTOR="0").start()
        try:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            tour = Tour(product, output, browser, photograph)
            tour.site()
            tour.service()
            tour.complaint()
            tour.receipts()
            tour.desk(Role.CLERK)
            tour.desk(Role.COORDINATOR)
        finally:
            product.stop()


if __name__ == "__main__":
    main()
