"""The services of a jurisdiction: the matters of the lists in force there, and what may be said beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from intake.cases.errors import NotFound
from intake.services.context import Context
from intake.words import gettext as _
from intake.words import mark
from registry import Region, Responsibility

OTHER = "other"  # for who cannot tell which matter it is, as on the complaint form


@dataclass(frozen=True, slots=True)
class Service:
    """A matter that can be reported. `code` is the list item's id, or OTHER."""

    code: str
    name: str
    description: str
    keywords: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """What the complaint form asks besides; `values` maps the keys of a list to words."""

    code: str
    datatype: str
    description: str
    hint: str
    values: Mapping[str, str] = field(default_factory=dict, hash=False)


TITLE, OCCURRED_AT, ONGOING, EXTERNAL_ID = "title", "occurred_at", "ongoing", "external_id"
ATTRIBUTES = (
    Attribute(TITLE, "string", mark("一句话概括"), mark("最多 100 个字")),
    Attribute(OCCURRED_AT, "string", mark("什么时候发生的"), mark("日期，或者用自己的话，最多 100 个字")),
    Attribute(
        ONGOING,
        "singlevaluelist",
        mark("现在还在发生吗"),
        mark("选一项"),
        {"yes": mark("正在发生，或者时有时无"), "no": mark("已经停了"), "unknown": mark("不清楚")},
    ),
    Attribute(EXTERNAL_ID, "string", mark("您的系统里的编号"), mark("同一编号重复发送，只登记一次")),
)


def services(ctx: Context, within: Region) -> tuple[Service, ...]:
    """Every matter that a list in force in the region holds, by code, and the way for all else."""
    held = ctx.registry.responsibilities(within.code, _list_day(ctx))
    return (*(_service(ctx, each) for each in held), _other())


def service(ctx: Context, within: Region, code: str) -> Service:
    """One of them. Raises NotFound."""
    if code == OTHER:
        return _other()
    found = ctx.registry.who(code, within.code, _list_day(ctx))
    if found is None:
        raise NotFound(_("这里公布的清单里没有这个 service_code。"))
    return _service(ctx, found)


def changed_on(ctx: Context) -> date:
    """The day on which a list that is in force or was last took effect."""
    return max(day for each in ctx.registry.releases if (day := each.effective_from) <= _list_day(ctx))


def service_name(ctx: Context, item: str | None) -> str:
    """What a service is called, also one that no list in force holds any more."""
    if item is None:
        return _other().name
    found = ctx.registry.items.get(item)
    return found.matter if found else item


def _list_day(ctx: Context) -> date:
    """Today, or the first day whose lists answer for every matter."""
    return max(ctx.today(), ctx.registry.routed_from)


def _service(ctx: Context, found: Responsibility) -> Service:
    item = found.item
    told = item.description
    if found.release.demonstration:
        told = _("{description}（示范数据）").format(description=told)
    group = ctx.registry.topics[item.topics[0]].name if item.topics else _("其他")
    return Service(item.id, item.matter, told, item.words, group)


def _other() -> Service:
    told = _("不知道属于哪一项，或者都不像：按您写的内容和公开的清单判断由谁办理。")
    return Service(OTHER, _("其他生态环境问题"), told, (), _("其他"))
