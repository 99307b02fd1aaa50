"""Documents of what was decided or done on a day: releases of lists, lead decisions, results."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from intake.services.search.making import day_number, filters, plain, standing_of, state_of, stored
from intake.services.search.places import holding_in, lying_in
from intake.words import gettext as _
from registry import LeadDecision, Registry, Release, Result
from search import Document


def lists(registry: Registry, on: date) -> Iterator[Document]:
    """Every release: the one in force at the address of its list, others at their own."""
    return (_list(registry, release, on) for release in registry.releases)


def decisions(registry: Registry, on: date) -> Iterator[Document]:
    """Every lead decision."""
    return (_decision(registry, decision, on) for decision in registry.lead_decisions.values())


def results(registry: Registry, _on: date) -> Iterator[Document]:
    """Every result that was not withdrawn."""
    shown = (each for each in registry.results.values() if each.withdrawn is None)
    return (_result(registry, result) for result in shown)


def _list(registry: Registry, release: Release, on: date) -> Document:
    matters = "、".join(item.matter for item in release.items)
    current = f"/lists/{release.region}/{release.department}/"
    permanent = f"{current}{release.release}/"
    state = state_of(release, on)
    return Document(
        id=f"list:{release.key}",
        kind="list",
        title=release.title,
        body=f"{matters} {release.approval.document}",
        url=current if state == "in_force" else permanent,
        filters=filters(
            place=holding_in(registry, release.region),
            standing=standing_of(state),
            department=(release.department,),
            state=(state,),
        ),
        stored=stored(
            release.approval.published_on,
            permanent=permanent,
            department_name=registry.departments[release.department].name,
        ),
        day=day_number(release.approval.published_on),
    )


def _decision(registry: Registry, decision: LeadDecision, on: date) -> Document:
    item = registry.items.get(decision.matter)
    department = registry.departments[decision.department].name
    named = {
        "region": registry.region(decision.region).name,
        "matter": item.matter if item else decision.matter,
        "department": department,
    }
    return Document(
        id=f"decision:{decision.id}",
        kind="decision",
        title=_("%(region)s确定“%(matter)s”由%(department)s部门牵头") % named,
        body=f"{plain(decision.body_markdown)} {decision.document}",
        url=f"/lead-decisions/#{decision.id}",
        filters=filters(
            place=holding_in(registry, decision.region),
            department=(decision.department,),
            topic=item.topics if item else (),
            state=("in_force" if decision.effective_from <= on else "upcoming",),
        ),
        stored=stored(decision.decided_on, department_name=department),
        day=day_number(decision.decided_on),
    )


def _result(registry: Registry, result: Result) -> Document:
    department = registry.departments[result.department].name
    release = registry.release_of(result.release)
    matter = next((item.matter for item in release.items if item.id == result.item), "") if release else ""
    places = "".join(each.name for each in reversed(registry.lineage(result.region)[:-1]))
    return Document(
        id=f"result:{result.id}",
        kind="result",
        title=result.title,
        body="\n".join((result.complaint, result.outcome, f"（{places}，{department}部门，{matter}）")),
        url=f"/results/{result.id}/",
        filters=filters(
            place=lying_in(registry, result.region),
            department=(result.department,),
            topic=result.topics,
            state=(result.verdict or "unjudged", result.closing),
        ),
        stored=stored(result.published_on, department_name=department),
        day=day_number(result.published_on),
    )
