"""Who gets a case inside its organ: a unit first, then a person (policy, article 9); whoever is away, their
deputy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from intake.cases import people
from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, NotPermitted
from intake.cases.model import Case, Owner, Staff
from intake.cases.people import Colleague, Roster, Unit, may_give, may_hold
from intake.cases.permissions import Right, may
from intake.cases.states import Action, State
from intake.services.casework.step import Change, Step, find_case
from intake.services.context import Context
from intake.store.desk import leave, units
from intake.store.desk.units import Desk
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a case can be given to; `stand_in` has it instead while they are away, None if nobody does."""

    colleague: Colleague
    stand_in: Colleague | None


@dataclass(frozen=True, slots=True)
class Offered:
    """The units and people that somebody can give a case to."""

    units: tuple[Unit, ...] = ()
    people: tuple[Recipient, ...] = ()


def offered(ctx: Context, staff: Staff, case_number: str | None = None) -> Offered:
    """Whom this person can give a case to; nobody when they may not. Raises NotFound or NotPermitted.

    Without a number: a new case that lies in no unit yet.
    """
    organ = Owner(staff.region, staff.department)
    if not may(staff, Action.ASSIGN):
        return Offered()
    with ctx.database.reading() as connection:
        state, lies_in = State.ROUTED, None
        if case_number is not None:
            case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
            state, lies_in = case.state, _lies_in(connection, case)
        roster = leave.roster(connection, organ, ctx.today())
        giver = roster.get(staff.id, Colleague(staff))
        all_units = units.of_organ(connection, organ)
    return Offered(
        units=tuple(each for each in all_units if may_give(giver, lies_in, each.id)),
        people=tuple(_recipients(roster, giver, state, lies_in)),
    )


def given_to(step: Step, assignee: str) -> Change:
    """Lay the case down where it is given to, and say what that changes of it.

    `assignee` is a login or the name of a unit (`people.unit_named`). Raises NotPermitted for a case of
    another unit, BadInput("assignee") for whom this person cannot give it to or who is away without a deputy.
    """
    organ = Owner(step.staff.region, step.staff.department)
    roster = leave.roster(step.connection, organ, step.ctx.today())
    giver, lies_in = roster[step.staff.id], _lies_in(step.connection, step.case)
    if lies_in is not None and not may_give(giver, lies_in, giver.unit_id):
        raise NotPermitted(_("这件投诉在别的科室，由那个科室或者部门负责人分派。"))
    wanted = people.unit_named(tidy(assignee))
    if wanted is not None:
        return _to_unit(step, organ, wanted, (giver, lies_in))
    return _to_person(step, roster, tidy(assignee), (giver, lies_in))


def _to_unit(step: Step, organ: Owner, unit_id: int, giving: tuple[Colleague, int | None]) -> Change:
    found = {each.id: each for each in units.of_organ(step.connection, organ)}
    if unit_id not in found or not may_give(*giving, unit_id):
        raise BadInput("assignee", _("请选择本单位的科室或者同事。"))
    units.lay(step.connection, step.case.id, Desk(unit_id, _since(step)))
    return Change(values={"assignee_id": None}, facts={"unit": found[unit_id].name})


def _to_person(step: Step, roster: Roster, login: str, giving: tuple[Colleague, int | None]) -> Change:
    named = next((each for each in roster.values() if each.staff.login == login), None)
    if named is None or not may_hold(named.staff, step.case.state) or not may_give(*giving, named.unit_id):
        raise BadInput("assignee", _("请选择本单位的科室或者同事。"))
    holder = people.acting_for(roster, named.staff.id)
    if holder is None:
        said = _("{name}正在休假，代办人也不在，请选择别人。").format(name=named.staff.name)
        raise BadInput("assignee", said)
    units.lay(step.connection, step.case.id, Desk(holder.unit_id, step.ctx.now()))
    instead = {} if holder is named else {"instead_of": named.staff.name}
    return Change(values={"assignee_id": holder.staff.id}, facts={"assignee": holder.staff.name, **instead})


def _since(step: Step) -> datetime:
    """Since when the case has no person: from now on if it had one."""
    if step.case.assignee_id is not None:
        return step.ctx.now()
    desk = units.desk_of(step.connection, step.case.id)
    return desk.since if desk else step.case.filed_at


def _lies_in(connection: Connection, case: Case) -> int | None:
    desk = units.desk_of(connection, case.id)
    return desk.unit_id if desk else None


def _recipients(roster: Roster, giver: Colleague, state: State, lies_in: int | None) -> Iterator[Recipient]:
    for each in roster.values():
        if may_hold(each.staff, state) and may_give(giver, lies_in, each.unit_id):
            yield Recipient(each, people.acting_for(roster, each.staff.id))
