"""Work plans that their departments declared public; the policy does not order it (article 10)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from registry import Plan

from ..annual_board import plan_url
from ..building.snapshot import Snapshot
from ..text import shorten
from ..words import gettext as _
from ..words import lazy
from .model import HOME, Article, Crumb, Part, SitePage

ABOVE = (HOME, Crumb(lazy("专题报告"), "/reports/"))
STATUSES = {
    "planned": lazy("还没开始"),
    "under_way": lazy("正在做"),
    "done": lazy("完成"),
    "dropped": lazy("不做了"),
}
MARKS = {"start": lazy("年初部署"), "middle": lazy("年中落实"), "end": lazy("年末总结")}


def plan_parts(snapshot: Snapshot) -> Iterator[Part]:
    """The list of plans, and each plan."""
    yield Part("plans", snapshot.inputs("plans/"), lambda: [_list(snapshot)])
    for plan in snapshot.plans:
        lists = f"lists/{plan.key.partition('/')[0]}/"  # what the unit led then
        inputs = snapshot.inputs(f"plans/{plan.key}.yaml", lists, facts=snapshot.usual)
        yield Part(f"plan/{plan.key}", inputs, partial(_page, snapshot, plan))


def _list(snapshot: Snapshot) -> SitePage:
    return SitePage(
        url="/plans/",
        kind="plans",
        title=_("年度工作计划"),
        description=_("各部门声明公开的生态环境保护年度工作计划：目标、重点任务、进展。"),
        section="reports",
        crumbs=ABOVE,
        context={"plans": [(plan, plan_url(plan)) for plan in snapshot.plans]},
    )


def _page(snapshot: Snapshot, plan: Plan) -> Iterator[SitePage]:
    region = snapshot.registry.region(plan.region)
    department = snapshot.registry.departments[plan.unit]
    yield SitePage(
        url=plan_url(plan),
        kind="plan",
        title=plan.title,
        description=shorten(plan.goals),
        section="reports",
        crumbs=(*ABOVE, Crumb(_("年度工作计划"), "/plans/")),
        keywords=(region.name, department.name),
        article=Article(plan.published_on, plan.disclosure.reviewed_by),
        context={
            "plan": plan,
            "region": region,
            "department": department,
            "statuses": STATUSES,
            "mark_names": MARKS,
            "items": {
                item: snapshot.items[item].matter
                for task in plan.tasks
                for item in task.items
                if item in snapshot.items
            },
            "on": snapshot.on,
        },
    )
