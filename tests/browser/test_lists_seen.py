"""The lists of the desk in a real browser: a case keyed in, found by filter, ticked, taken with others."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser
from product import ARTIFACTS, Product
from test_whole_path import log_in
from visitor import NARROW, WIDE, Device, Visitor, visitor

DEVICES = [Device(NARROW, scripts=False), Device(WIDE, scripts=True)]
TEXTS = ("一楼火锅店油烟管道对着居民楼排，晚上开不了窗。", "小吃街油烟不经处理直接排放，地上全是油污。")


@pytest.mark.parametrize("device", DEVICES, ids=lambda device: device.name)
def test_a_morning_with_lists(device: Device, product: Product, browser: Browser) -> None:
    album = ARTIFACTS / f"lists-{device.name}"
    with visitor(browser, device, product.url, album) as clerk:
        log_in(clerk, product, f"lists-{device.name}")
        numbers = [key_in(clerk, text, f"{step}") for step, text in enumerate(TEXTS)]
        canned(clerk)
        clerk.go("/desk/?queue=new&source=phone&sort=newest", "40-inbox")
        table = clerk.page.locator("[data-desk-list]")
        assert all(number in table.inner_text() for number in numbers)
        assert "来电" in table.inner_text() and "还有" in table.inner_text()
        save_view(clerk)
        tick(clerk, numbers, scripts=device.scripts)
        clerk.press(clerk.page.get_by_role("button", name="受理", exact=True), "44-taken")
        assert "办成 2 件" in clerk.page.locator("h1").inner_text()
        clerk.go("/desk/print?queue=mine", "45-paper")
        assert numbers[0] in clerk.page.locator("table").inner_text()
        clerk.go("/desk/?queue=new&q=没有这样的事项", "46-nothing")
        clerk.page.goto(f"{product.url}/desk/next?after={numbers[0]}")
        assert "/desk/" in clerk.page.url


def key_in(clerk: Visitor, text: str, step: str) -> str:
    """From the telephone to the receipt; returns the case's number."""
    page = clerk.page
    clerk.go("/desk/key-in", f"30-key-in-{step}")
    page.check("[name=source][value=phone]")
    page.fill("[name=text]", text)
    page.fill("[name=address]", "郑州市金水区经三路 66 号")
    page.fill("[name=item]", "CG-001")
    page.check("[name=who][value=named]")
    page.fill("[name=name]", "申女士")
    page.fill("[name=phone]", "0371-55550000")
    clerk.press(page.get_by_role("button", name="先看会转给谁"), f"31-preview-{step}")
    assert "金水区城市管理局" in page.locator(".certificate").inner_text()
    clerk.press(page.get_by_role("button", name="登记并出回执"), f"32-receipt-{step}")
    code = page.locator("[data-code]").get_attribute("data-code") or ""
    assert len(code) == 20 and "55550000" not in page.locator("main").inner_text()
    page.emulate_media(media="print")
    assert page.locator(".paper-receipt .code-digits").is_visible()
    assert not page.locator("main .no-print").is_visible()
    assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4"))) == 1
    page.emulate_media(media="screen")
    return page.locator(".paper-receipt p").first.inner_text().split("，")[0].removeprefix("编号 ")


def canned(clerk: Visitor) -> None:
    """Words of one's own for later."""
    clerk.go("/desk/texts", "35-texts")
    clerk.page.fill("[name=name]", "油烟已责令整改")
    clerk.page.fill("[name=text]", "{编号} 所反映的{事项}，已到{地点}检查。")
    clerk.press(clerk.page.get_by_role("button", name="保存"), "36-kept")
    assert "油烟已责令整改" in clerk.page.locator("main").inner_text()


def save_view(clerk: Visitor) -> None:
    """The filtered list under a name."""
    clerk.page.locator("summary", has_text="我的视图").click()
    clerk.page.fill("[name=view-name]", "来电新件")
    clerk.press(clerk.page.get_by_role("button", name="保存现在的列表"), "42-view-saved")
    assert "source=phone" in clerk.page.url
    clerk.go("/desk/views", "43-views")
    clerk.press(clerk.page.get_by_role("link", name="来电新件"), "44-view")


def tick(clerk: Visitor, numbers: list[str], *, scripts: bool) -> None:
    """Tick the cases: by key where scripts run, else by hand."""
    page = clerk.page
    for number in numbers:
        if scripts:
            page.locator("[data-desk-row]", has_text=number).focus()
            page.keyboard.press("x")
        else:
            page.get_by_label(f"选中 {number}").check()
        assert page.get_by_label(f"选中 {number}").is_checked()
    if scripts:
        page.locator("[data-desk-row]").first.focus()
        page.keyboard.press("/")
        assert page.locator("[data-filter] [name=q]").evaluate("each => each === document.activeElement")
