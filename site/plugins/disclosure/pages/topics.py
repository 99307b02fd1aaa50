"""All topics, and one page for each."""

from __future__ import annotations

from collections.abc import Iterator

from ..building.snapshot import Snapshot
from ..words import gettext as _
from ..words import lazy
from .grouping import by_department
from .model import HOME, Crumb, SitePage

ABOVE = (HOME, Crumb(lazy("问题分类"), "/topics/"))


def topics(snapshot: Snapshot) -> SitePage:
    return SitePage(
        url="/topics/",
        kind="topics",
        title=_("按问题分类查"),
        description=_("空气、水、噪声、垃圾……从您遇到的问题查归谁管。"),
        section="topics",
        crumbs=(HOME,),
        context={"topics": snapshot.registry.topics.values(), "items_by_topic": snapshot.items_by_topic},
    )


def topic_pages(snapshot: Snapshot) -> Iterator[SitePage]:
    for topic in snapshot.registry.topics.values():
        items = snapshot.items_by_topic.get(topic.id, ())
        yield SitePage(
            url=f"/topics/{topic.id}/",
            kind="topic",
            title=_("%(name)s的问题归谁管") % {"name": topic.name},
            name=topic.name,
            description=topic.summary,
            section="topics",
            crumbs=ABOVE,
            keywords=(topic.name,),
            context={
                "topic": topic,
                "items": items,
                "groups": by_department(snapshot, items),
                "local_rules": snapshot.local_rules,
            },
        )
