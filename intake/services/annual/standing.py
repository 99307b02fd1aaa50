"""Which report or plan somebody means, and whether it is their unit's, or one their office watches."""

from __future__ import annotations

import re
from typing import Final

from intake.annual.states import Act, Standing, State, Table, check
from intake.cases.errors import BadInput, NotFound, NotPermitted, StaleCase
from intake.cases.events import Event, Recorded
from intake.cases.model import ORGAN_ROLES, Role, Staff
from intake.cases.ownership import regions_below
from intake.cases.permissions import Right, may
from intake.services.context import Context
from intake.words import gettext as _
from registry import GOVERNMENT, Obligation, Unit, obligation, sightings

_NUMBER: Final = re.compile(r"([0-9]{6})-([a-z][a-z-]*)-([0-9]{4})")


def number_of(unit: Unit, year: int) -> str:
    """How addresses call what a unit owes for a year: 410105-ecology-2026."""
    return f"{unit.region}-{unit.department}-{year}"


def due(ctx: Context, staff: Staff, number: str) -> Obligation:
    """What is owed under that number. Raises NotFound: nothing, or nothing that this person may know of."""
    if not may(staff, Right.WRITE_ANNUAL):
        raise NotPermitted(_("您的账号没有这项权限。"))
    found = owed_under(ctx, number)
    if found is None or found.year > ctx.today().year + 1:
        raise NotFound(_("没有这份年度报告或计划。"))
    where = standing(ctx, staff, found, State.DRAFT)
    if not (where.is_unit or where.is_office):
        raise NotFound(_("没有这份年度报告或计划。"))
    return found


def owed_under(ctx: Context, number: str) -> Obligation | None:
    """What is owed under that number, whoever asks; None: nothing."""
    read = _NUMBER.fullmatch(number)
    return obligation(ctx.registry, Unit(read[1], read[2]), int(read[3])) if read else None


def standing(ctx: Context, staff: Staff, owed: Obligation, state: State) -> Standing:
    """Where somebody stands to what a unit owes. Whose office is beside the unit, or above it, watches it."""
    office = staff.role is Role.COORDINATOR and owed.unit.region in regions_below(ctx.registry, staff.region)
    return Standing(state, is_of(staff, owed.performed_by), office)


def is_of(staff: Staff, unit: Unit) -> bool:
    """Whether somebody writes for a unit; for a party committee and government their office does."""
    if unit.department == GOVERNMENT:
        return staff.role is Role.COORDINATOR and staff.region == unit.region
    return staff.role in ORGAN_ROLES and (staff.region, staff.department) == (unit.region, unit.department)


def after(ctx: Context, staff: Staff, owed: Obligation, doing: tuple[Table, Act, State]) -> State:
    """The state after an act. Raises NotPermitted, BadTransition."""
    table, act, state = doing
    return check(table, act, staff, standing(ctx, staff, owed, state))


def line(ctx: Context, staff: Staff, owed: Obligation, event: Event, **facts: str) -> Recorded:
    """What to record of an act."""
    told = {"organ": owed.name, "paper": number_of(owed.unit, owed.year), **facts}
    return Recorded(event, ctx.now(), None, staff.id, detail=told)


def public_words(field: str, text: str) -> str:
    """A text that everybody will read. Raises BadInput(field) where it seems to point to a person."""
    if any(sightings(text)):
        raise BadInput(field, _("这段话会公布，里面还有像个人信息的内容，请先隐去。"))
    return text


def stale() -> StaleCase:
    """The refusal when somebody else wrote or acted first."""
    return StaleCase(_("刚才有人改过这一部分。您写的内容还在，请先看看最新的内容，再合并保存。"))
