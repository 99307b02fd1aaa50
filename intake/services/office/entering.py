"""What entering any paper of supervision shares: who may, which organ, and telling it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from intake.cases.errors import BadInput, NotFound, NotPermitted
from intake.cases.events import Event
from intake.cases.model import Owner, Staff
from intake.cases.ownership import organ_owner, regions_below
from intake.cases.permissions import Right, may
from intake.cases.supervision import PaperKind
from intake.services.context import Context
from intake.services.office.offices import paper_line
from intake.services.office.papers import tell_organ
from intake.store.office import supervision as store
from intake.store.records import events
from intake.words import gettext as _


def announce(
    ctx: Context, connection: Connection, staff: Staff, opened: tuple[PaperKind, str], event: Event
) -> None:
    """Tell the organ of a paper just kept (kind and number), and record it."""
    kind, number = opened
    found = store.paper(connection, kind, number)
    if found is None:
        raise NotFound(_("没有这一件。"))
    tell_organ(ctx, connection, found, found.texts["demand" if kind is PaperKind.ITEM else "matter"])
    line = paper_line(ctx, event, found.organ, number, staff.id)
    events.record(connection, replace(line, case_id=found.case_id))


def in_future(ctx: Context, due_on: date) -> date:
    """The last day, unless it is over. Raises BadInput("due_on")."""
    if due_on < ctx.today():
        raise BadInput("due_on", _("期限不能早于今天。"))
    return due_on


def supervises(staff: Staff) -> None:
    """Raises NotPermitted for all but coordinating offices."""
    if not may(staff, Right.SUPERVISE):
        raise NotPermitted(_("您的账号没有这项权限。"))


def organ_below(ctx: Context, staff: Staff, region: str, department: str) -> Owner:
    """An organ of the office's region or below. Raises BadInput (region, department)."""
    if region not in regions_below(ctx.registry, staff.region):
        raise BadInput("region", _("只能选本地区范围内的部门。"))
    try:
        return organ_owner(ctx.registry, department, region, ctx.today())
    except KeyError:
        raise BadInput("department", _("这个地区没有这个部门，请重新选择。")) from None
