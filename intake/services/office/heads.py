"""Who of an organ or office gets what is written to it."""

from __future__ import annotations

from sqlalchemy import Connection

from intake.cases.escalation import Rung
from intake.cases.model import Owner, Role
from intake.cases.people import Roster
from intake.cases.reach import may_read
from intake.services.casework.step import lineage, standing
from intake.services.context import Context
from intake.services.office.recipients import People
from intake.store.cases import cases
from intake.store.desk import leave
from intake.store.office.supervision import Paper

_HEADS = (Role.DEPARTMENT_HEAD, Role.UNIT_HEAD, Role.CLERK)  # the highest that has people


def organ_heads(ctx: Context, connection: Connection, organ: Owner) -> tuple[int, ...]:
    """The ids of an organ's department heads; without any its unit heads, or else its clerks."""
    return _highest(leave.roster(connection, organ, ctx.today()))


def heads_of(ctx: Context, connection: Connection, paper: Paper) -> tuple[int, ...]:
    """The same for a paper's organ; about a restricted case only those who may read it.

    While the organ has the case that it is about, also the head of its unit and whose case it is.
    """
    case = cases.by_id(connection, paper.case_id) if paper.case_id is not None else None
    if case and case.owner == paper.organ:
        return People(ctx, connection, case).told(Rung.LETTER)
    roster = leave.roster(connection, paper.organ, ctx.today())
    if paper.restricted and case:
        known = standing(ctx, connection, case)
        roster = {key: each for key, each in roster.items() if may_read(each.staff, known)}
    return _highest(roster)


def office_of(ctx: Context, connection: Connection, region: str) -> tuple[int, ...]:
    """The ids of a region's coordinators, or of the nearest above that has any."""
    for place in lineage(ctx, region):
        if found := tuple(leave.roster(connection, Owner(place), ctx.today())):
            return found
    return ()


def _highest(roster: Roster) -> tuple[int, ...]:
    for role in _HEADS:
        if found := tuple(key for key, each in roster.items() if each.staff.role is role):
            return found
    return ()
