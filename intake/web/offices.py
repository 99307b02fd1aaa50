"""Whom a member of staff works for, and as what, in words."""

from intake.cases.model import Owner, Role, Staff
from intake.cases.ownership import holder_name
from intake.web.security import context
from intake.words import gettext as _
from intake.words import mark

ROLES = {
    Role.CLERK: mark("部门承办人"),
    Role.UNIT_HEAD: mark("业务单位负责人"),
    Role.DEPARTMENT_HEAD: mark("部门负责人"),
    Role.REVIEWER: mark("复查复核人员"),
    Role.AUDITOR: mark("审计人员"),
    Role.COORDINATOR: mark("协调办公室工作人员"),
    Role.ADMINISTRATOR: mark("账号和接口管理员"),
    Role.MACHINE: mark("合作系统"),
}


def office_of(staff: Staff) -> str:
    """The name of the organ or coordinating office; of the region alone for an administrator or auditor."""
    registry, today = context().registry, context().today()
    if staff.role in (Role.ADMINISTRATOR, Role.AUDITOR):
        return registry.region(staff.region).name
    return holder_name(Owner(staff.region, staff.department), registry, today)


def role_name(staff: Staff) -> str:
    """The role in words."""
    return _(ROLES[staff.role])
