"""A decided list is published by its department head, seen by everybody and taken back, in a real browser."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from desk_people import hire
from own_content import installed, running
from playwright.sync_api import Browser
from product import ARTIFACTS, Product
from publishing_house import LIST, NEW_WORD, House
from samples import HENAN, People
from visitor import NARROW, Device, Visitor, visitor

from intake.services.context import open_context
from intake.settings import Settings

PHONE = Device(NARROW, scripts=False)
LONGEST = 60  # seconds until the worker has published


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a content of its own."""
    return installed(tmp_path)


@pytest.fixture
def decided(settings: Settings) -> int:
    """A list that may be published."""
    with closing(open_context(settings)) as ctx:
        return House(ctx, People(ctx)).decided()


@pytest.fixture
def house(settings: Settings, decided: int) -> Iterator[Product]:
    """The installation, running."""
    with running(settings) as made:
        yield made


def test_published_seen_and_taken_back(house: Product, decided: int, browser: Browser) -> None:
    """On a telephone without scripts; test_excel_to_public.py publishes at a wide screen with them."""
    address = f"/desk/lists/{decided}/publish"
    with visitor(browser, PHONE, house.url, ARTIFACTS / "published") as head:
        hire(head, house, "shangtou", "department_head", HENAN, LIST)
        head.go(f"/desk/lists/{decided}", "1-decided")
        head.press(head.page.locator("main").get_by_role("link", name="公布", exact=True), "2-publish")
        day = head.page.input_value("[name=publish-effective_from]")
        head.press(head.page.get_by_role("button", name="公布", exact=True), "3-asked")
        assert "已开始公布" in head.page.locator("main").inner_text()
        _wait(head, address)
        head.go(address, "4-published")
        head.press(head.page.get_by_role("link", name="看公布的页面"), "5-public")
        assert head.page.url.endswith(f"/lists/{HENAN}/{LIST}/{day}/")
        assert NEW_WORD in head.page.locator("main").inner_text()
        head.go(f"/search?q={NEW_WORD}", "6-found")
        assert NEW_WORD in head.page.locator("main").inner_text()
        head.go(address, "7-published")
        head.page.fill("[name=back-reason]", "事项写错了")
        head.press(head.page.get_by_role("button", name="撤回"), "8-asked-back")
        _wait(head, address)
        head.go(address, "9-taken-back")
        assert "恢复上一版" in head.page.locator("main").inner_text()


def _wait(person: Visitor, address: str) -> None:
    """Look at the page again until nothing is under way, as people without scripts do."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        if not person.page.get_by_role("link", name="刷新").count():
            return
        person.page.wait_for_timeout(500)
        person.page.reload()
    raise AssertionError(person.page.locator("main").inner_text())
