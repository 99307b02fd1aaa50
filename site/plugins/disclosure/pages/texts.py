"""Home, the plain text pages and the 404 page."""

from __future__ import annotations

from collections.abc import Iterator

from registry import Department
from registry.languages import ENGLISH, language

from ..building.snapshot import Snapshot
from ..text import to_html
from ..words import gettext as _
from .model import HOME, SitePage

NEWEST_SHOWN = 6


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
            "chips": published.site.told(language()).examples,
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


def leading_departments(snapshot: Snapshot) -> tuple[Department, ...]:
    """Departments that lead at least one matter, in the order of content/departments.yaml."""
    departments = snapshot.registry.departments.values()
    return tuple(department for department in departments if department.id in snapshot.items_by_department)


def text_pages(snapshot: Snapshot) -> Iterator[SitePage]:
    registry = snapshot.registry
    told = registry.pages | registry.english_pages if language() == ENGLISH else registry.pages
    for page in told.values():
        yield SitePage(
            url=f"/{page.slug}/",
            kind="page",
            title=page.title,
            description=page.summary,
            section="about",
            crumbs=(HOME,),
            context={"text": page, "body": to_html(page.body_markdown)},
        )


def glossary(snapshot: Snapshot) -> SitePage:
    """Official terms in plain words."""
    terms = [term.told(language()) for term in snapshot.registry.glossary.values()]
    return SitePage(
        url="/glossary/",
        kind="glossary",
        title=_("这些词是什么意思"),
        description=_("清单、投诉和答复里常见的官方用语，用平常的话解释。"),
        section="about",
        crumbs=(HOME,),
        context={"terms": terms},
        name=_("词语解释"),
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
