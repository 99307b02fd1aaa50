"""The services on either engine: gaps, versions, second persons, receipts, publication whole or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from annual_house import NUMBER, House
from samples import HENAN, JINSHUI, ZHENGZHOU, complaint
from sqlalchemy import select

from intake.annual.model import DUTIES, DoneMark, Receipt
from intake.annual.states import State
from intake.cases.errors import BadInput, BadTransition, NotFound, NotPermitted, StaleCase
from intake.cases.events import Event
from intake.cases.model import Location, Role, Staff
from intake.commands.publish import Resting
from intake.letters.paper import Paper
from intake.services.annual import (
    board,
    editing,
    papers,
    plan_showing,
    plans,
    publishing,
    reports,
    showing,
    warnings,
)
from intake.services.annual.editing import Written
from intake.services.casework import handle
from intake.services.casework.handle import Answer
from intake.services.filing import submit
from intake.services.publication.view import faults_with
from intake.store.annual import annual_reports
from intake.store.office import reminders
from intake.store.tables import events
from registry import ContentError, Fault, PlanTask, Redaction, check, load


def told_in(paper: Paper) -> list[str]:
    """The lines of a paper."""
    return [block.text for block in paper.blocks]


def test_a_report_with_gaps_is_not_handed_in(house: House) -> None:
    items = [item.id for item in house.view.led.items]
    assert items == ["ST-001", "ST-009"]  # inherited, as of the last day of 2025
    house.write(DUTIES)
    house.write(items[0])
    with pytest.raises(BadTransition, match=r"还有 1 项没有写.*ST-009"):
        reports.submit(house.ctx, house.clerk, NUMBER, house.version)
    house.write(items[1], "", "这一年没有这样的任务。")
    reports.submit(house.ctx, house.clerk, NUMBER, house.version)
    assert (house.view.report.state, house.view.coverage.explained) == (State.SUBMITTED, 1)
    with pytest.raises(BadTransition):  # handed in, so it is nobody's to change
        house.write(DUTIES, "改一改")


def test_two_people_write_two_parts_and_never_over_each_other(house: House) -> None:
    colleague = house.people.clerk("ecology", ZHENGZHOU, 2)
    editing.save_part(house.ctx, house.clerk, NUMBER, Written(DUTIES, 0, "甲写的"))
    editing.save_part(house.ctx, colleague, NUMBER, Written("ST-001", 0, "乙写的"))
    for staff, seen in ((colleague, 0), (house.clerk, 2)):
        with pytest.raises(StaleCase):
            editing.save_part(house.ctx, staff, NUMBER, Written(DUTIES, seen, "没看到甲写的"))
    assert house.view.report.part(DUTIES).text == "甲写的"
    editing.keep_draft(house.ctx, colleague, NUMBER, ("full", DUTIES), {"text": "没看到甲写的"})
    kept = showing.part(house.ctx, colleague, NUMBER, DUTIES, "full")
    assert kept is not None and kept.kept is not None and kept.kept[0] == {"text": "没看到甲写的"}
    other = showing.part(house.ctx, house.clerk, NUMBER, DUTIES, "full")
    assert other is not None and other.kept is None
    editing.save_part(house.ctx, colleague, NUMBER, Written(DUTIES, 1, "合并好的"))
    after = showing.part(house.ctx, colleague, NUMBER, DUTIES, "full")
    assert after is not None and after.kept is None and after.part.text == "合并好的"


def test_only_who_may_save_a_part_keeps_it_half_written(house: House) -> None:
    keep = partial(editing.keep_draft, house.ctx, fields={"text": "半句"})
    for stranger in (house.office, house.people.coordinator(HENAN), house.people.clerk("ecology")):
        with pytest.raises((NotPermitted, NotFound)):
            keep(stranger, NUMBER, ("full", DUTIES))
    with pytest.raises(NotFound):  # of no part of the report
        keep(house.clerk, NUMBER, ("full", "ST-999"))
    with pytest.raises(BadTransition):  # there is no public edition of a draft
        keep(house.clerk, NUMBER, ("public", DUTIES))
    keep(house.clerk, NUMBER, ("full", DUTIES))
    house.written()
    reports.submit(house.ctx, house.clerk, NUMBER, house.version)
    with pytest.raises(BadTransition):  # handed in
        keep(house.clerk, NUMBER, ("full", DUTIES))


def test_signing_and_reviewing_are_another_persons(house: House) -> None:
    house.written()
    reports.submit(house.ctx, house.head, NUMBER, house.version)
    with pytest.raises(BadTransition, match="另一个人"):
        reports.sign(house.ctx, house.head, NUMBER, house.version)
    reports.send_back(house.ctx, house.head, NUMBER, house.version, "第一章太短")
    assert house.view.report.reason == "第一章太短"
    reports.submit(house.ctx, house.clerk, NUMBER, house.version)
    with pytest.raises(NotPermitted):
        reports.sign(house.ctx, house.clerk, NUMBER, house.version)
    with pytest.raises(StaleCase):
        reports.sign(house.ctx, house.head, NUMBER, house.version - 1)
    reports.sign(house.ctx, house.head, NUMBER, house.version)
    assert house.view.publish_by == date(2026, 12, 21)  # 20 working days
    with pytest.raises(BadInput):
        reports.send(house.ctx, house.clerk, NUMBER, house.version, house.ctx.today() - timedelta(days=1))
    reports.send(house.ctx, house.clerk, NUMBER, house.version, house.ctx.today())
    part = house.view.report.part(DUTIES)
    editing.save_public(house.ctx, house.head, NUMBER, Written(DUTIES, part.version, "节选"))
    with pytest.raises(BadTransition, match="删减清单"):
        reports.propose(house.ctx, house.clerk, NUMBER, house.version)
    editing.redact(house.ctx, house.clerk, NUMBER, Redaction(DUTIES, "16", "内部讨论"))
    reports.propose(house.ctx, house.clerk, NUMBER, house.version)
    with pytest.raises(BadTransition, match="另一个人"):  # the head wrote of it
        reports.publish(house.ctx, house.head, NUMBER, house.version, "依法公开")
    chief = house.people.organ_role(Role.UNIT_HEAD, "ecology", ZHENGZHOU)
    reports.publish(house.ctx, chief, NUMBER, house.version, "依法公开")


def test_receipts_are_of_whom_it_was_sent_to(house: House) -> None:
    house.sent()
    today = house.ctx.today()
    for bad in (
        Receipt("别的单位", today, "1号"),
        Receipt(house.view.owed.copies[0], today + timedelta(days=1), "1号"),
        Receipt(house.view.owed.copies[0], today, " "),
    ):
        with pytest.raises(BadInput):
            reports.receive(house.ctx, house.clerk, NUMBER, bad)
    first = house.view.owed.recipients[0]
    reports.receive(house.ctx, house.office, NUMBER, Receipt(first, today, "收文8号"))  # corrected
    assert [(each.to, each.number) for each in house.view.report.receipts] == [(first, "收文8号")]


def test_a_published_report_is_a_file_that_the_record_reads(house: House) -> None:
    house.sent()
    editing.save_public(
        house.ctx, house.clerk, NUMBER, Written("ST-001", house.view.report.part("ST-001").version, "节选")
    )
    editing.redact(house.ctx, house.clerk, NUMBER, Redaction("ST-001", "15", "商业秘密"))
    reports.propose(house.ctx, house.clerk, NUMBER, house.version)
    reports.publish(house.ctx, house.head, NUMBER, house.version, "依法公开")
    assert publishing.write_due(house.ctx) == 1
    assert publishing.write_due(house.ctx) == 0
    content = house.ctx.settings.content_dir
    assert check(content) == []
    registry = load(content)
    read = registry.reports["410100/ecology/2025"]
    full, public = papers.full(house.ctx, house.view), papers.public(registry, read)
    assert "节选" in told_in(public) and "节选" not in told_in(full)
    assert "第二章 ST-001：政府信息公开条例第15条，商业秘密" in told_in(public)
    assert full.recipients == house.view.owed.recipients and public.recipients == ()
    for kind in papers.KINDS:
        made, title = papers.full_file(house.ctx, house.clerk, NUMBER, kind)
        assert (made, title) == papers.full_file(house.ctx, house.head, NUMBER, kind)
    with pytest.raises(NotFound):
        papers.full_file(house.ctx, house.people.clerk("ecology", JINSHUI), NUMBER, papers.PDF)
    assert {each.item: each.text for each in read.items} == {"ST-001": "节选", "ST-009": "写好了。"}
    assert [each.number for each in read.copies] == ["收文7号", "", ""]
    assert [(each.place, each.article) for each in read.redactions] == [("第二章 ST-001", "15")]
    assert read.disclosure.reviewed_by == "郑州市生态环境局"
    assert read.demonstration
    path = content / "reports/410100/ecology/2025.md"
    before = path.read_bytes()
    with house.ctx.database.writing() as connection:  # as if the writer was killed before it was noted
        report = annual_reports.one(connection, house.view.owed.unit, 2025)
        assert report is not None
        annual_reports.change(connection, report, {"written_at": None})
    assert publishing.write_due(house.ctx) == 1
    assert path.read_bytes() == before
    to = house.view.owed.recipients[1]
    reports.receive(house.ctx, house.office, NUMBER, Receipt(to, house.ctx.today(), "收文9号"))
    assert publishing.write_due(house.ctx) == 1  # a receipt that came later is told too
    assert load(content).reports["410100/ecology/2025"].copies[1].number == "收文9号"


def test_a_report_with_faults_is_not_put_into_the_content(house: House) -> None:
    house.published()
    lists = house.ctx.settings.content_dir / "lists/410000/ecology/2025-09-01.yaml"
    lists.write_text(re.sub("ST-009", "ST-010", lists.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ContentError):
        publishing.write_due(house.ctx)
    assert not (house.ctx.settings.content_dir / "reports/410100").exists()


def test_all_papers_are_checked_at_once_and_one_with_faults_keeps_no_other_out(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.published()
    house.plan_declared()
    lists = house.ctx.settings.content_dir / "lists/410000/ecology/2025-09-01.yaml"
    good = lists.read_text(encoding="utf-8")
    lists.write_text(re.sub("ST-009", "ST-010", good), encoding="utf-8")
    with pytest.raises(publishing.PapersRefused) as told:
        publishing.write_due(house.ctx)
    assert told.value.files == {"reports/410100/ecology/2025.md"}
    assert publishing.write_due(house.ctx, told.value.files) == 0  # left alone, it holds up nobody
    assert (house.ctx.settings.content_dir / "plans/410100/ecology/2025.yaml").exists()
    lists.write_text(good, encoding="utf-8")
    plan = plan_showing.one(house.ctx, house.clerk, NUMBER).plan
    plans.declare_public(house.ctx, house.head, NUMBER, plan.version, "再次声明")
    checks: list[int] = []

    def counted(content: Path, files: Mapping[str, bytes | None]) -> list[Fault]:
        checks.append(len(files))
        return faults_with(content, files)

    monkeypatch.setattr(publishing, "faults_with", counted)
    assert publishing.write_due(house.ctx) == 2
    assert checks == [2]


def test_figures_are_those_of_signing_and_never_tell_of_accusations(house: House) -> None:
    ctx = house.people.ctx  # over the real content
    place = Location(region=JINSHUI, address="花园路")
    for number in range(7):
        filed = submit.submit(ctx, complaint(f"工厂烟囱夜里冒黑烟{number}。", location=place), "test")
        if number < 6:
            clerk = house.people.clerk()
            handle.accept(ctx, clerk, filed.case_number, 1)
            handle.answer(ctx, clerk, filed.case_number, 2, Answer("已查处。"))
            handle.close(ctx, clerk, filed.case_number, 3)
    submit.submit(ctx, complaint("举报金水区生态环境局不作为，工厂冒黑烟。", location=place), "test")
    here = "410100-ecology-2026"
    figures = showing.one(ctx, house.clerk, here).figures["ST-001"]
    assert (figures["received"], figures["closed"], figures["on_time"], figures["overdue"]) == (7, 6, 6, 0)
    assert showing.one(ctx, house.clerk, NUMBER).figures["ST-001"]["received"] == 0  # none in 2025


def test_plans_are_filed_marked_and_begin_the_report(house: House) -> None:
    ctx, number = house.ctx, "410100-ecology-2025"
    plans.save_goals(ctx, house.clerk, number, 0, "全年目标")
    version = lambda: plan_showing.one(ctx, house.clerk, number).plan.version  # noqa: E731 - one question asked often
    with pytest.raises(BadInput, match="不是本单位牵头"):
        plans.add_task(ctx, house.clerk, number, version(), PlanTask("检查", "", ("SJ-002",), None, "", ""))
    plans.add_task(ctx, house.clerk, number, version(), PlanTask("检查", "分三轮", ("ST-001",), None, "", ""))
    plans.submit(ctx, house.clerk, number, version())
    with pytest.raises(NotPermitted):
        plans.file(ctx, house.head, number, version(), ("备1号", ctx.today()))
    plans.file(ctx, house.office, number, version(), ("备1号", ctx.today()))
    task = plan_showing.one(ctx, house.clerk, number).plan.tasks[0]
    plans.report_progress(ctx, house.clerk, number, version(), (task.id, "done", "三轮都完成了"))
    plans.mark_done(ctx, house.clerk, number, version(), DoneMark("middle", ctx.today(), "开会检查"))
    view = plan_showing.one(ctx, house.clerk, number)
    assert [(each.mark, each.done_on) for each in view.marks] == [
        ("start", None),
        ("middle", ctx.today()),
        ("end", None),
    ]
    assert publishing.write_due(ctx) == 0  # it stays inside unless declared public
    with pytest.raises(BadInput, match="个人信息"):
        plans.declare_public(ctx, house.head, number, version(), "已问过13800001111")
    plans.declare_public(ctx, house.head, number, version(), "不涉密")
    assert publishing.write_due(ctx) == 1
    plans.mark_done(ctx, house.clerk, number, version(), DoneMark("end", ctx.today(), "电话13800001111"))
    with pytest.raises(BadInput, match="个人信息"):  # it would be public now
        plans.declare_public(ctx, house.head, number, version(), "不涉密")
    assert load(ctx.settings.content_dir).plans["410100/ecology/2025"].tasks[0].progress == "三轮都完成了"
    part = showing.part(ctx, house.clerk, NUMBER, "ST-001", "full")
    assert part is not None and part.suggestion == "检查：三轮都完成了"


def test_governments_reports_are_their_offices(house: House) -> None:
    office, number = house.office, "410100-government-2025"
    editing.save_part(house.ctx, office, number, Written(DUTIES, 0, "市委、市政府写的"))
    with pytest.raises(NotFound):
        showing.one(house.ctx, house.clerk, number)
    with pytest.raises(NotFound):
        plan_showing.one(house.ctx, office, number)
    province = house.people.coordinator(HENAN)
    with pytest.raises(NotPermitted):
        editing.save_part(house.ctx, province, number, Written(DUTIES, 1, "省里改的"))


def test_offices_read_what_was_sent_and_before_only_where_it_stands(house: House) -> None:
    ctx, above = house.ctx, (house.office, house.people.coordinator(HENAN))

    def seen(office: Staff) -> tuple[bool, bool]:
        row = next(each for each in board.board(ctx, office, 2025, ZHENGZHOU).rows if each.number == NUMBER)
        for read in (
            lambda: showing.one(ctx, office, NUMBER),
            lambda: showing.part(ctx, office, NUMBER, DUTIES, "full"),
        ):
            with nullcontext() if row.is_shown else pytest.raises(NotPermitted, match="还没有报送"):
                read()
        with nullcontext() if row.is_plan_shown else pytest.raises(NotPermitted, match="还没有报送"):
            plan_showing.one(ctx, office, NUMBER)
        return row.is_shown, row.is_plan_shown

    def all_see(report: bool, plan: bool) -> None:
        assert [seen(office) for office in above] == [(report, plan)] * 2

    all_see(report=False, plan=False)
    house.written()
    plans.save_goals(ctx, house.clerk, NUMBER, 0, "全年目标")
    plans.add_task(ctx, house.clerk, NUMBER, 2, PlanTask("检查", "", (), None, "", ""))
    all_see(report=False, plan=False)
    reports.submit(ctx, house.clerk, NUMBER, house.version)
    plans.submit(ctx, house.clerk, NUMBER, 3)
    all_see(report=False, plan=True)
    reports.sign(ctx, house.head, NUMBER, house.version)
    plans.send_back(ctx, house.office, NUMBER, 4, "重写")
    all_see(report=False, plan=False)
    reports.send(ctx, house.clerk, NUMBER, house.version, ctx.today())
    all_see(report=True, plan=False)


def test_the_board_tells_who_is_missing_and_late(house: House) -> None:
    house.day(date(2026, 3, 3))
    rows = {each.number: each for each in board.board(house.ctx, house.office, 2025).rows}
    assert rows[NUMBER].is_missing
    assert rows[NUMBER].late == 3
    house.sent()
    rows = {each.number: each for each in board.board(house.ctx, house.office, 2025).rows}
    assert (rows[NUMBER].is_missing, rows[NUMBER].late, rows[NUMBER].receipts) == (False, 3, 1)
    province = board.board(house.ctx, house.people.coordinator(HENAN), 2025)
    told = {each.number: (each.state, each.late, each.receipts) for each in province.rows}
    assert told["410000-market-2025"] == (State.PUBLISHED, 10, 1)  # only the content has it
    assert told["410000-ecology-2025"][1] == 0
    assert province.late[0].late == max(each.late for each in province.rows)
    ahead = board.board(house.ctx, house.office, 2026)
    assert "2027" in ahead.calendar_ended  # said, not guessed
    with pytest.raises(NotPermitted):
        board.board(house.ctx, house.head, 2025)
    with pytest.raises(BadInput):
        board.board(house.ctx, house.office, 2025, "410000")
    mine = [each.number for each in board.mine(house.ctx, house.clerk)]
    assert mine == ["410100-ecology-2026", NUMBER]


def test_units_are_warned_once_a_rung_and_told_when_late(house: House) -> None:
    staff = [house.clerk, house.head, house.office]
    house.day(date(2026, 1, 4))
    assert warnings.warn(house.ctx) == 0
    for day, times in ((date(2026, 2, 3), 2), (date(2026, 2, 4), 0), (date(2026, 2, 27), 2)):
        house.day(day)
        assert warnings.warn(house.ctx) == times  # the organ, and the office for its government
        assert warnings.warn(house.ctx) == 0
    house.sent()
    house.day(date(2026, 3, 1))
    assert warnings.warn(house.ctx) == 1  # the government's alone is missing
    house.day(date(2026, 9, 1))
    assert warnings.warn(house.ctx) == 0
    with house.ctx.database.reading() as connection:
        kinds = {
            each.role: [kept.kind for kept in reminders.of_staff(connection, each.id, 20)] for each in staff
        }
    assert kinds[Role.DEPARTMENT_HEAD] == ["annual", "annual"]
    assert sorted(set(kinds[Role.COORDINATOR])) == ["annual", "annual_late"]


def test_every_step_is_on_the_record(house: House) -> None:
    house.published()
    publishing.write_due(house.ctx)
    with house.ctx.database.reading() as connection:
        kept = select(events.c.event).where(events.c.event.startswith("annual:")).order_by(events.c.id)
        told = list(connection.execute(kept).scalars())
    assert told == [
        Event.ANNUAL_REPORT_SUBMITTED,
        Event.ANNUAL_REPORT_SIGNED,
        Event.ANNUAL_REPORT_SENT,
        Event.ANNUAL_REPORT_RECEIVED,
        Event.ANNUAL_REPORT_PROPOSED,
        Event.ANNUAL_REPORT_APPROVED,
        Event.ANNUAL_REPORT_WRITTEN,
    ]


def test_what_has_faults_rests_for_two_minutes_alone() -> None:
    resting = Resting()
    resting.lay_down({"reports/1.md"}, 100.0)
    resting.lay_down({"reports/2.md"}, 160.0)
    assert resting.files(219.0) == {"reports/1.md", "reports/2.md"}
    assert resting.files(220.0) == {"reports/2.md"} and not resting.files(280.0)
