"""Documents of the yearly cycle: special reports, and work plans that were declared public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from intake.services.search.making import day_number, filters, stored
from intake.services.search.places import lying_in
from registry import Plan, Registry, Report
from search import Document


def reports(registry: Registry, _on: date) -> Iterator[Document]:
    """Every special report: its public edition."""
    return (_report(registry, report) for report in registry.reports.values())


def plans(registry: Registry, _on: date) -> Iterator[Document]:
    """Every work plan that its department declared public."""
    return (_plan(registry, plan) for plan in registry.plans.values())


def _report(registry: Registry, report: Report) -> Document:
    department = registry.departments.get(report.unit)
    blocks = (f"{each.matter}：{each.text}" for each in report.items)
    return Document(
        id=f"report:{report.key}",
        kind="report",
        title=report.title,
        body="\n".join((report.duties, *blocks, "、".join(report.issuers))),
        url=f"/reports/{report.key}/",
        filters=filters(
            place=lying_in(registry, report.region), department=(department.id,) if department else ()
        ),
        stored=stored(report.published_on, department_name=department.name if department else ""),
        day=day_number(report.published_on),
    )


def _plan(registry: Registry, plan: Plan) -> Document:
    told = (f"{each.task}：{each.measures}{each.progress}" for each in plan.tasks)
    return Document(
        id=f"plan:{plan.key}",
        kind="plan",
        title=plan.title,
        body="\n".join((plan.goals, *told)),
        url=f"/plans/{plan.key}/",
        filters=filters(place=lying_in(registry, plan.region), department=(plan.unit,)),
        stored=stored(plan.published_on, department_name=registry.departments[plan.unit].name),
        day=day_number(plan.published_on),
    )
