"""The item and list pages of our site as Markdown files, one a page, as the peers want them.

What a page says is its Markdown body: sections, lists, links, tables. Its front matter holds what the frame
around it needs, under `p`: title, path, meta tags, JSON-LD, and the facts beside an item. It is written as
JSON, which is YAML too; Pelican takes it as text, and its templates decode it. Facts that our own build works
out (who leads, which basis holds) stand in the text already.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from disclosure.building.snapshot import Site, Snapshot
from disclosure.meta import meta_tags
from disclosure.open_data.linked_data import linked_data
from disclosure.pages import SitePage, all_pages
from disclosure.pages.items import CitedBasis

from benchmarks.peers.ours import KINDS
from registry import Boundary, Item, Release

LEVELS = {"province": "省级", "city": "市级", "county": "县级"}
STATES = {"in_force": "现行有效", "repealed": "已失效", "not_yet": "尚未施行", "unknown": ""}
STATUS = {
    "statutory": "法律法规或者国务院文件写明了由这个部门负责。",
    "designated_locally": "法律没有写死由哪个部门负责，交给地方政府确定。"
    "这里是本级清单确定的牵头部门，各市县可以另行确定。",
}


def write(site: Site, folder: Path, quoted: bool) -> list[str]:
    """Write a file for each page into the folder; returns the pages' addresses.

    `quoted`: titles and addresses as YAML strings; Pelican would show the quotes.
    """
    folder.mkdir(parents=True)
    urls = []
    snapshot = Snapshot(site)
    for number, page in enumerate(each for each in all_pages(snapshot) if each.kind in KINDS):
        kind = "item" if page.kind == "local_item" else "release"
        facts, body = (_item if kind == "item" else _list)(page, snapshot)
        data = json.dumps(_common(page, site) | facts, ensure_ascii=False)
        text = f"---\n{_head(page, kind, quoted)}p: {data}\n---\n{body}\n"
        (folder / f"{number:06}.md").write_text(text, encoding="utf-8")
        urls.append(page.url)
    return urls


def _head(page: SitePage, kind: str, quoted: bool) -> str:
    fields = {"title": page.title, "url": page.url, "save_as": page.path, "permalink": page.url, "type": kind}
    fields |= {"template": kind, "layout": f"{kind}.html" if quoted else kind}
    return "".join(f"{key}: {json.dumps(text, ensure_ascii=False) if quoted else text}\n"
                   for key, text in fields.items())  # fmt: skip


def _common(page: SitePage, site: Site) -> dict[str, Any]:
    return {
        "title": page.title,
        "kind": page.kind,
        "description": page.description,
        "metas": [{"name": name, "content": content} for name, content in meta_tags(page, site)],
        "jsonld": str(linked_data(page, site)),
        "crumbs": [{"label": crumb.label, "url": crumb.url} for crumb in page.crumbs],
        "here": page.name or page.title,
        "address": site.base_url + page.url,
    }


def _item(page: SitePage, snapshot: Snapshot) -> tuple[dict[str, Any], str]:
    """What stands beside an item, and the item."""
    item, release = page.context["item"], page.context["release"]
    departments = snapshot.registry.departments
    facts = {
        "id": item.id,
        "supporting": [{"id": party, "name": departments[party].name} for party in item.supporting],
        "topics": [{"id": topic.id, "name": topic.name} for topic in page.context["topics"]],
        "source": {
            "url": f"/lists/{release.key}/#{item.id}",
            "title": release.title,
            "from": str(release.effective_from),
        },
    }
    return facts, "\n".join(_item_text(page, snapshot))


def _item_text(page: SitePage, snapshot: Snapshot) -> Iterator[str]:
    context = page.context
    item, department, place = context["item"], context["department"], context["region"].name
    yield f"{item.description}\n"
    yield f"这是{place}清单里的写法。[看全省的写法和各地的不同](/items/{item.id}/)\n"
    yield f"## 谁牵头\n\n事项编号 {item.id}\n"
    yield f"**[{department.name}部门](/departments/{department.id}/)**\n"
    if context["level_name"]:
        yield f"一般由**{context['level_name']}**办理（{LEVELS[item.handled_at]}）。\n"
    if item.unit:
        yield f"{place}的责任单位：{item.unit}\n"
    if item.contact:
        yield f"公布的投诉渠道：{item.contact}\n"
    yield f"[投诉这类问题](/complain/?item={item.id}) [查我所在地区](/who?matter={item.id})\n"
    yield "## 大家常这样说\n"
    yield from (f"- {word}" for word in item.words)
    if item.boundaries:
        yield "\n## 看着像，但归别的部门\n"
        yield from (f"- {_boundary(each, snapshot)}" for each in item.boundaries)
    yield "\n## 依据\n"
    yield from (f"- {each.citation} {_validity(each)}" for each in context["basis"])
    yield f"\n## 为什么是它牵头\n\n{STATUS.get(item.lead_status, '')}\n"
    yield f"[查某一天、某个地方由谁负责](/who?matter={item.id}&on={context['release'].effective_from})"


def _boundary(boundary: Boundary, snapshot: Snapshot) -> str:
    department = snapshot.registry.departments.get(boundary.goes_to)
    item = snapshot.items.get(boundary.item)
    if not department:
        return boundary.note
    told = f"{boundary.looks_like}：归[{department.name}](/departments/{department.id}/)"
    return told + (f"，见[{item.matter}](/items/{item.id}/)" if item else "")


def _validity(basis: CitedBasis) -> str:
    state = STATES[basis.state]
    return f"**{state}** 自 {basis.valid_from} 起施行" if state else "有效期还没有核对"


def _list(page: SitePage, snapshot: Snapshot) -> tuple[dict[str, Any], str]:
    """What a list's buttons need, and the list."""
    context = page.context
    facts = {
        "data": context["permanent_url"],
        "stale": "" if context["in_force"] else context["current_url"],
    }
    return facts, "\n".join(_list_text(page, snapshot))


def _list_text(page: SitePage, snapshot: Snapshot) -> Iterator[str]:
    context = page.context
    release = context["release"]
    above = f"/lists/{release.region}/{release.department}" if context["local"] else "/items"
    yield f"{page.description}\n"
    yield f"{len(release.items)} 项具体事项，都由{context['department'].name}部门牵头\n"
    yield "| 事项 | 包括什么 | 配合部门 | 办理 | 依据 |\n|---|---|---|---|---|"
    yield from (_row(item, above, snapshot) for item in release.items)
    yield "\n## 怎样形成和公布的\n\n| 环节 | 内容 |\n|---|---|"
    yield from (f"| {key} | {value} |" for key, value in _approval(release))
    if context["inheritors"] and context["in_force"]:
        told = f"以下有 {context['inheritors']} 个市、县（市、区）没有另行公布这个部门的清单，沿用这一份。"
        yield f"\n{context['region'].name}{told}"
    yield "\n## 这份清单的各个版本\n\n下面是各版的固定地址，引用时请用它。\n"
    for each in context["history"]:
        until = f"，到 {each.effective_to} 为止" if each.effective_to else ""
        yield f"- [{each.release} 版](/lists/{each.key}/)，{each.effective_from} 起施行{until}"


def _row(item: Item, above: str, snapshot: Snapshot) -> str:
    parties = "、".join(snapshot.registry.departments[party].name for party in item.supporting) or "无"
    basis = "；".join(each.citation for each in item.basis)
    matter = f"[{item.matter}]({above}/{item.id}/) {item.id}"
    return f"| {matter} | {item.description} | {parties} | {LEVELS[item.handled_at]} | {basis} |"


def _approval(release: Release) -> Iterator[tuple[str, str]]:
    approval = release.approval
    yield "起草", approval.drafted_by
    yield "审核", "、".join(approval.reviewed_by)
    yield "审定", approval.decided_by
    yield "文件", approval.document
    yield "审定日期", str(approval.decided_on)
    yield "公开属性", approval.disclosure
    yield "公开审查", approval.disclosure_reviewed_by
    yield "公布日期", str(approval.published_on)
    yield "施行日期", str(release.effective_from)
