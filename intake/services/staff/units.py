"""The units (科室) of an organ and who sits in them, as the head of the department arranges it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, NotFound, NotPermitted
from intake.cases.events import Event, Recorded
from intake.cases.model import Owner, Staff
from intake.cases.people import Unit
from intake.cases.permissions import Right, may
from intake.services.casework.step import required
from intake.services.context import Context
from intake.services.staff.colleagues import colleague
from intake.store.desk import units as store
from intake.store.records import events
from intake.words import gettext as _

LONGEST_NAME = 40


def of_organ(ctx: Context, staff: Staff) -> list[Unit]:
    """The units of the person's organ, in the order in which they were made."""
    with ctx.database.reading() as connection:
        return store.of_organ(connection, Owner(staff.region, staff.department))


def add(ctx: Context, staff: Staff, name: str) -> int:
    """Make a unit; returns its id. Raises NotPermitted or BadInput("name")."""
    said = required("name", tidy(name), most=LONGEST_NAME)
    with _managing(ctx, staff) as (connection, organ):
        unit_id = store.add(connection, organ, said)
        _record(ctx, connection, staff, Event.UNIT_ADDED, {"unit": said})
    return unit_id


def rename(ctx: Context, staff: Staff, unit_id: int, name: str) -> None:
    """Give a unit of the own organ another name. Raises NotPermitted, NotFound or BadInput("name")."""
    said = required("name", tidy(name), most=LONGEST_NAME)
    with _managing(ctx, staff) as (connection, organ):
        unit = _unit(connection, organ, unit_id)
        store.rename(connection, unit_id, said)
        _record(ctx, connection, staff, Event.UNIT_RENAMED, {"from": unit.name, "unit": said})


def dissolve(ctx: Context, staff: Staff, unit_id: int) -> None:
    """Remove a unit; its people and cases are then in none. Raises NotPermitted or NotFound."""
    with _managing(ctx, staff) as (connection, organ):
        unit = _unit(connection, organ, unit_id)
        store.dissolve(connection, unit_id)
        _record(ctx, connection, staff, Event.UNIT_DISSOLVED, {"unit": unit.name})


def place(ctx: Context, staff: Staff, login: str, unit_id: int | None) -> None:
    """Let somebody of the own organ sit in a unit, or in none. Raises NotPermitted or NotFound."""
    with _managing(ctx, staff) as (connection, organ):
        person = colleague(ctx, connection, staff, login).staff
        unit = _unit(connection, organ, unit_id) if unit_id is not None else None
        store.place(connection, person.id, unit_id)
        facts = {"person": person.name, "unit": unit.name if unit else ""}
        _record(ctx, connection, staff, Event.UNIT_MEMBER_PLACED, facts)


@contextmanager
def _managing(ctx: Context, staff: Staff) -> Iterator[tuple[Connection, Owner]]:
    if not may(staff, Right.MANAGE_UNITS) or staff.department is None:
        raise NotPermitted(_("科室由部门负责人管理。"))
    try:
        with ctx.database.writing() as connection:
            yield connection, Owner(staff.region, staff.department)
    except IntegrityError:
        raise BadInput("name", _("已经有这个名称的科室。")) from None


def _unit(connection: Connection, organ: Owner, unit_id: int) -> Unit:
    found = {each.id: each for each in store.of_organ(connection, organ)}
    if unit_id not in found:
        raise NotFound(_("没有这个科室。"))
    return found[unit_id]


def _record(ctx: Context, connection: Connection, staff: Staff, event: Event, facts: dict[str, str]) -> None:
    events.record(connection, Recorded(event, ctx.now(), staff_id=staff.id, detail=facts))
