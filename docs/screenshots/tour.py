"""The tour of the README: twenty seconds from the question to the answer, made of the browser's pictures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page
from product import Product

from docs.screenshots import walk
from docs.screenshots.camera import IMAGES

SIZE, SHARPNESS, SECONDS, QUALITY = (360, 640), 1.5, 20, 60


class Tour:
    """Pictures of one phone's screen, one after another."""

    def __init__(self) -> None:
        self.frames: list[Image.Image] = []

    def take(self, page: Page, _name: str) -> None:
        """What is on the screen."""
        self.frames.append(Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB"))

    def save(self) -> None:
        """As one moving picture that begins again."""
        each = SECONDS * 1000 // len(self.frames)
        path, rest = IMAGES / "tour.webp", self.frames[1:]
        self.frames[0].save(
            path, "WEBP", save_all=True, append_images=rest, duration=each, loop=0, quality=QUALITY, method=6
        )


def make(browser: Browser, product: Product, photo: Path) -> None:
    """Search, complain, be answered, read the answer."""
    tour = Tour()
    width, height = SIZE
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=SHARPNESS, locale="zh-CN"
    )
    page = context.new_page()
    walk.search(page, product, tour.take)
    number, code = walk.complain(page, product, photo, tour.take)
    walk.answer(product, number)
    walk.follow(page, product, code, tour.take, "answered")
    context.close()
    tour.save()
