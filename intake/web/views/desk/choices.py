"""What a person at the desk can choose from: colleagues, departments, places, and where else to go."""

from dataclasses import dataclass

from flask import g

from intake.cases.canned import Purpose
from intake.cases.model import Owner
from intake.cases.ownership import holder_name
from intake.cases.people import name_of_unit
from intake.cases.privacy import DeskView
from intake.services.casework import assigning, extend, handle
from intake.services.casework.assigning import Recipient
from intake.services.desk import canned
from intake.web.security import context
from intake.web.views.desk import telling
from intake.words import gettext as _
from registry import ClockProfile

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


def procedures() -> list[ClockProfile]:
    """The procedures a case can be accepted under, the usual one first."""
    usual = context().settings.procedure
    return sorted(handle.procedures(context()), key=lambda each: each.id != usual)


def extensions(number: str) -> dict[str, Choices]:
    """Every extension that would be granted now, under the name of its limit."""
    groups: dict[str, Choices] = {"": [("", _("请选择"))]}
    for each in extend.possible(context(), g.staff, number):
        source = each.source or _("内部期限")
        doubt = _("，未核实") if each.unverified else ""
        due = telling.last_day(each.due_at) if each.due_at else ""
        name = _("%(name)s：现在到%(due)s（%(source)s%(doubt)s）") % {
            "name": each.name,
            "due": due,
            "source": source,
            "doubt": doubt,
        }
        groups[name] = [
            (f"{each.clock}:{index + 1}", telling.extension(each, index)) for index in range(len(each.ends))
        ]
    return groups


def recipients(number: str | None = None) -> dict[str, Choices]:
    """The units and people a case can be given to; without a number, those for any case of the own unit."""
    offered = assigning.offered(context(), g.staff, number)
    return {
        "": [("", _("请选择"))],
        _("科室"): [(name_of_unit(each), each.name) for each in offered.units],
        _("同事"): [(each.colleague.staff.login, _recipient(each)) for each in offered.people],
    }


def _recipient(each: Recipient) -> str:
    """A name with the unit and, while they are away, until when and who does it instead."""
    person = each.colleague
    name = f"{person.staff.name}（{person.unit.name}）" if person.unit else person.staff.name
    if person.away is None:
        return name
    instead = each.stand_in.staff.name if each.stand_in else _("无人代办")
    return _("%(name)s：休假到%(until)s，转给%(instead)s") % {
        "name": name,
        "until": f"{person.away.last:%m-%d}",
        "instead": instead,
    }


def departments() -> Choices:
    """Every department that has organs, those of the policy's article 5 first."""
    known = [each for each in context().registry.departments.values() if each.organs]
    known.sort(key=lambda each: not each.article5)
    return [("", _("请选择")), *((each.id, each.name) for each in known)]


def canned_texts(purpose: Purpose) -> Choices:
    """The canned texts of one's organ and one's own; none when there is nothing to choose."""
    found = [(str(each.id), each.name) for each in canned.texts(context(), g.staff, purpose)]
    return [("", _("请选择")), *found] if found else []


def enforcers() -> Choices:
    """The departments that have power of enforcement."""
    registry = context().registry
    return [each for each in departments() if not each[0] or registry.departments[each[0]].enforcement]


def organ_words(owner: Owner) -> str:
    """What an organ or office is called today."""
    return holder_name(owner, context().registry, context().today())


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
