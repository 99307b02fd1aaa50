"""Whom a member of staff works for, and as what, in words."""

from intake.cases.model import Role, Staff
from intake.web.security import context
from intake.words import gettext as _
from intake.words import mark

ROLES = {
    Role.CLERK: mark("部门承办人"),
    Role.COORDINATOR: mark("协调办公室工作人员"),
    Role.ADMINISTRATOR: mark("账号管理员"),
}


def office_of(staff: Staff) -> str:
    """The name of the organ or office."""
    registry = context().registry
    if staff.department:
        return registry.organ(staff.department, staff.region, context().today()).name
    region = registry.region(staff.region).name
    return region + (_("协调办公室") if staff.role is Role.COORDINATOR else "")


def role_name(staff: Staff) -> str:
    """The role in words."""
    return _(ROLES[staff.role])
