"""Somebody who has never seen the product: does one thing after another and counts what it took them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desk_people import logged_in
from playwright.sync_api import Browser, Locator, Page
from product import Product
from visitor import Device


@dataclass
class Newcomer:
    """One person at one screen. `clicks`: pressed or ticked; `answers`: typed or chosen."""

    page: Page
    clicks: int = 0
    answers: int = 0

    def link(self, words: str, within: str = "body") -> None:
        """Follow the first link with these words."""
        self._go(self.page.locator(f"{within} a", has_text=words).first)

    def button(self, words: str, within: str = "main") -> None:
        """Press a button that leads on."""
        self._go(self.page.locator(f"{within} button", has_text=words).first)

    def go_on(self) -> None:
        """Press the one button that stands out."""
        self._go(self.page.locator("main .button-primary[type=submit]").first)

    def unfold(self, words: str) -> None:
        """Open what is folded."""
        self.clicks += 1
        self.page.locator("summary", has_text=words).first.click()

    def tick(self, field: str) -> None:
        """Tick or choose one of what is in sight."""
        self.clicks += 1
        self.page.locator(field).first.check()

    def type(self, field: str, words: str) -> None:
        """Answer in words."""
        self.answers += 1
        self.page.fill(field, words)

    def choose(self, field: str, which: int | str) -> None:
        """Choose from a list that folds down: by value, or the n-th."""
        self.answers += 1
        if isinstance(which, int):
            self.page.select_option(field, index=which)
        else:
            self.page.select_option(field, which)

    def give(self, field: str, file: Path) -> None:
        """Take a photo or choose a file."""
        self.clicks += 1
        self.page.set_input_files(field, file)

    def reads(self, words: str) -> bool:
        """Whether the page says it."""
        return words in self.page.locator("main").inner_text()

    def _go(self, target: Locator) -> None:
        self.clicks += 1
        with self.page.expect_navigation():
            target.click()


@contextmanager
def newcomer(
    browser: Browser, product: Product, device: Device, path: str = "/", login: str = ""
) -> Iterator[Newcomer]:
    """A fresh screen at a page; with a login, one of the staff who is logged in."""
    width, height = device.size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    context.set_default_timeout(20_000)
    if login:
        context.add_cookies([logged_in(product, login)])
    page = context.new_page()
    page.goto(product.url + path)
    try:
        yield Newcomer(page)
    finally:
        context.close()
