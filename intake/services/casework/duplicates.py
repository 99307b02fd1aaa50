"""Cases that may be about the same thing as another, for whoever handles it. Only reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from intake.cases import likeness
from intake.cases.likeness import Likeness, Nearness
from intake.cases.model import Case, Staff
from intake.cases.permissions import Right
from intake.cases.reach import may_read
from intake.cases.states import JOINABLE
from intake.cases.telling import state_words
from intake.services.casework.step import find_case, standing
from intake.services.context import Context
from intake.store.cases import cases, merges, similar
from intake.store.cases.similar import About

_MOST = 5


@dataclass(frozen=True, slots=True)
class Suspect:
    """A case that may be about the same thing, and why."""

    case_number: str
    state_words: str
    filed_at: datetime
    said: str
    address: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Together:
    """What a case has to do with others. `recurring`: how many complaints of a year are about this matter at
    this place, when they are many; `lead`: the number of the case it goes along with."""

    suspects: tuple[Suspect, ...]
    recurring: int | None
    lead: str | None
    members: tuple[str, ...]


def of_case(ctx: Context, staff: Staff, case_number: str) -> Together:
    """Duplicates, as far as this person may read them, the likeliest first. Raises NotFound, NotPermitted."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        merge = merges.of_case(connection, case.id)
        joined = cases.by_ids(connection, merges.members(connection, case.id))
        year = _about(ctx, connection, case)
        return Together(
            suspects=tuple(_suspects(ctx, connection, staff, case, year)),
            recurring=_recurring(case, year),
            lead=cases.by_id(connection, merge.lead_id).number if merge else None,
            members=tuple(each.number for each in joined),
        )


def _alike(case: Case, others: list[Case]) -> list[tuple[Likeness, Case]]:
    """The cases that are likely about the same thing, the likeliest first."""
    mine = likeness.sketch(case)
    compared = [(likeness.compare(mine, likeness.sketch(other)), other) for other in others]
    near = [pair for pair in compared if pair[0].likely and pair[0].days <= likeness.WINDOW.days]
    return sorted(near, key=lambda pair: pair[0].rank, reverse=True)


def _about(ctx: Context, connection: Connection, case: Case) -> list[Case]:
    """The other cases of a year about the same matter in the same county; none for what accuses an organ."""
    matter, region = case.certificate.matter, case.complaint.location.region
    if not matter or not region or case.restricted:
        return []
    about = About(matter, region, ctx.now() - likeness.RECURRING_WINDOW)
    return [other for other in similar.find(connection, about) if other.id != case.id]


def _suspects(
    ctx: Context, connection: Connection, staff: Staff, case: Case, year: list[Case]
) -> list[Suspect]:
    if case.state not in JOINABLE:
        return []
    others = [other for other in year if other.state in JOINABLE]
    likely = _alike(case, others)[:_MOST]
    return [
        Suspect(
            case_number=other.number,
            state_words=state_words(other.state),
            filed_at=other.filed_at,
            said=other.complaint.title or other.complaint.text,
            address=other.complaint.location.address,
            likeness=why,
        )
        for why, other in likely
        if may_read(staff, standing(ctx, connection, other))
    ]


def _recurring(case: Case, year: list[Case]) -> int | None:
    mine = likeness.sketch(case)
    compared = (likeness.compare(mine, likeness.sketch(other)) for other in year)
    there = 1 + sum(each.likely or each.nearness is Nearness.SAME_SPOT for each in compared)
    return there if there >= likeness.RECURRING_FROM else None
