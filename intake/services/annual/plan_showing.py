"""A work plan as its reader sees it, with its three marks and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intake.annual.model import DraftPlan
from intake.annual.states import PLAN, PLAN_SHOWN, Act, State, acts_open_to, check_shown
from intake.cases.errors import NotFound
from intake.cases.model import Staff
from intake.services.annual.standing import due, standing
from intake.services.context import Context
from intake.store.annual import annual_plans
from intake.words import gettext as _
from registry import LedItems, Obligation, PlanMark, led_items
from registry.annual.obligations import profile_of


@dataclass(frozen=True, slots=True)
class PlanView:
    """`marks` are all three, done or not."""

    owed: Obligation
    plan: DraftPlan
    marks: tuple[PlanMark, ...]
    led: LedItems
    acts: tuple[Act, ...]


def one(ctx: Context, staff: Staff, number: str) -> PlanView:
    """A plan, begun or not. Raises NotFound, NotPermitted (also an office, before it was handed in)."""
    owed = due(ctx, staff, number)
    if owed.unit.is_government:
        raise NotFound(_("工作计划由部门制定。"))
    with ctx.database.reading() as connection:
        plan = annual_plans.one(connection, owed.unit, owed.year) or _unbegun(owed, staff)
    where = standing(ctx, staff, owed, plan.state)
    check_shown(PLAN_SHOWN, where)
    led = led_items(ctx.registry, owed.unit, owed.year)
    return PlanView(owed, plan, marks(ctx, plan), led, acts_open_to(PLAN, staff, where))


def marks(ctx: Context, plan: DraftPlan) -> tuple[PlanMark, ...]:
    """The three marks of a plan by the profile of its region, with what was done."""
    profile = profile_of(ctx.registry, plan.unit.region)
    days = profile.marks if profile else {}
    found = []
    for mark, (month, day) in days.items():
        done = plan.done.get(mark)
        on, text = (done.done_on, done.text) if done else (None, "")
        found.append(PlanMark(mark, date(plan.year, month, day), on, text))
    return tuple(found)


def _unbegun(owed: Obligation, staff: Staff) -> DraftPlan:
    return DraftPlan(0, owed.unit, owed.year, 0, State.DRAFT, "", (), {}, staff.id)
