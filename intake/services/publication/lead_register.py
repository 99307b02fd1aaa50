"""The register of matters without a lead for the public: what is being decided, never who complained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from intake.cases.lead import SMALL, LeadQuestion
from intake.services.context import LOCAL_TIME, Context
from intake.store.office import lead as store

_MOST = 200


@dataclass(frozen=True, slots=True)
class Decided:
    """Who leads, by which document; `published_on` None: the lists do not carry it out yet."""

    department: str
    document: str
    decided_on: date
    published_on: date | None


@dataclass(frozen=True, slots=True)
class PublicMatter:
    """One entry. `waiting` counts the cases that wait; None below five, where one could be inferred."""

    id: int
    matter: str
    region: str
    since: date
    changed_at: datetime
    consulted: tuple[str, ...]
    waiting: int | None
    decided: Decided | None


def entries(ctx: Context) -> list[PublicMatter]:
    """The register, newest first. What only restricted cases asked for is not in it."""
    with ctx.database.reading() as connection:
        found = store.newest(connection, _MOST)
        counted = store.waiting(connection, [each.id for each in found])
    shown = (each for each in found if each.id not in counted or counted[each.id])
    return [_public(ctx, each, counted.get(each.id, 0)) for each in shown]


def _public(ctx: Context, question: LeadQuestion, waiting: int) -> PublicMatter:
    changes = (question.settled_at, *(each.at for each in question.opinions), question.opened_at)
    region = ctx.registry.regions.get(question.region)
    return PublicMatter(
        id=question.id,
        matter=question.matter,
        region=region.name if region else question.region,
        since=_day(question.opened_at),
        changed_at=max(each for each in changes if each),
        consulted=tuple(dict.fromkeys(_department(ctx, each.department) for each in question.opinions)),
        waiting=waiting if waiting >= SMALL else None,
        decided=_decided(ctx, question),
    )


def _decided(ctx: Context, question: LeadQuestion) -> Decided | None:
    ruling = question.ruling
    if ruling is None:
        return None
    settled = _day(question.settled_at) if question.settled_at else None
    return Decided(_department(ctx, ruling.department), ruling.document, ruling.decided_on, settled)


def _department(ctx: Context, department_id: str) -> str:
    known = ctx.registry.departments.get(department_id)
    return known.name if known else department_id


def _day(at: datetime) -> date:
    return at.astimezone(LOCAL_TIME).date()
