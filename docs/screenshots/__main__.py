"""Photograph the running product: every kind of page at three widths, and the tour of the README.

    make screenshots

Documents show docs/images/pages/*; everything else lies on the sheets, docs/images/sheets/*.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from desk_people import logged_in
from playwright.sync_api import Browser, Page, sync_playwright
from product import Product, build_site, photo_with_place

from docs.screenshots import tour, walk
from docs.screenshots.camera import SCREENS, Camera
from docs.screenshots.pages import DESK, HEAD, PUBLIC, Shot
from docs.screenshots.world import make_world


def main() -> None:
    """Take every picture."""
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        photo = folder / "photo.jpg"
        with photo.open("wb") as file:
            photo_with_place(file)
        build_site(folder / "output")
        product = Product(folder / "data", folder / "output").start()
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            places = make_world(product, HEAD)
            for width in SCREENS:
                _photograph(browser, product, width, places, photo)
            tour.make(browser, product, photo)
        finally:
            browser.close()
            product.stop()


def _photograph(browser: Browser, product: Product, width: int, places: dict[str, str], photo: Path) -> None:
    camera = Camera(width)
    for shot in (*PUBLIC, *DESK):
        page = _screen(browser, product, width, shot.login)
        page.goto(product.url + shot.address.format(**places))
        _unfold(page, shot)
        camera.take(page, shot.name)
        page.context.close()
    page = _screen(browser, product, width, "")
    number, code = walk.complain(page, product, photo, camera.take)
    walk.follow(page, product, code, camera.take, "case-filed")
    walk.answer(product, number)
    walk.follow(page, product, code, camera.take, "case-answered", "rate", "review")
    page.context.close()
    camera.sheets()


def _unfold(page: Page, shot: Shot) -> None:
    """Open what is folded, one inside the other, and bring it into sight."""
    for words in shot.unfold:
        page.locator("summary", has_text=words).first.click()
        page.locator("summary", has_text=words).first.evaluate("it => it.scrollIntoView()")


def _screen(browser: Browser, product: Product, width: int, login: str) -> Page:
    context = browser.new_context(viewport={"width": width, "height": SCREENS[width][0]}, locale="zh-CN")
    context.set_default_timeout(30_000)
    if login:
        context.add_cookies([logged_in(product, login)])
    return context.new_page()


if __name__ == "__main__":
    main()
