"""What a person at the desk can choose from: colleagues, departments, places, and where else to go."""

from dataclasses import dataclass

from flask import g

from intake.cases.privacy import DeskView
from intake.services.desk import inbox
from intake.web.security import context
from intake.words import gettext as _

HOTLINE = "12345"
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A department that the router weighed, and its item; `why_not` is what kept the router from it."""

    department: str
    department_name: str
    item: str | None
    matter: str
    why_not: str


def suggestions(view: DeskView) -> list[Suggestion]:
    """The router's own best guess when it did not decide, then its alternatives."""
    certificate = view.certificate
    weighed = [
        Suggestion(other.department_id, other.department, other.item, other.matter, other.why_not)
        for other in certificate.alternatives
        if other.department_id
    ]
    if certificate.decided or not certificate.department_id:
        return weighed
    best = Suggestion(
        certificate.department_id,
        certificate.department,
        certificate.item,
        certificate.matter or "",
        _("最接近，但把握不够"),
    )
    return [best, *(other for other in weighed if other.department != best.department)]


def colleagues() -> Choices:
    """The people of the same organ."""
    return [("", _("请选择")), *((each.login, each.name) for each in inbox.colleagues(context(), g.staff))]


def departments() -> Choices:
    """Every department that has organs, those of the policy's article 5 first."""
    known = [each for each in context().registry.departments.values() if each.organs]
    known.sort(key=lambda each: not each.article5)
    return [("", _("请选择")), *((each.id, each.name) for each in known)]


def regions() -> dict[str, Choices]:
    """The places this coordinating office answers for, grouped under their city."""
    registry = context().registry
    top = registry.region(g.staff.region)
    groups: dict[str, Choices] = {"": [("", _("按投诉的地点和事项判断"))], top.name: [(top.code, top.name)]}
    for city in registry.children(top.code):
        below = registry.children(city.code)
        groups[city.name] = [(city.code, city.name), *((each.code, each.name) for each in below)]
    return groups


def elsewhere() -> Choices:
    """Where matters that are not environmental belong; the hotline is the general answer."""
    known = [(each.goes_to, f"{each.name}：{each.goes_to}") for each in context().registry.elsewhere.values()]
    hotline = _("政务服务便民热线 %(number)s") % {"number": HOTLINE}
    return [*known, (hotline, _("其他：%(where)s") % {"where": hotline})]
