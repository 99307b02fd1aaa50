"""Somebody at a browser. Every page they come to is inspected, and photographed if there is an album."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response
from sound import Kind, Sound

NARROW, WIDE = (360, 740), (1440, 900)
SUM = re.compile(r"([零一二三四五六七八九十\d]+)([加减乘])([零一二三四五六七八九十\d]+)")
NUMBER = re.compile(r"\d+")
# Of what kinds the elements in a page are: where each stands, what it says of itself, but for its words.
KINDS = """[...new Set([...document.querySelectorAll("body, body *")].map(each => [
  each.parentElement.localName,
  each.localName, each.getAttribute('class'), each.getAttribute('role'), each.getAttribute('type'),
  ...each.getAttributeNames().sort()].join(' ')))]"""
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")}


@dataclass(frozen=True)
class Device:
    """A kind of screen, with scripts or without; `sharpness` is its pixels per CSS pixel."""

    size: tuple[int, int]
    scripts: bool
    sharpness: int = 1

    @property
    def name(self) -> str:
        """phone-scripts, desktop-plain …"""
        return f"{'phone' if self.size == NARROW else 'desktop'}-{'scripts' if self.scripts else 'plain'}"


class Visitor:
    """One browser profile on one device. `faults` collects what no page should do. `sound`: the addresses,
    but for their numbers, and the kinds of elements in which axe found nothing, on a telephone or a wide
    screen. It reads a page in which one is new; `make axe` reads every page."""

    camera: ClassVar[bool] = True  # whether albums are filled
    sound: ClassVar[Sound] = Sound()

    def __init__(self, page: Page, twin: Page | None, base: str, album: Path | None = None) -> None:
        self.page = page
        self._twin = twin
        self.faults: list[str] = []
        self._base = base
        self._album = album
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("response", self._answered)

    def go(self, path: str, name: str) -> None:
        """Open an address and inspect what comes."""
        self.page.goto(self._base + path)
        self.inspect(name)

    def press(self, target: str | Locator, name: str) -> None:
        """Press a link or button that leads to another page, and inspect that."""
        locator = self.page.locator(target) if isinstance(target, str) else target
        with self.page.expect_navigation():
            locator.first.click()
        self.inspect(name)

    def send(self, name: str) -> None:
        """Press the main button of the form in the page."""
        self.press("main .button-primary[type=submit]", name)

    def inspect(self, name: str) -> None:
        """No accessibility fault, nothing wider than the screen, one heading; a picture for the album."""
        self.page.wait_for_load_state("load")
        where = f"{name} {self.page.url}"
        if self._album and self.camera:
            self._album.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self._album / f"{name}.png", full_page=True)
        self._be_accessible(where)
        assert self.page.locator("h1").count() == 1, where
        width = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], f"{where} is {width[0]} wide on a screen of {width[1]}"
        assert not self.faults, "\n".join(self.faults)

    def solve_sum(self) -> None:
        """Answer the small sum that stands for the proof of work where no script runs."""
        self.page.fill("[name=answer]", solve(self.page.locator("main").inner_text()))

    def _be_accessible(self, where: str) -> None:
        kinds = self._kinds()
        if self.sound.has(kinds):
            return
        found = Axe().run(self._seen_by_scripts())
        assert not found.violations_count, f"{where}\n{found.generate_report()}"
        self.sound.add(kinds)

    def _kinds(self) -> set[Kind]:
        size, address = self.page.viewport_size, NUMBER.sub("*", urlsplit(self.page.url).path)
        narrow = size is not None and size["width"] == NARROW[0]
        return {(narrow, kind) for kind in (address, *self.page.evaluate(KINDS))}

    def _seen_by_scripts(self) -> Page:
        """This page; where no script may run (axe is one), a twin: the same HTML without its scripts."""
        if self._twin is None:
            return self.page
        self._twin.goto(f"{self._base}/robots.txt")
        self._twin.set_content(self.page.content(), wait_until="load")
        return self._twin

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{self.page.url}: {message.type}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")
        if response.request.resource_type == "document" and response.status < 300:
            policy = response.headers.get("content-security-policy", "")
            if "default-src 'none'" not in policy or "unsafe" in policy:
                self.faults.append(f"{response.url}: policy {policy!r}")


def solve(words: str) -> str:
    """The answer to the sum in a page's words."""
    found = SUM.search("".join(words.split()))
    assert found, words
    a, b = (DIGITS[n] if n in DIGITS else int(n) for n in (found[1], found[3]))
    return str({"加": a + b, "减": a - b, "乘": a * b}[found[2]])


@contextmanager
def visitor(browser: Browser, device: Device, base: str, album: Path | None = None) -> Iterator[Visitor]:
    """A fresh profile on a device."""
    context = _profile(browser, device)
    twin = None if device.scripts else _profile(browser, Device(device.size, scripts=True))
    if twin:
        twin.route("**/*.js", lambda route: route.abort())
    try:
        yield Visitor(context.new_page(), twin.new_page() if twin else None, base, album)
    finally:
        context.close()
        if twin:
            twin.close()


def _profile(browser: Browser, device: Device) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": device.size[0], "height": device.size[1]},
        java_script_enabled=device.scripts,
        has_touch=device.size == NARROW,
        device_scale_factor=device.sharpness,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    context.set_default_timeout(20_000)
    return context
