"""A list of a desk as one question to the database: the person's reach, the list's rule, the filters."""

from __future__ import annotations

from intake.cases.errors import NotPermitted
from intake.cases.model import ORGAN_ROLES, Staff
from intake.cases.ownership import regions_below
from intake.cases.permissions import Right, may
from intake.services.context import Context
from intake.services.desk import filters
from intake.services.desk.filters import Filters
from intake.services.desk.queues import RULES, Queue, queues_for
from intake.store.cases.case_filters import Reach, Wanted
from intake.words import gettext as _


def wanted_by(ctx: Context, staff: Staff, queue: Queue, asked: Filters = filters.NONE) -> Wanted:
    """What to look for. Raises NotPermitted for a list the person does not have."""
    if queue not in queues_for(staff):
        raise NotPermitted(_("您的账号没有这个列表。"))
    rule = RULES[queue]
    wanted = Wanted(
        reach=reach_of(ctx, staff),
        states=rule.states,
        assignee=staff.login if rule.mine else None,
        unassigned=rule.unassigned,
        unit_of=staff.id if rule.unit else None,
        due=(filters.span(ctx, rule.due),) if rule.due else (),
        order=rule.order,
    )
    return filters.narrowed(ctx, staff, wanted, asked)


def reach_of(ctx: Context, staff: Staff) -> Reach:
    """The cases that are this person's to act on; see `permissions.within_reach`.

    Raises NotPermitted for those who read no cases.
    """
    if not may(staff, Right.READ_CASE):
        raise NotPermitted(_("您的账号没有这个列表。"))
    if staff.role in ORGAN_ROLES:
        entrusted = None if may(staff, Right.HANDLE_RESTRICTED) else staff.id
        return Reach((staff.region,), staff.department or "", entrusted)
    top = staff.region == ctx.registry.site.region
    return Reach(regions_below(ctx.registry, staff.region), everywhere=top)
