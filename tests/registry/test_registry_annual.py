"""The yearly cycle in the record: who owes what by when, what each leads, faults by line, round trips."""

from __future__ import annotations

import re
import shutil
from calendar import isleap
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from approved import assert_approved
from hypothesis import given, settings
from hypothesis import strategies as st

from registry import (
    GOVERNMENT,
    Copy,
    DisclosureReview,
    Plan,
    PlanMark,
    PlanTask,
    Redaction,
    Registry,
    Report,
    ReportedItem,
    Unit,
    check,
    led_items,
    load,
    obligation,
    obligations,
    plan_text,
    report_text,
)
from registry.annual.model import FIGURES, MARKS, STATUSES
from registry.annual.obligations import years

ROOT = Path(__file__).parents[2]
SITE = ROOT / "tests/site/content"
REPORT = "reports/410000/ecology/2025.md"
PLAN = "plans/410000/ecology/2026.yaml"
RULES = "report_profiles.yaml"
DUTIES = "duties/410000.yaml"

FAULTS = [
    (REPORT, "path-mismatch", "unit: ecology", "unit: energy", "unit:"),
    (REPORT, "path-mismatch", "year: 2025", "year: 2024", "year:"),
    (REPORT, "unknown-release", "410000/ecology/2025-09-01", "410000/ecology/1999-01-01", None),
    (REPORT, "item-not-in-release", "## ST-001", "## SJ-001", None),
    (REPORT, "report-chapters", "# 上年度生态环境保护职责履行情况", "# 上年度情况", "# 上年度情况"),
    (REPORT, "report-order", "sent_on: 2026-02-13", "sent_on: 2026-01-13", None),
    (REPORT, "bad-choice", "article: 16", "article: 17", "article:"),
    (REPORT, "bad-number", "received: few", "received: 三件", "received:"),
    (REPORT, "identity", "全年检查", "请拨13800001111", "## ST-001"),
    (REPORT, "identity", "内部工作会议", "张某13800001111", "reason:"),
    (REPORT, "unknown-key", "formed_on", "formed", "formed:"),
    (PLAN, "path-mismatch", "year: 2026", "year: 2025", "year:"),
    (PLAN, "bad-choice", "status: done", "status: 完成", "status:"),
    (PLAN, "bad-mark", "mark: middle", "mark: end", "marks:"),
    (PLAN, "unknown-item", "- ST-001", "- ST-999", "- ST-999"),
    (PLAN, "identity", "群众反映", "13800001111反映", "goals:"),
    (DUTIES, "approval-order", "decided_on: 2026-08-20", "decided_on: 2026-08-26", "effective_from:"),
    (DUTIES, "path-mismatch", 'region: "410000"', 'region: "411100"', "region:"),
    (RULES, "missing-level", "- level: county\n    party", "- level: city\n    party", "names:"),
    (RULES, "duplicate-level", "- level: county\n    party", "- level: city\n    party", "names:"),
    (RULES, "bad-mark", "start: 03-31", "start: 02-30", "marks:"),
    (RULES, "bad-number", "[20, 10, 5, 1]", "[5, 10]", "warn_days:"),
    (RULES, "bad-number", "due_month: 2", "due_month: 13", "due_month:"),
    (RULES, "bad-organ-rule", "中共{region}委员会", "中共{city}委员会", "party:"),
    (RULES, "unknown-department", "ecology: 生态环境部", "ecologie: 生态环境部", "superiors:"),
]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITE, tmp_path / "content"))


@pytest.mark.parametrize(("file", "kind", "old", "new", "at"), FAULTS)
def test_a_fault_is_named_at_its_line(
    content: Path, file: str, kind: str, old: str, new: str, at: str | None
) -> None:
    path = content / file
    before = path.read_text(encoding="utf-8")
    assert old in before
    text = before.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    faults = check(content)
    assert_approved("registry", f"{file}: {kind} {old}".splitlines()[0], [repr(fault) for fault in faults])
    found = [(fault.file, fault.line) for fault in faults if fault.kind == kind]
    assert (file, text.partition(at)[0].count("\n") + 1 if at else 2) in found


@given(year=st.integers(2025, 9997))
@settings(max_examples=60)
def test_due_on_the_last_day_of_february_whatever_the_weekday(year: int, registry: Registry) -> None:
    due = obligation(registry, Unit("410000", "water"), year)
    assert due is not None
    assert due.due == date(year + 1, 2, 29 if isleap(year + 1) else 28)
    assert (due.due + timedelta(days=1)).month == 3


def test_who_owes_the_province_a_report(registry: Registry) -> None:
    """13 departments, 17 cities and both zones that count as cities (policy, articles 4 and 12)."""
    due = {each.unit: each for each in obligations(registry, "410000", 2025)}
    assert sum(unit.department != GOVERNMENT for unit in due) == 13
    assert sum(unit.department == GOVERNMENT for unit in due) == 19
    assert {each.recipients for each in due.values()} == {("中共河南省委员会", "河南省人民政府")}
    assert due[Unit("410000", "water")].copies == ("水利部", "河南省生态环境厅")
    assert due[Unit("410000", "ecology")].copies == ("生态环境部",)
    assert due[Unit("410173", GOVERNMENT)].issuers[1] == "郑州航空港经济综合实验区管理委员会"
    assert due[Unit("410100", GOVERNMENT)].issuers == ("中共郑州市委员会", "郑州市人民政府")
    energy = due[Unit("410000", "energy")]
    assert (energy.name, energy.performed_by) == ("河南省能源局", Unit("410000", "reform"))


def test_below_the_province_everything_shifts_one_level_down(registry: Registry) -> None:
    county = obligation(registry, Unit("410105", GOVERNMENT), 2026)
    assert county is not None
    assert county.recipients == ("中共郑州市委员会", "郑州市人民政府")
    assert county.copies == ("郑州市生态环境局",)
    bureau = obligation(registry, Unit("410100", "water"), 2026)
    assert bureau is not None
    assert bureau.copies == ("河南省水利厅", "郑州市生态环境局")
    for nobody in (Unit("410000", GOVERNMENT), Unit("410171", GOVERNMENT), Unit("410000", "police")):
        assert obligation(registry, nobody, 2026) is None
    assert obligation(registry, Unit("410000", "water"), 2024) is None  # before the first year
    energy = obligation(registry, Unit("410000", "energy"), 2026)
    assert_approved("registry", "obligations", [repr(each) for each in (county, bureau, energy)])


def test_the_years_of_reports(registry: Registry) -> None:
    assert years(registry, date(2028, 1, 1)) == (2027, 2026, 2025)
    assert years(registry, date(2025, 12, 31)) == ()
    assert years(replace(registry, annual=None), date(2028, 1, 1)) == ()


def test_a_report_may_be_formed_sent_and_published_on_one_day(content: Path) -> None:
    path = content / REPORT
    days = re.compile(r"(formed_on|sent_on|published_on): .*")
    path.write_text(days.sub(r"\1: 2026-02-13", path.read_text("utf-8")), "utf-8")
    assert check(content) == []


def test_what_a_unit_leads_is_what_the_registry_answers(registry: Registry) -> None:
    """Below the province, exactly the matters that `who` gives to its organ on the year's last day."""
    for unit in (Unit("410105", "ecology"), Unit("410900", "market"), Unit("411100", "ecology")):
        answers = registry.responsibilities(unit.region, date(2026, 12, 31))
        named = {a.matter for a in answers if a.lead.id == unit.department and a.organ.region == unit.region}
        led = led_items(registry, unit, 2026)
        assert {item.id for item in led.items} == named
        assert not led.later
    assert {release.region for release in led_items(registry, Unit("410500", GOVERNMENT), 2026).releases} == {
        "410500"
    }


def test_a_year_without_lists_is_answered_by_the_first_that_came(registry: Registry) -> None:
    led = led_items(registry, Unit("410000", "water"), 2025)
    assert led.later
    assert led.items


def _few(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return words.map(str.strip).filter(bool)


WORDS = _few(st.text(st.sampled_from("监管 #\\-：:'\"、\n{}[]|>12ab%&*!~？"), min_size=1, max_size=60))
LINE = _few(st.text(st.sampled_from("监管#-：:'\"、{}[]|>ab%&*!~？"), min_size=1, max_size=20))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
COUNTS = st.fixed_dictionaries(dict.fromkeys(FIGURES, st.none() | st.integers(0, 400)))


@given(
    duties=WORDS,
    told=WORDS,
    line=LINE,
    counts=COUNTS | st.just({}),
    received=st.none() | DAYS,
    reason=LINE,
)
@settings(max_examples=60, deadline=None)
def test_a_report_reads_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory,
    duties: str,
    told: str,
    line: str,
    counts: dict[str, int | None],
    received: date | None,
    reason: str,
) -> None:
    report = Report(
        "410000",
        "energy",
        2025,
        line,
        ("甲", line),
        ("410000/energy/2026-09-01",),
        date(2026, 2, 1),
        date(2026, 2, 2),
        (Copy(line, received, "1号" if received else ""),),
        {},
        (Redaction(line, "15", reason),),
        DisclosureReview("审查的人", date(2026, 3, 1), reason),
        date(2026, 3, 2),
        demonstration=True,
        duties=duties,
        items=(ReportedItem("NY-001", "随便", told, counts),),
    )
    content = _small(tmp_path_factory)
    item = load(content).release_of("410000/energy/2026-09-01")
    assert item is not None
    report = replace(report, items=(replace(report.items[0], item=item.items[0].id),))
    _put(content / f"reports/{report.key}.md", report_text(report))
    read = load(content).reports[report.key]
    assert read == report
    assert (read.items[0].figures, dict(read.unanswered)) == (report.items[0].figures, {})


@given(goals=WORDS, line=LINE, due=st.none() | DAYS, status=st.sampled_from(STATUSES))
@settings(max_examples=40, deadline=None)
def test_a_plan_reads_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, goals: str, line: str, due: date | None, status: str
) -> None:
    marks = tuple(PlanMark(mark, date(2026, 3, 1), due, line if due else "") for mark in MARKS)
    plan = Plan(
        "410000",
        "energy",
        2026,
        line,
        goals,
        (PlanTask(line, "", ("ST-001",), due, status, line),),
        line,
        date(2026, 2, 2),
        marks,
        DisclosureReview("审查的人", date(2026, 3, 1), line),
        date(2026, 3, 2),
        demonstration=True,
    )
    content = _small(tmp_path_factory)
    _put(content / f"plans/{plan.key}.yaml", plan_text(plan))
    assert load(content).plans[plan.key] == plan


def test_shipped_reports_and_plans_are_what_the_writer_writes(registry: Registry) -> None:
    for report in registry.reports.values():
        path = ROOT / f"content/reports/{report.key}.md"
        assert path.read_text(encoding="utf-8") == report_text(report)
    for plan in registry.plans.values():
        path = ROOT / f"content/plans/{plan.key}.yaml"
        assert path.read_text(encoding="utf-8") == plan_text(plan)
    assert registry.reports
    assert registry.plans


def _small(factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(SITE, factory.mktemp("small") / "content"))


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
