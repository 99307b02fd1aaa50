"""Complainants whom this desk owes something: a person's look at the routing, a notice that never arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from intake.cases.model import Staff
from intake.cases.notices import channel_words, delivery_words
from intake.cases.permissions import Right, may
from intake.services.context import Context
from intake.services.desk import asking
from intake.store.cases import person_requests
from intake.store.cases.case_filters import Wanted
from intake.store.notices import failed_notices

_MOST = 100
_DAYS = timedelta(days=90)  # what failed longer ago is only on the case's own page


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A notice that did not reach a complainant, and why, as far as the channel told."""

    case_number: str
    channel: str
    state: str
    trouble: str
    at: datetime


def asked_for_a_person(ctx: Context, staff: Staff) -> list[tuple[str, datetime]]:
    """The cases, by number, whose complainants wait for somebody to look, and since when; empty for those who
    may not look."""
    if not may(staff, Right.LOOK_AT_ROUTING):
        return []
    with ctx.database.reading() as connection:
        return person_requests.waiting(connection, _wanted(ctx, staff), _MOST)


def undelivered(ctx: Context, staff: Staff) -> list[Undelivered]:
    """The notices of this desk's cases that failed in the last 90 days, the latest first."""
    with ctx.database.reading() as connection:
        found = failed_notices.since(connection, _wanted(ctx, staff), ctx.now() - _DAYS, _MOST)
    return [
        Undelivered(
            each.case_number,
            channel_words(each.channel),
            delivery_words(each.delivery),
            each.trouble,
            each.at,
        )
        for each in found
    ]


def _wanted(ctx: Context, staff: Staff) -> Wanted:
    return Wanted(asking.reach_of(ctx, staff))
