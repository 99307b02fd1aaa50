"""The public search in a real browser: words, narrowing, the other order, a dead end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from product import ARTIFACTS, Product
from visitor import NARROW, WIDE, Device, visitor

DEVICES = [Device(NARROW, scripts=False), Device(WIDE, scripts=True)]


@pytest.mark.parametrize("device", DEVICES, ids=lambda device: device.name)
def test_from_a_word_to_what_was_meant(device: Device, product: Product, browser: Browser) -> None:
    album = ARTIFACTS / f"search-{device.name}"
    with visitor(browser, device, product.url, album) as citizen:
        page = citizen.page
        citizen.go("/search", "1-nothing-asked")
        assert page.locator("details", has_text="可以怎么搜").first.get_attribute("open") is not None
        page.fill("[name=q]", "噪声 部门:公安")
        citizen.press(page.get_by_role("button", name="查一查"), "2-typed")
        assert page.get_by_role("heading", name="找到").is_visible()
        citizen.press(page.get_by_role("link", name="部门：公安"), "3-wider")
        more = page.locator("#found").inner_text()
        citizen.press(page.get_by_role("link", name="办理结果").first, "4-only-results")
        assert page.locator("#found").inner_text() != more
        citizen.press(page.get_by_role("link", name="最新的在前"), "5-newest")
        assert page.locator("[aria-current=true]").inner_text() == "最新的在前"
        found = page.locator("#found").inner_text()
        page.get_by_role("link", name="这个查询的固定网址").focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state("load")
        assert page.locator("#found").inner_text() == found
        citizen.go("/search?q=饭店油演 部门:火星 区域:郑州", "6-half-understood")
        citizen.go('/search?q="房子里面有声音睡不着觉"', "7-dead-end")
        assert "没有找到" in page.locator("#found").inner_text()
        page.emulate_media(media="print")
        assert "/search?q=" in page.locator(".print-only").inner_text()
