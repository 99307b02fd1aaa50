"""Article 6 from end to end: nobody named, opinions, a decision, its publication, the case goes its way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from desk_people import file, hire, open_action, track
from playwright.sync_api import Browser
from product import ARTIFACTS, ROOT, Product
from visitor import NARROW, Device, Visitor, visitor

ANYANG = "410500"
DOCUMENT, DECIDED_ON = "示范〔2026〕33号", "2026-08-25"
MATTER = "店铺喇叭叫卖"
# What publishes the decision: its text, the list that carries it out, the report that answers for that list.
PUBLISHED = (
    "lists/410500/urban-management",
    "lead_decisions/410500-CG-014.md",
    "lead_decisions/410500-ZJ-012.md",
    "reports/410500",
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The record as it was before the decision was published."""
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "content", folder)
    for name in PUBLISHED:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return folder


@pytest.fixture
def undecided(content: Path, output: Path, tmp_path: Path) -> Iterator[Product]:
    """An installation of its own over that record."""
    made = Product(tmp_path / "data", output, CONTENT_DIR=str(content))
    try:
        yield made.start()
    finally:
        made.stop()


def publish(content: Path) -> None:
    """Put the decision and its list into the record."""
    for name in PUBLISHED:
        source = ROOT / "content" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, content / name)


def test_from_nobody_to_the_published_lead(undecided: Product, content: Path, browser: Browser) -> None:
    filed = file(undecided, "想反映一个情况，说不清楚，请你们看看。", ANYANG)
    with ExitStack() as stack:

        def person(login: str = "", *post: str) -> Visitor:
            made = stack.enter_context(
                visitor(browser, Device(NARROW, scripts=True), undecided.url, ARTIFACTS / "lead")
            )
            if login:
                hire(made, undecided, login, *post)
            return made

        office = person("lead-office", "coordinator", ANYANG)
        clerk = person("lead-clerk", "clerk", ANYANG, "ecology")
        head = person("lead-head", "department_head", ANYANG, "ecology")
        urban = person("lead-urban", "clerk", ANYANG, "urban-management")
        citizen = person()
        seek(office, clerk, filed.number)
        assert "正在研究由哪个部门牵头" in track(citizen, filed, "l1-citizen")
        clerk.go(f"/desk/cases/{filed.number}", "l2-interim")  # who received it first has it meanwhile
        head.go("/desk/leads", "l3-register")
        head.press(head.page.get_by_role("link", name=MATTER), "l4-entry")
        head.page.fill("[name=opinion-text]", "按本市条例，由城市管理部门负责。")
        head.press(head.page.get_by_role("button", name="提交意见"), "l5-opinion")
        office.go("/desk/leads", "l6-register")
        office.press(office.page.get_by_role("link", name=MATTER), "l7-entry")
        assert "由城市管理部门负责" in office.page.locator("main").inner_text()
        office.page.select_option("[name=ruling-department]", "urban-management")
        office.page.fill("[name=ruling-document]", DOCUMENT)
        office.page.fill("[name=ruling-decided_on]", DECIDED_ON)
        office.press(office.page.get_by_role("button", name="记录决定"), "l8-decided")
        citizen.go("/matters-without-lead/register/", "l9-public")
        told = citizen.page.locator("main").inner_text()
        assert MATTER in told and DOCUMENT in told and "还没有写进清单" in told
        assert "不到 5 件" in told and filed.number not in told
        undecided.stop()
        publish(content)
        undecided.start()
        assert "1 件等待的投诉已转给它们" in undecided.printed()
        assert "安阳市城市管理局" in track(citizen, filed, "l10-citizen")
        urban.go(f"/desk/cases/{filed.number}", "l11-urban")
        assert DOCUMENT in urban.page.locator("main").inner_text()
        citizen.go("/matters-without-lead/register/", "l12-public")
        assert "等待的投诉已经转给它" in citizen.page.locator("main").inner_text()


def seek(office: Visitor, clerk: Visitor, number: str) -> None:
    """The office asks somebody; they say that no list names anybody; the register is opened."""
    office.go(f"/desk/cases/{number}", "l0-office")
    office.page.locator("summary", has_text="自己选部门").click()
    office.page.select_option("[name=route-department]", "ecology")
    office.page.fill("[name=route-reason]", "先请看看")
    office.press(office.page.get_by_role("button", name="转办", exact=True), "l0-routed")
    clerk.go(f"/desk/cases/{number}", "l0-clerk")
    open_action(clerk, "不归本单位")
    clerk.page.select_option("[name=back-code]", "nobody_named")
    clerk.page.fill("[name=back-clause]", "清单没有这一项")
    clerk.page.fill("[name=back-reason]", "没有写明由谁负责")
    clerk.press(clerk.page.get_by_role("button", name="提出异议"), "l0-refused")
    office.go(f"/desk/cases/{number}", "l0-objected")
    open_action(office, "没有写明牵头部门")
    office.page.fill("[name=lead-matter]", MATTER)
    office.press(office.page.get_by_role("button", name="列入登记簿"), "l0-sought")
