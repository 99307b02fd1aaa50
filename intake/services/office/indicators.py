"""Indicators for assessments (policy, article 11): figures with their definitions, and no score.

They leave the desk, so cases that accuse an organ stay out, and counts below five are not told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from intake.cases.events import Event, Recorded
from intake.cases.model import Staff
from intake.cases.small_counts import shown
from intake.services.context import Context
from intake.services.office import counting, punctual
from intake.services.office.figures import line_codes
from intake.services.office.period import Asked, wanted
from intake.store.cases.case_filters import Wanted
from intake.store.office.board import Sums
from intake.store.records import events
from intake.words import gettext as _
from intake.words import mark

ALL, REGION, DEPARTMENT, LISTS = "all", "region", "department", "lists_in_force"
Counts = defaultdict[tuple[str, str], Counter[str]]

# Name, in words, what is counted, and on which rule it rests.
DEFINITIONS: Mapping[str, tuple[str, str, str]] = {
    LISTS: (mark("现行清单"), mark("统计期末有效的事项清单份数"), mark("本通知第5条")),
    "filed": (mark("收到"), mark("统计期内收到的投诉件数"), mark("本通知第5条")),
    "closed": (mark("办结"), mark("统计期内办结的次数，含告知去别处反映"), mark("本通知第5条")),
    "reopened": (
        mark("重新办理"),
        mark("统计期内办结后继续办理、复查复核退回重办的次数"),
        mark("《信访工作条例》第35条、第36条"),
    ),
    "accepted": (
        mark("受理期限"),
        mark("统计期内结束的受理、告知期限数"),
        mark("《信访工作条例》第22条、第23条"),
    ),
    "accepted_late": (mark("受理超期"), mark("其中超过期限才结束的"), mark("《信访工作条例》第22条、第23条")),
    "answered": (mark("答复期限"), mark("统计期内结束的办理答复期限数"), mark("《信访工作条例》第34条")),
    "answered_late": (mark("答复超期"), mark("其中超过期限才结束的"), mark("《信访工作条例》第34条")),
    "ratings": (mark("评价"), mark("统计期内投诉人作出的评价数"), mark("本通知第11条")),
    "stars": (mark("评价分合计"), mark("上述评价的分数之和，每件1至5分"), mark("本通知第11条")),
    "overdue": (mark("现已超期"), mark("导出时未办结且已超过期限的件数"), mark("本通知第8条")),
    "objected": (
        mark("异议待核定"),
        mark("导出时部门提出异议、尚未核定的件数"),
        mark("《信访工作条例》第23条"),
    ),
}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """The values of one region or department, by indicator; None: below five, or it would give one away."""

    kind: str
    code: str
    name: str
    values: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Indicators:
    """Everything that is handed out: a line for all, then regions, then departments, by code."""

    about: Asked
    rows: tuple[IndicatorRow, ...]


def indicators(ctx: Context, staff: Staff, about: Asked) -> Indicators:
    """The indicators by region and by department; taking them is recorded. Raises NotPermitted."""
    all_of, top = wanted(ctx, staff, about, unrestricted=True), about.region or staff.region
    regions = line_codes(ctx, top)
    counts: Counts = defaultdict(Counter)
    with ctx.database.writing() as connection:
        for each in _sums(ctx, connection, about, all_of):
            if each.by in (REGION, DEPARTMENT):
                code = regions.get(each.key or "", "") if each.by == REGION else each.key or ""
                counts[each.by, code].update(each.counted)
        facts = {"from": about.period.since.isoformat(), "to": about.period.until.isoformat()}
        taken = Recorded(Event.STATISTICS_EXPORTED, ctx.now(), staff_id=staff.id, detail=facts)
        events.record(connection, taken)
    counts[ALL, top] = sum((each for (by, _code), each in counts.items() if by == DEPARTMENT), Counter())
    _add_lists(ctx, about, regions, counts)
    return Indicators(about, tuple(_rows(ctx, counts)))


def _sums(ctx: Context, connection: Connection, about: Asked, all_of: Wanted) -> Iterator[Sums]:
    yield from counting.standing(ctx, connection, all_of)
    yield from counting.past(connection, all_of, about.period)
    yield from counting.rated(connection, all_of, about.period)
    for name, clocks in (("accepted", punctual.accepting(ctx)), ("answered", punctual.answering(ctx))):
        for each in counting.ended_clocks(connection, all_of, clocks, about.period):
            yield replace(each, counted={name: each.counted["stopped"], f"{name}_late": each.counted["late"]})


def _add_lists(ctx: Context, about: Asked, regions: Mapping[str, str], counts: Counts) -> None:
    """The lists in force at the end of the period: published for everybody, so they are told as they are."""
    for release in ctx.registry.releases:
        ours = release.region in regions and about.department in (None, release.department)
        if ours and release.in_force(about.period.until):
            counts[REGION, regions[release.region]][LISTS] += 1
            counts[DEPARTMENT, release.department][LISTS] += 1
            counts[ALL, next(iter(regions))][LISTS] += 1


def _rows(ctx: Context, counts: Counts) -> Iterator[IndicatorRow]:
    for kind in (ALL, REGION, DEPARTMENT):
        lines = {code: each for (by, code), each in sorted(counts.items()) if by == kind}
        told = {name: _told(lines, name) for name in DEFINITIONS}
        for code in lines:
            values = {name: told[name][code] for name in DEFINITIONS}
            if values["ratings"] is None:
                values["stars"] = None  # beside so few ratings their sum would tell what somebody said
            yield IndicatorRow(kind, code, _name(ctx, kind, code), values)


def _told(lines: Mapping[str, Counter[str]], name: str) -> Mapping[str, int | None]:
    column = {code: each[name] for code, each in lines.items()}
    return dict(column) if name == LISTS else shown(column)


def _name(ctx: Context, kind: str, code: str) -> str:
    if kind == DEPARTMENT:
        known = ctx.registry.departments.get(code)
        return known.name if known else _("协调办公室")
    return ctx.registry.regions[code].name if code in ctx.registry.regions else _("地点不明或在别处")
