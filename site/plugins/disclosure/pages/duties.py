"""责任清单: each region's list of duties, with the items that carry them out (policy, article 4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registry import Department, Duty, DutyList

from ..building.snapshot import Snapshot
from ..words import gettext as _
from .model import HOME, Article, Crumb, SitePage


@dataclass(frozen=True, slots=True)
class DepartmentDuties:
    department: Department
    duties: tuple[Duty, ...]


def duties(snapshot: Snapshot) -> SitePage:
    regions = snapshot.registry.regions
    return SitePage(
        url="/duties/",
        kind="duties",
        title=_("生态环境保护责任清单"),
        description=_("各级各部门的生态环境保护责任清单，每项职责由哪些具体事项落实。"),
        section="duties",
        crumbs=(HOME,),
        context={"lists": [(regions[each.region], each) for each in _published(snapshot)]},
    )


def duty_pages(snapshot: Snapshot) -> Iterator[SitePage]:
    for found in _published(snapshot):
        region = snapshot.registry.region(found.region)
        yield SitePage(
            url=f"/duties/{region.code}/",
            kind="duty_list",
            title=found.title,
            description=_("%(name)s各部门的生态环境保护职责，共 %(count)s 项，%(document)s。")
            % {"name": region.name, "count": len(found.duties), "document": found.document},
            section="duties",
            crumbs=(HOME, Crumb(_("责任清单"), "/duties/")),
            keywords=(region.name, _("责任清单")),
            article=Article(found.published_on, region.name),
            context={
                "list": found,
                "region": region,
                "groups": by_department(snapshot, found),
                "items": snapshot.items,
                "in_force": found.in_force(snapshot.on),
            },
        )


def by_department(snapshot: Snapshot, found: DutyList) -> tuple[DepartmentDuties, ...]:
    """The duties under their departments, those in the order of content/departments.yaml."""
    groups = (
        DepartmentDuties(department, tuple(duty for duty in found.duties if duty.department == department.id))
        for department in snapshot.registry.departments.values()
    )
    return tuple(group for group in groups if group.duties)


def _published(snapshot: Snapshot) -> list[DutyList]:
    return [each for each in snapshot.registry.duties.values() if each.published_on <= snapshot.on]
