"""Extending a limit: by the head of the organ, for a reason, and told to the complainant at once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from intake.cases import clocks as rules
from intake.cases.clocks import Extension
from intake.cases.complaint import tidy
from intake.cases.errors import BadInput
from intake.cases.model import Role, Staff
from intake.cases.running import CaseClock
from intake.cases.states import Action
from intake.services.casework import clockwork
from intake.services.casework.step import Change, Step, find_case, required, step_on
from intake.services.context import LOCAL_TIME, Context
from intake.store.cases import cases as store
from intake.store.cases import clocks as clock_store
from intake.words import gettext as _
from registry import CalendarEnded

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Longer:
    """By how much (in the clock's unit) and why. `clock` names one as "profile/clock"; None: the next due.
    `approved_by`: the head of the organ, whom another system must name."""

    amount: int
    reason: str
    clock: str | None = None
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Extendable:
    """A running limit that may be extended: `clock` as in `Longer`, by at most `ends` (its new last days, in
    order of the amount from 1 on, counted in `unit`; empty when nothing is left or nobody knows yet)."""

    clock: str
    name: str
    source: str
    unverified: bool
    due_at: datetime | None
    ends: tuple[datetime, ...]
    unit: str


def possible(ctx: Context, staff: Staff, case_number: str) -> list[Extendable]:
    """What `extend` would grant now, the next due first. Raises NotFound or NotPermitted."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Action.EXTEND)
        clocks = clockwork.of_case(ctx, connection, case.id)
    found = (_extendable(ctx, staff, each) for each in clocks if each.runs and each.clock.rule.extension)
    return sorted(found, key=lambda each: each.due_at or _NEVER)


def extend(ctx: Context, staff: Staff, case_number: str, version: int, longer: Longer) -> int:
    """Extend a running limit of a case; the complainant is told by the event. Returns the new version.

    Raises BadInput (reason, amount, clock; also for want of a year's holidays) and what `handle` raises.
    """
    reason = required("reason", tidy(longer.reason), most=500)
    with step_on(ctx, staff, case_number, version, Action.EXTEND) as step:
        wanted = _wanted(step, longer.clock)
        now = ctx.now()
        extension = Extension(longer.amount, _approver(staff, longer), reason, now, told_at=now)
        extended = _extended(ctx, wanted, extension)
        due = clockwork.due_at(ctx, extended)
        facts = {"reason": reason, "clock": "/".join(wanted.key), "until": _day(due)}
        version = step.take(Change(facts=facts))
        _keep(step, extended, extension)
        return version


def _approver(staff: Staff, longer: Longer) -> str:
    """Limits are extended by the head of the organ; a system says who that was."""
    if staff.role is not Role.MACHINE:
        return staff.name
    return required("approved_by", tidy(longer.approved_by), most=50)


def _extendable(ctx: Context, staff: Staff, each: CaseClock) -> Extendable:
    view = clockwork.view(ctx, each)
    ends: list[datetime] = []
    now = ctx.now()
    with suppress(rules.ExtensionRefused, CalendarEnded):
        for amount in count(1):
            extension = Extension(amount, staff.name, "?", now, told_at=now)
            longer = rules.extend(each.clock, extension, ctx.registry.calendar)
            ends.append(longer.due_at(ctx.registry.calendar, now))
    return Extendable(
        "/".join(each.key),
        view.name,
        view.source,
        view.unverified,
        view.due_at,
        tuple(ends),
        each.clock.rule.unit,
    )


def _wanted(step: Step, name: str | None) -> CaseClock:
    clocks = clockwork.of_case(step.ctx, step.connection, step.case.id)
    open_to_it = [each for each in clocks if each.runs and each.clock.rule.extension]
    named = [each for each in open_to_it if name in (None, "/".join(each.key))]
    if not named:
        raise BadInput("clock", _("这件投诉没有可以延长的期限。"))
    return min(named, key=lambda each: clockwork.due_at(step.ctx, each) or _NEVER)


def _extended(ctx: Context, wanted: CaseClock, extension: Extension) -> CaseClock:
    try:
        return replace(wanted, clock=rules.extend(wanted.clock, extension, ctx.registry.calendar))
    except rules.ExtensionRefused as refused:
        raise BadInput("amount", refused.message) from None
    except CalendarEnded as ended:
        raise BadInput("amount", str(ended)) from None


def _keep(step: Step, extended: CaseClock, extension: Extension) -> None:
    if extended.id is None:
        raise LookupError(extended.key)
    clock_store.keep_extension(step.connection, extended.id, step.staff.id, extension)
    clock_store.keep(step.connection, step.case.id, extended, clockwork.due_at(step.ctx, extended))
    clocks = clockwork.of_case(step.ctx, step.connection, step.case.id)
    store.set_next_due(step.connection, step.case.id, clockwork.next_due(step.ctx, clocks))


def _day(due: datetime | None) -> str:
    """The last day of a limit, which ends at 24:00, as an ISO date; empty when it is not known."""
    return (due.astimezone(LOCAL_TIME) - timedelta(microseconds=1)).date().isoformat() if due else ""
