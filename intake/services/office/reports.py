"""Reports upward (policy, articles 8, 10): overdue, unacknowledged or a major matter; answered from above."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadTransition, NotFound, NotPermitted
from intake.cases.escalation import Rung
from intake.cases.events import Event, Recorded
from intake.cases.model import Owner, Role, Staff
from intake.cases.ownership import regions_below
from intake.cases.permissions import Right
from intake.cases.reach import may_read
from intake.services.casework.step import find_case, required, standing
from intake.services.context import Context
from intake.services.office.letters import MOST, Occasion
from intake.services.office.offices import above, name_of, paper_number, watching
from intake.services.office.recipients import People
from intake.store.cases import cases, merges
from intake.store.office import reminders
from intake.store.office import upward_reports as store
from intake.store.office.reminders import Reminder
from intake.store.office.upward_reports import NewReport, Report
from intake.store.records import events
from intake.words import gettext as _
from intake.words import mark

KIND = "SB"


class Kind(StrEnum):
    """Why a report was opened."""

    OVERDUE = "overdue"
    UNACKNOWLEDGED = "unacknowledged"
    MAJOR = "major"


_WORDS = {
    Kind.OVERDUE: mark("超期未办"),
    Kind.UNACKNOWLEDGED: mark("提醒函无人签收"),
    Kind.MAJOR: mark("重大事项"),
}


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as its reader sees it: names of both sides, and whether it is the reader's to answer."""

    report: Report
    kind: str
    sender: str
    receiver: str
    may_answer: bool


def open_upward(
    ctx: Context, connection: Connection, kind: Kind, why: Occasion, letter_id: int | None = None
) -> tuple[str, Recorded]:
    """Keep a report to the office above `why.region` and remind those it reaches.

    Returns its number and what to record.
    """
    now, case = ctx.now(), why.case
    number, to = paper_number(ctx, connection, KIND), above(ctx, why.region)
    new = NewReport(
        number, why.region, to, case.id, kind, why.reason, now, why.staff_id, why.clock_id, letter_id
    )
    store.open_report(connection, new)
    told = People(ctx, connection, case).told(Rung.UPWARD)
    reminders.put(connection, told, Reminder("report", why.reason[:100], case.id, number), now)
    facts = {"organ": name_of(ctx, Owner(to)), "paper": number, "kind": kind.value}
    return number, Recorded(Event.REPORTED_UPWARD, now, case.id, why.staff_id, detail=facts)


def flag_major(ctx: Context, staff: Staff, case_number: str, reason: str) -> str:
    """Call a case a major matter, which is reported upward at once (policy, article 10); the report's number.

    Raises BadInput("reason"), NotFound, NotPermitted, BadTransition when it was flagged before or when no
    office may know of the case.
    """
    said = required("reason", tidy(reason), most=1000)
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.FLAG_MAJOR)
        merges.hold(connection, case.id)  # so that two do not flag it at once
        if any(each.kind == Kind.MAJOR for each in store.reports_about(connection, case.id)):
            raise BadTransition(_("这件投诉已经列为重大事项，报告过了。"))
        region = staff.region if staff.role is Role.COORDINATOR else watching(ctx, case)
        if region is None:
            raise BadTransition(_("这件投诉不能经协调办公室报告，请按规定直接向监察机关报告。"))
        flagged = Recorded(Event.MAJOR_MATTER, ctx.now(), case.id, staff.id, detail={"reason": said})
        number, line = open_upward(ctx, connection, Kind.MAJOR, Occasion(case, region, said, staff.id))
        events.record(connection, flagged, line)
    return number


def answer(ctx: Context, staff: Staff, number: str, instruction: str) -> None:
    """Answer a report, as the office above. Raises BadInput("instruction"), NotFound, BadTransition."""
    said = required("instruction", tidy(instruction), most=2000)
    with ctx.database.writing() as connection:
        found = _readable(ctx, connection, staff, number)
        if staff.region != found.to_region:
            raise NotPermitted(_("由收到报告的协调办公室批示。"))
        if not store.answer_report(connection, found.id, said, staff.id, ctx.now()):
            raise BadTransition(_("这份报告已经批示过了。"))
        facts = {"organ": name_of(ctx, Owner(found.to_region)), "paper": number}
        case = cases.by_number(connection, found.case_number)
        line = Recorded(Event.REPORT_ANSWERED, ctx.now(), case.id if case else None, staff.id, detail=facts)
        events.record(connection, line)


def one(ctx: Context, staff: Staff, number: str) -> ReportView:
    """A report. Raises NotFound when there is none that this person may read."""
    with ctx.database.reading() as connection:
        return _view(ctx, staff, _readable(ctx, connection, staff, number))


def listed(ctx: Context, staff: Staff) -> list[ReportView]:
    """The reports that the person's office or one below it made or got, newest first, at most MOST."""
    if staff.role is not Role.COORDINATOR:
        return []
    with ctx.database.reading() as connection:
        found = store.reports_of(connection, regions_below(ctx.registry, staff.region), MOST)
        return [_view(ctx, staff, each) for each in found if _may_see(ctx, connection, staff, each)]


def _readable(ctx: Context, connection: Connection, staff: Staff, number: str) -> Report:
    found = store.report(connection, number)
    below = regions_below(ctx.registry, staff.region) if staff.role is Role.COORDINATOR else ()
    if found is None or not {found.region, found.to_region} & set(below):
        raise NotFound(_("没有这份报告。"))
    if not _may_see(ctx, connection, staff, found):
        raise NotFound(_("没有这份报告。"))
    return found


def _may_see(ctx: Context, connection: Connection, staff: Staff, report: Report) -> bool:
    """What accuses an organ stays among those who may read its case."""
    case = cases.by_number(connection, report.case_number) if report.restricted else None
    return case is None or may_read(staff, standing(ctx, connection, case))


def _view(ctx: Context, staff: Staff, report: Report) -> ReportView:
    return ReportView(
        report=report,
        kind=_(_WORDS[Kind(report.kind)]),
        sender=name_of(ctx, Owner(report.region)),
        receiver=name_of(ctx, Owner(report.to_region)),
        may_answer=report.answered_at is None and staff.region == report.to_region,
    )
