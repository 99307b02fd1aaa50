"""Deputies (A/B角) and leave: everybody enters their own, the head of a department anybody's of the organ."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection

from intake.cases.errors import BadInput, NotFound, NotPermitted
from intake.cases.events import Event, Recorded
from intake.cases.model import Staff
from intake.cases.people import Colleague, Leave, may_deputise
from intake.cases.permissions import Right, may
from intake.services.context import Context
from intake.services.staff.colleagues import colleague, roster
from intake.store.desk import leave as store
from intake.store.records import events
from intake.words import gettext as _

LONGEST = timedelta(days=366)


def may_enter(staff: Staff, login: str) -> bool:
    """Whether this is the person's own, or they are the head of the department."""
    return staff.login == login or may(staff, Right.MANAGE_UNITS)


def deputies_for(ctx: Context, staff: Staff, login: str) -> list[Colleague]:
    """Who could stand in for somebody of the same organ or office."""
    people = roster(ctx, staff).values()
    of = next((each.staff for each in people if each.staff.login == login), None)
    return [each for each in people if of and may_deputise(each.staff, of)]


def name_deputy(ctx: Context, staff: Staff, login: str, deputy: str) -> None:
    """Let a colleague (a login; empty: nobody) stand in. Raises NotPermitted, NotFound or BadInput("deputy").

    Who is on leave, or soon will be, keeps a deputy.
    """
    with ctx.database.writing() as connection:
        person = _person(ctx, connection, staff, login)
        named = _deputy(ctx, connection, staff, person, deputy) if deputy else None
        if named is None and store.to_come(connection, person.staff.id, ctx.today()):
            raise BadInput("deputy", _("已经登记了休假，要有人代办。"))
        store.name_deputy(connection, person.staff.id, named.id if named else None)
        facts = {"person": person.staff.name, "deputy": named.name if named else ""}
        _record(ctx, connection, staff, Event.DEPUTY_NAMED, facts)


def take(ctx: Context, staff: Staff, login: str, first: date, last: date) -> int:
    """Enter a leave, both days included; returns its id. Raises NotPermitted, NotFound or BadInput.

    BadInput("deputy") without a deputy: while somebody is away, new cases and warnings go to theirs.
    """
    with ctx.database.writing() as connection:
        person = _person(ctx, connection, staff, login)
        _check(ctx, first, last)
        if person.deputy_id is None:
            raise BadInput("deputy", _("请先写明休假期间由谁代办（B 角）。"))
        if any(each.first <= last and first <= each.last for each in _to_come(ctx, connection, person)):
            raise BadInput("first", _("这几天已经登记过休假。"))
        leave_id = store.take(connection, person.staff.id, first, last)
        facts = {"person": person.staff.name, "first": first.isoformat(), "last": last.isoformat()}
        _record(ctx, connection, staff, Event.LEAVE_TAKEN, facts)
    return leave_id


def cancel(ctx: Context, staff: Staff, login: str, leave_id: int) -> None:
    """Remove a leave, also one that has begun. Raises NotPermitted or NotFound."""
    with ctx.database.writing() as connection:
        person = _person(ctx, connection, staff, login)
        if not store.cancel(connection, person.staff.id, leave_id):
            raise NotFound(_("没有这次休假。"))
        _record(ctx, connection, staff, Event.LEAVE_CANCELLED, {"person": person.staff.name})


def to_come(ctx: Context, staff: Staff, login: str) -> list[Leave]:
    """Somebody's leaves that are not over, the next first. Raises NotPermitted or NotFound."""
    with ctx.database.reading() as connection:
        return _to_come(ctx, connection, _person(ctx, connection, staff, login))


def _person(ctx: Context, connection: Connection, staff: Staff, login: str) -> Colleague:
    if not may_enter(staff, login):
        raise NotPermitted(_("休假和代办由本人或者部门负责人登记。"))
    return colleague(ctx, connection, staff, login)


def _deputy(ctx: Context, connection: Connection, staff: Staff, person: Colleague, login: str) -> Staff:
    try:
        found = colleague(ctx, connection, staff, login).staff
    except NotFound as unknown:
        raise BadInput("deputy", unknown.message) from None
    if not may_deputise(found, person.staff):
        raise BadInput("deputy", _("这位同事不能代办，请选择别人。"))
    return found


def _to_come(ctx: Context, connection: Connection, person: Colleague) -> list[Leave]:
    return store.to_come(connection, person.staff.id, ctx.today())


def _check(ctx: Context, first: date, last: date) -> None:
    if last < first:
        raise BadInput("last", _("最后一天不能早于第一天。"))
    if last < ctx.today():
        raise BadInput("last", _("这几天已经过去了。"))
    if last - first > LONGEST:
        raise BadInput("last", _("一次最多登记一年。"))


def _record(ctx: Context, connection: Connection, staff: Staff, event: Event, facts: dict[str, str]) -> None:
    events.record(connection, Recorded(event, ctx.now(), staff_id=staff.id, detail=facts))
