"""Policy documents, each with its tasks and whom it names for them (policy, article 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registry import Department, Item, Policy, Task
from registry.policies.policy_tasks import tasks_of

from ..building.snapshot import Snapshot
from ..text import shorten, to_html
from ..words import gettext as _
from ..words import lazy
from .model import HOME, Article, Crumb, SitePage

STATUS_WORDS = {"in_force": lazy("现行有效"), "amended": lazy("已修改"), "repealed": lazy("已失效")}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with whom it names and the items that carry it out."""

    task: Task
    lead: tuple[Department, ...]
    others: tuple[Department, ...]
    items: tuple[Item, ...]


def policies(snapshot: Snapshot) -> SitePage:
    newest = sorted(snapshot.registry.policies.values(), key=lambda each: each.issued_on, reverse=True)
    return SitePage(
        url="/policies/",
        kind="policies",
        title=_("政策文件和任务分工"),
        description=_("涉及生态环境保护的政策文件，每项任务由哪个部门负责，哪些没有写明。"),
        section="policies",
        crumbs=(HOME,),
        context={"policies": newest, "status_words": STATUS_WORDS},
    )


def policy_pages(snapshot: Snapshot) -> Iterator[SitePage]:
    for policy in snapshot.registry.policies.values():
        rows = task_rows(snapshot, policy)
        yield SitePage(
            url=f"/policies/{policy.id}/",
            kind="policy",
            title=policy.title,
            description=shorten(
                _("%(title)s的任务分工：%(count)s 项任务，%(open)s 项没有写明责任部门。")
                % {"title": policy.title, "count": len(rows), "open": sum(r.task.unassigned for r in rows)}
            ),
            section="policies",
            crumbs=(HOME, Crumb(_("政策文件"), "/policies/")),
            keywords=(_("政策文件"), _("任务分工")),
            article=Article(policy.issued_on, shorten(policy.issuer, 40)),
            context={
                "policy": policy,
                "rows": rows,
                "unassigned": sum(row.task.unassigned for row in rows),
                "status": STATUS_WORDS[policy.status],
                "body": to_html(policy.body_markdown, deeper=1),
            },
        )


def task_rows(snapshot: Snapshot, policy: Policy) -> tuple[TaskRow, ...]:
    """Every task of the document, in its order."""
    departments = snapshot.registry.departments
    return tuple(
        TaskRow(
            task,
            tuple(departments[each] for each in task.lead),
            tuple(departments[each] for each in task.others),
            tuple(snapshot.items[i] for i in policy.links.get(task.paragraph, ()) if i in snapshot.items),
        )
        for task in tasks_of(policy.body_markdown, departments)
    )
