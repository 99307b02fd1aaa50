"""The people of an organ or coordinating office as they are today."""

from __future__ import annotations

from sqlalchemy import Connection

from intake.cases.errors import NotFound
from intake.cases.model import Owner, Staff
from intake.cases.people import Colleague, Roster, acting_for
from intake.services.context import Context
from intake.store.desk import leave
from intake.words import gettext as _


def roster(ctx: Context, staff: Staff) -> Roster:
    """Everybody active of the person's organ or office, by id, in the order of their names."""
    with ctx.database.reading() as connection:
        return leave.roster(connection, Owner(staff.region, staff.department), ctx.today())


def colleague(ctx: Context, connection: Connection, staff: Staff, login: str) -> Colleague:
    """Somebody of the same organ or office, or oneself. Raises NotFound."""
    people = leave.roster(connection, Owner(staff.region, staff.department), ctx.today())
    found = next((each for each in people.values() if each.staff.login == login), None)
    if found is None:
        raise NotFound(_("本单位没有这个人。"))
    return found


def there_for(ctx: Context, connection: Connection, user_id: int) -> Staff | None:
    """Who gets what somebody should be told now: they, on leave their deputy; None when nobody is there."""
    place = leave.place_of(connection, user_id)
    if place is None:
        return None
    found = acting_for(leave.roster(connection, place, ctx.today()), user_id)
    return found.staff if found else None
