"""Home, the plain text pages and the 404 page."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from registry import Department

from ..snapshot import Snapshot
from ..text import to_html
from .grouping import by_department
from .model import HOME, SitePage

NEWEST_SHOWN = 6
CHIPS_SHOWN = 12

# /complain/ itself is the form, served by the intake room.
ADDRESSES = {"complain": "/complain-guide/"}


def home(snapshot: Snapshot) -> SitePage:
    published = snapshot.registry
    return SitePage(
        url="/",
        kind="home",
        title=_("这件事归谁管"),
        description=_("用平常的话查生态环境的事归哪个部门管，向对的部门投诉，凭查询码看到答复。"),
        section="home",
        crumbs=(),
        context={
            "chips": everyday_words(snapshot),
            "topics": published.topics.values(),
            "items_by_topic": snapshot.items_by_topic,
            "province": snapshot.province,
            "cities": published.children(snapshot.province.code),
            "leading": leading_departments(snapshot),
            "items_by_department": snapshot.items_by_department,
            "newest": snapshot.newest[:NEWEST_SHOWN],
            "matters": published.matters_without_lead.values(),
            "item_count": len(snapshot.items),
            "list_count": len(snapshot.current),
        },
    )


def everyday_words(snapshot: Snapshot) -> tuple[str, ...]:
    """One way of saying it from each topic in turn, so that the examples span all of them."""
    by_topic = [typical_words(snapshot, topic) for topic in snapshot.registry.topics]
    rounds = max(map(len, by_topic), default=0)
    in_turn = (words[turn] for turn in range(rounds) for words in by_topic if turn < len(words))
    return tuple(dict.fromkeys(in_turn))[:CHIPS_SHOWN]


def typical_words(snapshot: Snapshot, topic: str) -> tuple[str, ...]:
    """The first everyday word of each department's first item, the busiest department of the topic first."""
    groups = by_department(snapshot, snapshot.items_by_topic.get(topic, ()))
    busiest_first = sorted(groups, key=lambda group: -len(group.items))
    return tuple(group.items[0].words[0] for group in busiest_first if group.items[0].words)


def leading_departments(snapshot: Snapshot) -> tuple[Department, ...]:
    """Departments that lead at least one matter, in the order of content/departments.yaml."""
    departments = snapshot.registry.departments.values()
    return tuple(department for department in departments if department.id in snapshot.items_by_department)


def text_pages(snapshot: Snapshot) -> Iterator[SitePage]:
    for page in snapshot.registry.pages.values():
        yield SitePage(
            url=ADDRESSES.get(page.slug, f"/{page.slug}/"),
            kind="page",
            title=page.title,
            description=page.summary,
            section="about",
            crumbs=(HOME,),
            context={"text": page, "body": to_html(page.body_markdown)},
        )


def not_found(_snapshot: Snapshot) -> SitePage:
    return SitePage(
        url="/404.html",
        kind="not_found",
        title=_("没有找到这个页面"),
        description=_("这个地址没有内容，可以从首页重新查。"),
        section="home",
        crumbs=(HOME,),
        listed=False,
    )
