"""What every page of the coordinating office counts: how cases stand, and what happened in a period."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from intake.cases.due import Due
from intake.cases.events import Event
from intake.services.context import Context
from intake.services.desk import filters
from intake.services.desk.queues import RULES, Queue
from intake.services.office.period import Period
from intake.store.cases.case_filters import Wanted
from intake.store.office import board as store
from intake.store.office.board import Sums

OPEN = RULES[Queue.OVERDUE].states
_ASSIGNABLE = RULES[Queue.UNASSIGNED].states or ()
_CLOSED = (Event.CASE_CLOSED, Event.CASE_ANSWERED_ELSEWHERE)


def standing(ctx: Context, connection: Connection, all_of: Wanted) -> list[Sums]:
    """The open ones of the wanted cases, by the same rules as the lists of the desk."""
    near = (filters.span(ctx, Due.OVERDUE), filters.span(ctx, Due.SOON))
    return store.sums(connection, store.held(replace(all_of, states=OPEN), near, _ASSIGNABLE))


def past(connection: Connection, all_of: Wanted, period: Period) -> list[Sums]:
    """What came in, was closed and taken up again; the parts of the period are its weeks."""
    starts = [replace(period, since=day).begins for day in period.weeks]
    named = {"closed": _CLOSED, "reopened": (Event.CASE_RESUMED,)}
    facts = (
        store.filed(replace(all_of, filed=(period.filed,)), starts),
        store.happened(all_of, named, starts, period.ends),
        store.sent_back(all_of, starts, period.ends),
    )
    return [line for each in facts for line in store.sums(connection, each)]


def rated(connection: Connection, all_of: Wanted, period: Period) -> list[Sums]:
    """What complainants said; the parts are the stars."""
    return store.sums(connection, store.rated(all_of, period.begins, period.ends))


def ended_clocks(
    connection: Connection, all_of: Wanted, clocks: list[tuple[str, str]], period: Period
) -> list[Sums]:
    """Limits (profile, clock) that ended in the period, and how many of them late."""
    return store.sums(connection, store.kept_clocks(all_of, clocks, period.begins, period.ends))
