"""A list in the browser: drafted by keyboard with saving as one types, two editors, review, decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from desk_people import hire
from playwright.sync_api import Browser, expect
from product import ARTIFACTS, Product
from visitor import NARROW, WIDE, Device, Visitor, visitor

PHONE, DESKTOP = Device(NARROW, scripts=True), Device(WIDE, scripts=True)
LUOYANG = "410300"


@pytest.fixture
def at() -> Iterator[ExitStack]:
    """Browsers that are closed in the end."""
    with ExitStack() as stack:
        yield stack


def desk(at: ExitStack, product: Product, browser: Browser, post: tuple[str, ...], device: Device) -> Visitor:
    """Somebody of the staff, logged in."""
    person = at.enter_context(visitor(browser, device, product.url, ARTIFACTS / "lists"))
    hire(person, product, f"list-{post[0].replace('_', '-')}-{post[-1]}", *post)
    return person


def cell(person: Visitor, row: int, name: str) -> str:
    """The selector of a cell of a row, counted from 0."""
    form = person.page.locator("[data-row-form]").nth(row)
    return f"[name={form.get_attribute('data-prefix')}{name}]"


def told(person: Visitor) -> str:
    """The words of the page's main part."""
    return person.page.locator("main").inner_text()


def test_three_roles_from_the_first_row_to_the_decision(
    product: Product, browser: Browser, at: ExitStack
) -> None:
    head = desk(at, product, browser, ("department_head", LUOYANG, "water"), DESKTOP)
    head.go("/desk/lists", "1-lists")
    head.page.select_option("[name=new-department]", "water")
    head.page.check("[name=new-source][value=empty]")
    head.press(head.page.get_by_role("button", name="开始起草"), "2-empty")
    head.press(head.page.get_by_role("link", name="采用上级清单的事项"), "3-adopt")
    for item in ("SL-001", "SL-002"):
        head.page.check(f"[name=adopt-items][value={item}]")
    head.press(head.page.get_by_role("button", name="采用选中的"), "4-rows")
    address = head.page.url.removeprefix(product.url).removesuffix("/rows")

    _saves_as_one_types(head)
    clerk = desk(at, product, browser, ("clerk", LUOYANG, "water"), PHONE)
    _two_editors_meet(head, clerk, address)

    head.go(address, "7-to-submit")
    assert "没有发现问题" in told(head)
    head.press(head.page.get_by_role("button", name="送生态环境部门审核"), "8-submitted")
    reviewer = desk(at, product, browser, ("department_head", LUOYANG, "ecology"), PHONE)
    reviewer.go("/desk/lists", "9-to-review")
    reviewer.press(reviewer.page.get_by_role("link", name=re.compile("洛阳市水利局")).first, "10-review")
    reviewer.press(reviewer.page.get_by_role("button", name="开始审核并征求意见"), "11-in-review")
    reviewer.press(reviewer.page.get_by_role("link", name="各部门意见"), "12-opinions")
    reviewer.page.fill("[name=agree-comment]", "两项与全省清单一致，同意。")
    reviewer.press(reviewer.page.get_by_role("button", name="审核同意"), "13-agreed")
    head.go(address, "14-agreed")
    head.press(head.page.get_by_role("button", name="报请审定"), "15-sent")
    office = desk(at, product, browser, ("coordinator", LUOYANG), DESKTOP)
    office.go(f"{address}/decision", "16-decision")
    office.page.fill("[name=decide-document]", "洛文〔2026〕2号")
    office.page.fill(
        "[name=decide-decided_on]", office.page.evaluate("new Date().toISOString().slice(0, 10)")
    )
    office.press(office.page.get_by_role("button", name="记录决定"), "17-decided")
    assert "已审定，待公布" in told(office) and "洛文〔2026〕2号" in told(office)
    for page in ("compare", "print", "rows"):
        office.go(f"{address}/{page}", f"18-{page}")
        assert "河道非法采砂" in told(office)


def _saves_as_one_types(head: Visitor) -> None:
    """Ctrl+↓ goes to the same cell of the next row; leaving a row saves it; a fault is told at its cell."""
    rows = head.page.locator("[data-row]")
    rows.nth(0).locator("summary").click()
    head.page.fill(cell(head, 0, "unit"), "河湖管理科")
    head.page.keyboard.press("Control+ArrowDown")
    expect(head.page.locator(cell(head, 1, "unit"))).to_be_focused()
    expect(rows.nth(0).locator("[data-row-state]")).to_contain_text("已保存")
    expect(head.page.locator("[data-rows-status]")).to_contain_text("SL-001")
    head.page.fill(cell(head, 1, "supporting"), "没有局")
    head.page.keyboard.press("Control+s")
    expect(rows.nth(1).locator(".error")).to_contain_text("没有叫“没有局”的部门")
    expect(head.page.locator("[data-rows-count]")).to_contain_text("1 处要改")
    head.page.fill(cell(head, 1, "supporting"), "生态环境")
    head.page.keyboard.press("Control+s")
    expect(head.page.locator("[data-rows-count]")).to_contain_text("没有发现问题")
    head.inspect("5-saved")


def _two_editors_meet(head: Visitor, clerk: Visitor, address: str) -> None:
    """The clerk, on a telephone, saves first; the head's row says so and its button shows both texts."""
    clerk.go(f"{address}/rows", "6-clerk")
    clerk.page.locator("[data-row] > summary").first.click()
    clerk.page.fill(cell(clerk, 0, "contact"), "65937000")
    clerk.press(clerk.page.get_by_role("button", name="保存这一项").first, "6-clerk-saved")
    head.page.fill(cell(head, 0, "contact"), "河湖管理科投诉电话")
    state = head.page.locator("[data-row-state]").first
    expect(state).to_contain_text("刚才有人改过这一行", timeout=10_000)
    head.faults.clear()  # the browser logs the refusal of the script's saving, and of the page below
    with head.page.expect_navigation():
        head.page.get_by_role("button", name="保存这一项").first.click()
    head.faults.clear()
    assert "65937000" in told(head) and "河湖管理科投诉电话" in told(head)
    head.inspect("6-conflict")
    head.press(head.page.get_by_role("button", name="保存我写的"), "6-settled")
