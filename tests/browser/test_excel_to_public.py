"""A department's Excel file on its whole way to the page that shows everybody what changed, step by step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from desk_people import hire
from openpyxl import Workbook
from own_content import installed, running
from playwright.sync_api import Browser
from product import ARTIFACTS, Product
from publishing_house import LIST
from samples import HENAN
from visitor import NARROW, WIDE, Device, Visitor, visitor

PHONE, DESKTOP = Device(NARROW, scripts=False), Device(WIDE, scripts=True)
LONGEST = 60  # seconds until the worker has published
NEW_MATTER, NEW_WORDS = "加油站油气味扰民", "加油站油味重"
ROWS = (
    ("河南省市场监督管理局具体事项清单",),
    ("序号", "事项", None, "法律依据", "群众常用说法", "领域", "办理层级"),
    (None, "名称", "内容"),
    (
        "１",
        "销售劣质煤和散煤",
        "卖不合格的煤炭和散煤，也卖湿煤泥。",
        "《生态环境法典》第204条",
        "卖散煤\n劣质煤",
        "废气和空气",
        "县级",
    ),
    (
        "２",
        NEW_MATTER,
        "加油站卸油时味道很大，开不了窗。",
        "《生态环境法典》第217条",
        NEW_WORDS,
        "废气和空气",
        "县级",
    ),
    ("注：本表一式三份。",),
)


def workbook(path: Path) -> Path:
    """The table as the department keeps it: a merged title, two rows of headings, a note below."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    for merged in ("A1:G1", "A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "A6:G6"):
        sheet.merge_cells(merged)
    book.save(path)
    return path


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Product]:
    """An installation of its own content, running."""
    with running(installed(tmp_path)) as made:
        yield made


def told(person: Visitor) -> str:
    """The words of the page's main part."""
    return person.page.locator("main").inner_text()


def button(person: Visitor, words: str, name: str) -> None:
    """Press the button with these very words."""
    person.press(person.page.get_by_role("button", name=words, exact=True), name)


def test_from_the_file_to_the_public_page_of_changes(
    house: Product, browser: Browser, tmp_path: Path
) -> None:
    with ExitStack() as stack:

        def person(device: Device, login: str = "", *post: str) -> Visitor:
            made = stack.enter_context(visitor(browser, device, house.url, ARTIFACTS / "excel-to-public"))
            if login:
                hire(made, house, login, *post)
            return made

        clerk = person(DESKTOP, "jingban", "clerk", HENAN, LIST)
        head = person(DESKTOP, "fuze", "department_head", HENAN, LIST)
        lead = person(PHONE, "shenhe", "department_head", HENAN, "ecology")
        office = person(PHONE, "bangong", "coordinator", HENAN)
        second = person(PHONE, "gongkai", "unit_head", HENAN, LIST)
        address = _imported(clerk, workbook(tmp_path / "清单.xlsx"), house)
        head.go(address, "10-to-submit")
        button(head, "送生态环境部门审核", "11-submitted")
        _agreed(lead, address)
        head.go(address, "20-agreed")
        button(head, "报请审定", "21-sent")
        _decided(office, address)
        second.go(f"{address}/disclosure", "40-disclosure")
        second.page.check("[name=disclosure-attribute][value=主动公开]")
        second.page.fill("[name=disclosure-ground]", "不涉及第十四至十六条")
        second.send("41-reviewed")
        _published(head, address)
        _read_by_everybody(person(PHONE), house)


def _imported(clerk: Visitor, file: Path, house: Product) -> str:
    """The department's clerk reads the table in over what is in force; returns the list's address."""
    clerk.go("/desk/lists", "1-lists")
    clerk.page.select_option("[name=new-department]", LIST)
    button(clerk, "开始起草", "2-begun")
    clerk.press(clerk.page.get_by_role("link", name="导入表格"), "3-upload")
    clerk.page.set_input_files("[name=import-file]", file)
    button(clerk, "上传并核对", "4-preview")
    for box in clerk.page.get_by_label("导入第").all():
        box.check()
    assert NEW_MATTER in told(clerk)
    button(clerk, "导入打勾的", "5-imported")
    return clerk.page.url.removeprefix(house.url).removesuffix("/rows")


def _agreed(lead: Visitor, address: str) -> None:
    lead.go(address, "12-review")
    button(lead, "开始审核并征求意见", "13-in-review")
    lead.go(f"{address}/opinions", "14-opinions")
    lead.page.fill("[name=agree-comment]", "与全省清单一致，同意。")
    button(lead, "审核同意", "15-agreed")


def _decided(office: Visitor, address: str) -> None:
    office.go(f"{address}/decision", "30-decision")
    office.page.fill("[name=decide-document]", "豫办〔2026〕91号")
    office.page.fill("[name=decide-decided_on]", time.strftime("%Y-%m-%d"))
    button(office, "记录决定", "31-decided")
    assert "已审定，待公布" in told(office)


def _published(head: Visitor, address: str) -> None:
    """Ask for it, and wait as people without scripts do."""
    head.go(f"{address}/publish", "50-publish")
    button(head, "公布", "51-asked")
    end = time.monotonic() + LONGEST
    while head.page.get_by_role("link", name="刷新").count():
        assert time.monotonic() < end, told(head)
        head.page.wait_for_timeout(500)
        head.page.reload()
    head.press(head.page.get_by_role("link", name="看公布的页面"), "52-public")


def _read_by_everybody(reader: Visitor, house: Product) -> None:
    """Somebody on a telephone without scripts: the list, what changed in it, the new words found."""
    reader.go(f"/departments/{LIST}/", "60-department")
    reader.go(f"/lists/{HENAN}/{LIST}/", "61-list")
    assert NEW_MATTER in told(reader)
    reader.press(reader.page.locator("main a[href$='/changes/']"), "62-changes")
    said = told(reader)
    assert NEW_MATTER in said and "也卖湿煤泥" in said and "新增" in said
    reader.go(f"/search?q={NEW_WORDS}", "63-found")
    assert NEW_MATTER in told(reader)
