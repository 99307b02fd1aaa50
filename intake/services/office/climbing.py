"""One look at a clock: which rung of its ladder it has reached, and what that rung sends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import Connection

from intake.cases.escalation import Climb, Rung, Step, Timetable, climb, ladder
from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Owner
from intake.cases.running import WINDOW, CaseClock
from intake.services.casework import clockwork
from intake.services.context import LOCAL_TIME, Context
from intake.services.office import letters, reports
from intake.services.office.letters import Occasion
from intake.services.office.offices import name_of, watching
from intake.services.office.recipients import People
from intake.store.cases import cases
from intake.store.office import escalation as store
from intake.store.office import letters as letter_store
from intake.store.office import reminders
from intake.store.office.escalation import Watched
from intake.store.office.reminders import Reminder
from intake.store.records import events
from intake.words import gettext as _
from registry.languages import day_words

log = structlog.get_logger()

_NOTHING = Climb(None, (), None)
_A_DAY = timedelta(days=1)  # when a year's holidays are not known, somebody may have added them by then
_INSTANT = timedelta(microseconds=1)


def look(ctx: Context, clock_id: int) -> bool:
    """Look at one clock if its time has come; whether a rung was sent."""
    with ctx.database.writing() as connection:
        watched = store.hold(connection, clock_id, ctx.now())
        if watched is None:
            return False
        clocks = clockwork.of_case(ctx, connection, watched.case_id)
        each = next(clock for clock in clocks if clock.id == clock_id)
        found = _climb(ctx, connection, watched, each)
        _keep(ctx, connection, watched, found)
        _mend_due(ctx, connection, watched, clocks)
        if found.send is None:
            return False
        case = cases.by_id(connection, watched.case_id)
        events.record(connection, *_send(ctx, connection, case, each, found.send))
    log.info("escalated", case=case.number, clock="/".join(each.key), rung=found.send.name)
    return True


def report_letter(ctx: Context, number: str) -> bool:
    """Report a letter upward that nobody acknowledged in time; whether it was. It takes a clock's last rung.

    Nothing is reported when the clock it was about has stopped.
    """
    with ctx.database.writing() as connection:
        letter = letter_store.letter(connection, number)
        if letter is None or not letter_store.stop_waiting(connection, letter.id, ctx.now()):
            return False
        if letter.clock_id and not _takes_last_rung(ctx, connection, letter.case_id, letter.clock_id):
            return False
        case = cases.by_id(connection, letter.case_id)
        said = _("提醒函 {number} 没有人签收：{reason}").format(number=number, reason=letter.reason)
        why = Occasion(case, letter.region, said, None, letter.clock_id)
        _number, line = reports.open_upward(ctx, connection, reports.Kind.UNACKNOWLEDGED, why, letter.id)
        events.record(connection, line)
    log.info("letter reported", case=case.number, letter=number)
    return True


def _takes_last_rung(ctx: Context, connection: Connection, case_id: int, clock_id: int) -> bool:
    clocks = clockwork.of_case(ctx, connection, case_id)
    if not any(each.id == clock_id and each.runs for each in clocks):
        return False
    term = store.term_of(connection, clock_id)
    return store.keep_rung(connection, (clock_id, term), Rung.UPWARD.value, ctx.now())


def _climb(ctx: Context, connection: Connection, watched: Watched, each: CaseClock) -> Climb:
    if not each.runs or clockwork.stands_still(each) or each.key == WINDOW:
        return _NOTHING
    due = clockwork.due_at(ctx, each)
    if due is None:
        return Climb(None, (), ctx.now() + _A_DAY)
    rule, limits = each.clock.rule, ctx.settings.casework
    steps = ladder(rule.binds, limits.warn_days, limits.escalate_days, unverified=rule.unverified)
    told = store.told(connection, watched.clock_id, watched.term)
    return climb(steps, due, each.clock.started_at, told, Timetable(ctx.registry.calendar, ctx.now()))


def _keep(ctx: Context, connection: Connection, watched: Watched, found: Climb) -> None:
    clock = (watched.clock_id, watched.term)
    store.look_again(connection, watched.clock_id, found.look_at)
    for step in found.passed:
        store.keep_rung(connection, clock, step.name, ctx.now(), sent=False)
    if found.send:
        store.keep_rung(connection, clock, found.send.name, ctx.now())


def _mend_due(ctx: Context, connection: Connection, watched: Watched, clocks: Iterable[CaseClock]) -> None:
    """The end of a clock was not known for want of a year's holidays, and is known now."""
    each = next(clock for clock in clocks if clock.id == watched.clock_id)
    due = clockwork.due_at(ctx, each) if watched.due_at is None else None
    if due:
        store.set_due(connection, watched.clock_id, due)
        cases.set_next_due(connection, watched.case_id, clockwork.next_due(ctx, clocks))


def _send(
    ctx: Context, connection: Connection, case: Case, each: CaseClock, step: Step
) -> tuple[Recorded, ...]:
    """Send a rung; returns what to record."""
    due, region = clockwork.due_at(ctx, each), watching(ctx, case)
    clock, until = _(each.clock.rule.name), _last_day(due)
    if region and step.rung in (Rung.LETTER, Rung.UPWARD):
        why = Occasion(case, region, overdue_words(clock, until), None, each.id)
        return _write(ctx, connection, step.rung, why)
    told = People(ctx, connection, case).told(step.rung)
    reminders.put(connection, told, Reminder(step.rung, clock, case.id, None, due), ctx.now())
    warned = step.rung is Rung.WARNED
    event = Event.CLOCK_WARNED if warned else Event.CLOCK_ESCALATED
    facts = {
        "organ": name_of(ctx, case.owner),
        "clock": clock,
        "until": until.isoformat() if until else "",
        "rung": step.name,
    }
    return (Recorded(event, ctx.now(), case.id, detail=facts),)


def _write(ctx: Context, connection: Connection, rung: Rung, why: Occasion) -> tuple[Recorded, ...]:
    """A letter to whoever has the case, unless that is the office itself; else the report upward."""
    if rung is Rung.LETTER and why.case.owner != Owner(why.region):
        return letters.write(ctx, connection, why)[1]
    return (reports.open_upward(ctx, connection, reports.Kind.OVERDUE, why)[1],)


def overdue_words(clock: str, until: date | None) -> str:
    """Why the sweep writes."""
    return _("“{clock}”的期限到 {until} 为止，已经超过，多次提醒后仍未办理。").format(
        clock=clock, until=day_words(until) if until else ""
    )


def _last_day(due: datetime | None) -> date | None:
    return (due.astimezone(LOCAL_TIME) - _INSTANT).date() if due else None
