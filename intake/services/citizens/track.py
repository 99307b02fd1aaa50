"""Where a complaint stands, for whoever holds its receipt code."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from intake.cases import house
from intake.cases.model import Owner
from intake.cases.ownership import holder_name
from intake.cases.privacy import Due, Holder, PublicView, Together, public_view
from intake.services.casework import clockwork
from intake.services.citizens.code import Held, find, held_of, reached
from intake.services.context import Context
from intake.store.cases import cases
from intake.store.records import events
from intake.words import gettext as _


def by_code(ctx: Context, code: str) -> PublicView | None:
    """The public view. `code` as typed (spaces, dashes, full-width digits).

    None when no case has it. Raises intake.cases.receipt.MistypedCode when it cannot be a code at all:
    say `.message` (wrong length, or a digit mistyped); or StillWaiting.
    """
    code_hash = reached(ctx, code)
    with ctx.database.reading() as connection:
        held = find(connection, code_hash)
        return _view(ctx, connection, held) if held else None


def by_id(ctx: Context, case_id: int) -> PublicView:
    """The same of a case that its sender names otherwise."""
    with ctx.database.reading() as connection:
        return _view(ctx, connection, held_of(connection, cases.by_id(connection, case_id)))


def _view(ctx: Context, connection: Connection, held: Held) -> PublicView:
    together = None
    if held.lead and held.merge:
        together = Together(held.lead, events.of_case(connection, held.lead.id), held.merge.at)
    return public_view(
        held.case,
        events.of_case(connection, held.case.id),
        holder(ctx, held.shown.owner),
        sorted(_dues(ctx, connection, held), key=lambda due: due.at),
        together,
    )


def holder(ctx: Context, owner: Owner) -> Holder:
    """Who has a case, and where they are."""
    name = holder_name(owner, ctx.registry, ctx.today())
    try:
        organ = ctx.registry.organ(owner.department or "", owner.region, ctx.today())
    except KeyError:
        return Holder(name)
    return Holder(name, organ.address, organ.hours)


def _dues(ctx: Context, connection: Connection, held: Held) -> Iterator[Due]:
    """The limits that run, but not the times in which somebody may object or ask for a review, which are no
    duty, nor what is asked of another complainant."""
    for each in clockwork.of_case(ctx, connection, held.shown.id):
        view = clockwork.view(ctx, each)
        if not each.runs or clockwork.stands_still(each) or view.due_at is None:
            continue
        asked = view.binds == "citizen" and each.key[0] == house.PROFILE and not held.lead
        if each.is_duty or view.binds == "partner" or asked:
            yield Due(view.due_at, _(view.name), view.binds, view.unverified)
