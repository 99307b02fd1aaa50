"""Somebody complained of it already: a citizen may go along with that case instead of starting another.

What is offered tells the matter, the township, the day and how the case stands: nothing of who complained
or of what they wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from intake.cases import likeness, receipt
from intake.cases.complaint import tidied
from intake.cases.errors import BadInput
from intake.cases.likeness import Sketch
from intake.cases.model import Case, Complaint
from intake.cases.ownership import place_name
from intake.cases.routing import Certificate
from intake.cases.states import JOINABLE, Action
from intake.cases.telling import together_words
from intake.services.casework import merge
from intake.services.casework.merge import Joining
from intake.services.casework.step import Act
from intake.services.context import Context
from intake.services.filing import suggest
from intake.store.cases import cases, merges, similar
from intake.store.cases.similar import About

_MOST = 3
_FEW = 5  # fewer followers than this are not counted aloud


@dataclass(frozen=True, slots=True)
class Offer:
    """An open case to go along with. `token` names it to us alone; `followers` is None while they are few."""

    token: str
    matter: str
    place: str
    filed_at: datetime
    state_words: str
    followers: int | None


def offers(ctx: Context, complaint: Complaint) -> list[Offer]:
    """Up to three open cases that the complaint is likely a duplicate of, the likeliest first."""
    with ctx.database.reading() as connection:
        found = _alike(ctx, connection, tidied(complaint))
        return [_offer(ctx, connection, case) for case in found[:_MOST]]


def chosen(ctx: Context, connection: Connection, case_id: int, token: str) -> Case | None:
    """What the complainant of a case just filed chose to go along with, held until the transaction ends: ask
    before anything is recorded."""
    case = cases.by_id(connection, case_id)
    found = [other for other in _like_case(ctx, connection, case) if _token(ctx, other) == token]
    for other in found[:1]:
        merges.hold(connection, other.id)
        return other
    return None


def join(ctx: Context, connection: Connection, case_id: int, lead: Case) -> None:
    """Let a case just filed go along with it; if that is no longer open, it stands alone."""
    try:
        joining = Joining(lead, Act(Action.FOLLOW, None))
        merge.join(ctx, connection, cases.by_id(connection, case_id), joining)
    except BadInput:
        return


def _alike(ctx: Context, connection: Connection, complaint: Complaint) -> list[Case]:
    certificate = suggest.preview(ctx, complaint)
    place = certificate.place
    mine = Sketch(
        complaint.title + complaint.text, complaint.location, place.town if place else None, ctx.now()
    )
    return _open_like(ctx, connection, mine, certificate)


def _like_case(ctx: Context, connection: Connection, case: Case) -> list[Case]:
    found = _open_like(ctx, connection, likeness.sketch(case), case.certificate)
    return [other for other in found if other.id != case.id]


def _open_like(ctx: Context, connection: Connection, mine: Sketch, certificate: Certificate) -> list[Case]:
    region = mine.place.region
    if certificate.accused or not certificate.matter or not region:
        return []
    about = About(certificate.matter, region, ctx.now() - likeness.WINDOW)
    others = similar.find(connection, about, JOINABLE)
    compared = [(likeness.compare(mine, likeness.sketch(other)), other) for other in others]
    likely = [pair for pair in compared if pair[0].likely]
    likely.sort(key=lambda pair: pair[0].rank, reverse=True)
    return [other for _why, other in likely]


def _offer(ctx: Context, connection: Connection, case: Case) -> Offer:
    followers = len(merges.members(connection, case.id))
    return Offer(
        token=_token(ctx, case),
        matter=case.certificate.matter or "",
        place=_township(ctx, case),
        filed_at=case.filed_at,
        state_words=together_words(case.state)[0],
        followers=followers if followers >= _FEW else None,
    )


def _township(ctx: Context, case: Case) -> str:
    place = case.certificate.place
    town = ctx.registry.towns.get(place.town) if place and place.town else None
    return place_name(case.complaint.location.region, ctx.registry) + (town.name if town else "")


def _token(ctx: Context, case: Case) -> str:
    return receipt.keyed_hash(ctx.keys.receipt, f"follow:{case.number}")[:20]
