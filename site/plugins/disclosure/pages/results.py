"""Published results of complaints: all, by region, by department, by month, and one page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from registry import Result

from ..building.snapshot import Snapshot
from ..result_views import ResultView, views
from ..text import shorten
from ..words import gettext as _
from ..words import lazy
from .items import cited, goes_elsewhere, routed_by
from .model import HOME, Article, Crumb, DataFile, Part, SitePage

ABOVE = (HOME, Crumb(lazy("办理结果"), "/results/"))
NEWEST_SHOWN = 50


class Group(NamedTuple):
    """A list of results that has a page of its own."""

    name: str
    url: str


def results(snapshot: Snapshot) -> SitePage:
    return SitePage(
        url="/results/",
        kind="results",
        title=_("投诉办理结果"),
        description=_("隐去身份以后公布的投诉办理结果：反映什么、是否属实、怎么处理、按哪一项清单转办。"),
        section="results",
        crumbs=(HOME,),
        context={
            "results": views(snapshot.registry, snapshot.results[:NEWEST_SHOWN]),
            "more": len(snapshot.results) > NEWEST_SHOWN,
            "regions": region_groups(snapshot),
            "departments_with": department_groups(snapshot),
            "months": month_groups(snapshot),
        },
    )


def region_groups(snapshot: Snapshot) -> tuple[Group, ...]:
    """The cities with results in them or below."""
    return tuple(
        Group(snapshot.registry.region(code).name, f"/results/regions/{code}/")
        for code in snapshot.results_by_region
        if snapshot.registry.region(code).level == "city"
    )


def department_groups(snapshot: Snapshot) -> tuple[Group, ...]:
    departments = snapshot.registry.departments.values()
    return tuple(
        Group(department.name, f"/results/departments/{department.id}/")
        for department in departments
        if department.id in snapshot.results_by_department
    )


def month_groups(snapshot: Snapshot) -> tuple[Group, ...]:
    """Months in which results were published, the latest first."""
    return tuple(
        Group(month_name(month), f"/results/months/{month}/")
        for month in sorted(snapshot.results_by_month, reverse=True)
    )


def month_name(month: str) -> str:
    """2026年10月"""
    year, number = month.split("-")
    return _("%(year)s年%(month)s月") % {"year": year, "month": int(number)}


def result_list_pages(snapshot: Snapshot) -> Iterator[SitePage]:
    regions = {code: snapshot.registry.region(code).name for code in snapshot.results_by_region}
    yield from _list_pages(snapshot, "regions", snapshot.results_by_region, regions)
    departments = {each.id: each.name for each in snapshot.registry.departments.values()}
    yield from _list_pages(snapshot, "departments", snapshot.results_by_department, departments)
    months = {month: month_name(month) for month in snapshot.results_by_month}
    yield from _list_pages(snapshot, "months", snapshot.results_by_month, months)


def _list_pages(
    snapshot: Snapshot, by: str, groups: Mapping[str, tuple[Result, ...]], names: Mapping[str, str]
) -> Iterator[SitePage]:
    for key, found in groups.items():
        name = names[key]
        yield SitePage(
            url=f"/results/{by}/{key}/",
            kind="result_list",
            title=_("%(name)s：投诉办理结果") % {"name": name},
            name=name,
            description=_("%(name)s公布的投诉办理结果，隐去了身份和住址。") % {"name": name},
            section="results",
            crumbs=ABOVE,
            context={"results": views(snapshot.registry, found)},
        )


def result_parts(snapshot: Snapshot) -> Iterator[Part]:
    for result in (*snapshot.results, *snapshot.withdrawn_results):
        told = result, snapshot.usual, result.region in snapshot.results_by_region
        inputs = snapshot.inputs(*routed_by([result]), facts=told)
        yield Part(f"result/{result.id}", inputs, partial(_result_pages, snapshot, result))


def _result_pages(snapshot: Snapshot, result: Result) -> Iterator[SitePage | DataFile]:
    for view in views(snapshot.registry, [result]):
        yield _result_page(snapshot, view)
    for image in result.images if result.withdrawn is None else ():
        picture = snapshot.site.content / result.folder / image.file
        yield DataFile(f"results/{result.id}/{image.file}", picture.read_bytes())


def _result_page(snapshot: Snapshot, view: ResultView) -> SitePage:
    result = view.result
    return SitePage(
        url=view.url,
        kind="result",
        title=result.title or _("已撤回的办理结果"),
        description=shorten(result.complaint) or _("这件办理结果已经撤回。"),
        section="results",
        crumbs=(*ABOVE, Crumb(view.region.name, f"/results/regions/{result.region}/"))
        if result.region in snapshot.results_by_region
        else ABOVE,
        keywords=(view.item.matter, view.department.name, view.region.name),
        article=Article(result.published_on, result.disclosure.reviewed_by),
        listed=result.withdrawn is None,
        context={
            "view": view,
            "result": result,
            "topics": [snapshot.registry.topics[topic] for topic in result.topics],
            "basis": [cited(snapshot, basis) for basis in result.basis],
            "boundaries": [goes_elsewhere(snapshot, boundary) for boundary in view.item.boundaries],
            "reported": month_name(result.reported),
            "concluded": month_name(result.concluded),
            "pictures": [(f"{view.url}{image.file}", image.alt) for image in result.images],
            "item_has_page": result.item in snapshot.items,
        },
    )
