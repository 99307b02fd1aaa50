"""机构改革: open cases and tasks follow the work of their organ to whoever took it over (registry, organ()).

Run by the sweep. Each case is its own transaction; its state and clocks go on, and it keeps citing the
release it was routed by. Where the heir is accused, the same department above it takes the case, or the
supervision body (信访工作条例 art. 30).
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Owner
from intake.cases.ownership import holder_name, lawful, outside
from intake.cases.states import IN_HAND, Action
from intake.services.casework.step import Act, Change, move
from intake.services.context import Context
from intake.store.cases import cases, reorganised
from intake.store.records import events
from registry import Reorganisation

log = structlog.get_logger()


def follow(ctx: Context, stopped: Callable[[], bool] = lambda: False) -> int:
    """Hand on what lies with organs that were merged or split by today; returns how many cases."""
    handed = 0
    for event in ctx.registry.reorganisations.values():
        if event.heirs and event.since <= ctx.today():
            regions = _regions(ctx, event)
            with ctx.database.reading() as connection:
                found = reorganised.cases_of(connection, event.department, regions)
            handed += sum(_hand_on(ctx, event, case_id) for case_id in found if not stopped())
            if event.to:
                _hand_on_tasks(ctx, event, regions)
    return handed


def _regions(ctx: Context, event: Reorganisation) -> list[str]:
    return [region.code for region in ctx.registry.regions.values() if event.reaches(region)]


def _hand_on(ctx: Context, event: Reorganisation, case_id: int) -> bool:
    """One case that cannot be moved holds up no other; the next sweep tries it again."""
    try:
        with ctx.database.writing() as connection:
            case = cases.by_id(connection, case_id)
            heir = _heir(ctx, case, event) if case.state in IN_HAND else None
            if heir is None:
                return False
            facts = {"organ": holder_name(heir, ctx.registry, ctx.today()), "basis": event.basis}
            move(ctx, connection, case, Act(Action.REORGANISE, None), Change(heir, facts=facts))
            return True
    except Exception:
        log.exception("case not handed on", case=case_id, reorganisation=event.id)
        return False


def _heir(ctx: Context, case: Case, event: Reorganisation) -> Owner | None:
    """Who has the case from now on; None when it stays, for its matter was not handed on."""
    if case.owner.department != event.department:
        return None
    organ = ctx.registry.organ(event.department, case.owner.region, ctx.today(), case.certificate.item or "")
    if organ.performed_by is None:
        return None
    new = Owner(organ.performed_by.region, organ.performed_by.department)
    allowed = lawful(new, case.certificate, ctx.registry, ctx.today())
    heir = allowed or outside(case.certificate, ctx.registry, ctx.today())
    return None if heir == case.owner else heir


def _hand_on_tasks(ctx: Context, event: Reorganisation, regions: list[str]) -> None:
    """Open tasks of organs whose work all went the same way; what stays of one that was split is left."""
    with ctx.database.reading() as connection:
        concerned = reorganised.with_tasks(connection, event.department, regions)
    for region in concerned:
        organ = ctx.registry.organ(event.department, region, ctx.today())
        if organ.performed_by:
            heir = Owner(organ.performed_by.region, organ.performed_by.department)
            _give_tasks(ctx, event, Owner(region, event.department), heir)


def _give_tasks(ctx: Context, event: Reorganisation, old: Owner, heir: Owner) -> None:
    facts = {"organ": holder_name(heir, ctx.registry, ctx.today()), "basis": event.basis}
    with ctx.database.writing() as connection:
        touched = reorganised.hand_on_tasks(connection, old, heir)
        lines = [Recorded(Event.TASKS_REORGANISED, ctx.now(), each, detail=facts) for each in touched]
        if lines:
            events.record(connection, *lines)
