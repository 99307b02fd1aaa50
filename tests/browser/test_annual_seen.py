"""A special report in a real browser: drafted, signed, sent, received, published, seen on the board."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from desk_people import hire
from playwright.sync_api import Browser
from product import ARTIFACTS, BASE_URL, ROOT, Product, site_kept
from publishing_house import record_moved
from visitor import NARROW, WIDE, Device, Visitor, visitor

from intake.services.context import Context

ALBUM = ARTIFACTS / "annual"
JINSHUI = "410105"
NUMBER = f"{JINSHUI}-reform-2025"
PAGE = f"/desk/annual/{NUMBER}"
PUBLIC = f"/reports/{JINSHUI}/reform/2025/"
PATIENCE = 120  # seconds until the site is built anew


@pytest.fixture
def installation(common: Context, tmp_path: Path, output: Path) -> Iterator[Product]:
    """A product over a content of its own, which it may write into; index and site are of it already."""
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    data, site = tmp_path / "data", Path(shutil.copytree(output, tmp_path / "output"))
    shutil.copytree(common.settings.data_dir / "index", data / "index")
    shutil.copytree(site_kept(output), data / "site")
    record_moved(data / "site", output, site)
    made = Product(data, site, CONTENT_DIR=str(content), BASE_URL=BASE_URL)
    try:
        yield made.start()
    finally:
        made.kill()  # it may be building the site once more
        made.stop()


def test_from_the_draft_to_the_public_board(installation: Product, browser: Browser) -> None:
    with (
        visitor(browser, Device(NARROW, scripts=True), installation.url, ALBUM) as clerk,
        visitor(browser, Device((1280, 900), scripts=False), installation.url, ALBUM) as head,
        visitor(browser, Device(WIDE, scripts=True), installation.url, ALBUM) as office,
    ):
        hire(clerk, installation, "jinshui-fg", "clerk", JINSHUI, "reform")
        hire(head, installation, "jinshui-fg-fz", "department_head", JINSHUI, "reform")
        hire(office, installation, "jinshui-bgs", "coordinator", JINSHUI)
        draft(clerk)
        head.go(PAGE, "05-to-sign")
        head.press("main form[action$='/sign'] button", "06-signed")
        clerk.go(PAGE, "07-to-send")
        clerk.press("main form[action$='/send'] button", "08-sent")
        receive(office)
        clerk.go(PAGE, "12-public-edition")
        clerk.press("main form[action$='/propose'] button", "13-proposed")
        head.go(PAGE, "14-to-review")
        head.page.fill("[name=grounds-grounds]", "不涉及国家秘密、商业秘密和个人隐私。")
        head.press("main form[action$='/publish'] button", "15-reviewed")
        wait_for(installation.url + PUBLIC)
        office.go(PUBLIC, "16-published")
        clerk.go(PUBLIC, "17-published-phone")
        for seen, name in ((clerk, "18-board-phone"), (office, "19-board")):
            seen.go(f"/reports/2025/{JINSHUI}/", name)
            told = seen.page.locator("main").inner_text()
            assert "金水区发展和改革委员会" in told
            assert "天报送" in told  # late, and by how much
        clerk.go("/reports/", "20-province-phone")
        office.go("/reports/", "21-province")
        office.go("/plans/410000/ecology/2026/", "22-plan")


def draft(clerk: Visitor) -> None:
    """Every part, then to the leader; what is half written is kept meanwhile."""
    clerk.go("/desk/annual", "01-due")
    clerk.go(PAGE, "02-report")
    clerk.go(f"{PAGE}/parts/duties", "03-chapter")
    clerk.page.locator("[name=part-text]").press_sequentially("全年情况")
    clerk.page.locator("[data-draft-status]", has_text="草稿").wait_for()
    clerk.page.fill("[name=part-text]", "全年情况：同步部署、同步落实、同步检查。")
    clerk.press("main form .button-primary", "04-block")
    while "/parts/" in clerk.page.url:
        clerk.page.fill("[name=part-text]", "资金按时拨付，专项检查两次。")
        clerk.press("main form .button-primary", "04-block")
    clerk.press("main form[action$='/submit'] button", "05-submitted")


def receive(office: Visitor) -> None:
    """The coordinating office notes that the report came, and sees the board."""
    office.go(PAGE, "09-to-receive")
    office.page.locator("summary", has_text="记录签收").click()
    office.page.select_option("[name=receipt-to]", "中共金水区委员会")
    office.page.fill("[name=receipt-number]", "收文〔2026〕7号")
    office.press("main form[action$='/receive'] button", "10-received")
    office.go("/desk/annual/board?year=2025", "11-desk-board")
    assert "1/4" in office.page.locator("main").inner_text()


def wait_for(url: str) -> None:
    """Until the worker has written the report and built the site."""
    end = time.monotonic() + PATIENCE
    while requests.get(url, timeout=20).status_code != 200:
        assert time.monotonic() < end, "the report was not published"
        time.sleep(1)
