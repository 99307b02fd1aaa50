"""The services about other systems: which right guards each, and what the walk calls it with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from roles_world import TABLE_OF_HOTLINE, World

from intake.cases.model import Role
from intake.cases.permissions import Right
from intake.services.office.share_list import ShareForm
from intake.services.partners import hooks, importing, managing


def partner_guards(guard: Callable[..., Any]) -> Mapping[str, Any]:
    """Each service, the right that opens it, and its arguments."""
    manage, take = Right.MANAGE_PARTNERS, Right.IMPORT_CASES
    month = "2026-10"
    return {
        "office.share_list.of_month": guard(Right.SHARE_MONTH, lambda _w: (month,), bound=False),
        "office.share_list.export": guard(Right.SHARE_MONTH, lambda _w: (month, ShareForm.CSV), bound=False),
        "partners.hooks.address": guard(Right.APPROVE_KEY, lambda w: _unapproved(w)[:1]),
        "partners.hooks.approve_hook": guard(Right.APPROVE_KEY, _unapproved),
        "partners.importing.confirm": guard(take, _confirmed),
        "partners.importing.hotline": guard(take, lambda w: (w.made["hotline"],)),
        "partners.importing.latest": guard(take, lambda _w: ([],), bound=False),
        "partners.importing.preview": guard(take, lambda w: (w.made["hotline"], _received(w))),
        "partners.importing.progress": guard(take, lambda w: (w.made["import"],)),
        "partners.importing.receive": guard(
            take, lambda w: (w.made["hotline"], TABLE_OF_HOTLINE, "热线.csv")
        ),
        "partners.keys.approve": guard(Right.APPROVE_KEY, _waiting),
        "partners.keys.managed": guard(manage, lambda w: (w.made["partner"],)),
        "partners.keys.seen": guard(manage, lambda w: (w.made["partner"],), or_with=Right.APPROVE_KEY),
        "partners.managing.known_to": guard(manage, bound=False, or_with=Right.APPROVE_KEY),
        "partners.managing.rows": guard(manage, bound=False, or_with=Right.APPROVE_KEY),
        "partners.managing.one": guard(manage, lambda w: (w.made["partner"],), or_with=Right.APPROVE_KEY),
        "partners.managing.with_failures": guard(manage, nothing=lambda found: not found, bound=False),
    }


def _waiting(world: World) -> tuple[Any, ...]:
    return managing.by_operator(world.ctx, world.made["partner"]), world.made["partner key"]


def _unapproved(world: World) -> tuple[Any, ...]:
    partner = managing.by_operator(world.ctx, world.made["partner"])
    address = hooks.where(world.ctx, partner)
    assert address
    return partner, address.set_at


def _received(world: World) -> str:
    office = world.here(Role.COORDINATOR)
    return importing.receive(world.ctx, office, world.made["hotline"], TABLE_OF_HOTLINE, "热线.csv")


def _confirmed(world: World) -> tuple[Any, ...]:
    office, token = world.here(Role.COORDINATOR), _received(world)
    hotline = world.made["hotline"]
    return hotline, token, importing.preview(world.ctx, office, hotline, token).sheet.mapping
