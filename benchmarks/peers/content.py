"""The item and list pages of our site as content files for the peers: one Markdown file a page.

Everything that our own build works out (who leads, which basis holds, addresses, meta tags, JSON-LD) stands
ready in the front matter under `p`, so that a peer only reads, renders and writes. It is written as JSON,
which is YAML too; Pelican takes it as text, and its templates decode it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from disclosure.linked_data import linked_data
from disclosure.meta import meta_tags
from disclosure.pages import SitePage, all_pages
from disclosure.snapshot import Site, Snapshot

from registry import Boundary

LEVELS = {"province": "省级", "city": "市级", "county": "县级"}
STATES = {"in_force": "现行有效", "repealed": "已失效", "not_yet": "尚未施行", "unknown": ""}
STATUS = {
    "statutory": "法律法规或者国务院文件写明了由这个部门负责。",
    "designated_locally": "法律没有写死由哪个部门负责，交给地方政府确定。"
    "这里是本级清单确定的牵头部门，各市县可以另行确定。",
}
KINDS = ("local_item", "list")


def write(site: Site, folder: Path, quoted: bool) -> list[str]:
    """Write a file for each page into the folder; returns the pages' addresses.

    `quoted`: titles and addresses as YAML strings; Pelican would show the quotes.
    """
    folder.mkdir(parents=True)
    urls = []
    snapshot = Snapshot(site)
    for number, page in enumerate(each for each in all_pages(snapshot) if each.kind in KINDS):
        kind = "item" if page.kind == "local_item" else "release"
        data = {**_common(page, site), **(_item(page, snapshot) if kind == "item" else _list(page))}
        head = _head(page, kind, quoted) + f"p: {json.dumps(data, ensure_ascii=False)}\n"
        (folder / f"{number:06}.md").write_text(f"---\n{head}---\n{page.description}\n", encoding="utf-8")
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


def _item(page: SitePage, snapshot: Snapshot) -> dict[str, Any]:
    context = page.context
    item, release, department = context["item"], context["release"], context["department"]
    departments = snapshot.registry.departments
    return {
        "id": item.id,
        "place": context["region"].name,
        "lead": {"id": department.id, "name": department.name},
        "office": context["level_name"],
        "level": LEVELS[item.handled_at],
        "unit": item.unit,
        "channel": item.contact,
        "words": list(item.words),
        "boundaries": [_boundary(each, snapshot) for each in item.boundaries],
        "basis": [
            {"citation": b.citation, "state": STATES[b.state], "since": str(b.valid_from or "")}
            for b in context["basis"]
        ],
        "why": STATUS.get(item.lead_status, ""),
        "supporting": [{"id": party, "name": departments[party].name} for party in item.supporting],
        "topics": [{"id": topic.id, "name": topic.name} for topic in context["topics"]],
        "source": {
            "url": f"/lists/{release.key}/#{item.id}",
            "title": release.title,
            "from": str(release.effective_from),
        },
    }


def _boundary(boundary: Boundary, snapshot: Snapshot) -> dict[str, str]:
    department = snapshot.registry.departments.get(boundary.goes_to)
    item = snapshot.items.get(boundary.item)
    return {
        "like": boundary.looks_like if department else boundary.note,
        "department": department.id if department else "",
        "department_name": department.name if department else "",
        "item": item.id if item else "",
        "item_name": item.matter if item else "",
    }


def _list(page: SitePage) -> dict[str, Any]:
    context = page.context
    release = context["release"]
    above = f"/lists/{release.region}/{release.department}" if context["local"] else "/items"
    return {
        "lead": {"id": context["department"].id, "name": context["department"].name},
        "place": context["region"].name,
        "data": context["permanent_url"],
        "stale": "" if context["in_force"] else context["current_url"],
        "inheritors": context["inheritors"] if context["in_force"] else 0,
        "rows": [
            {
                "id": item.id,
                "url": f"{above}/{item.id}/",
                "matter": item.matter,
                "text": item.description,
                "supporting": list(item.supporting),
                "level": LEVELS[item.handled_at],
                "basis": [basis.citation for basis in item.basis],
            }
            for item in release.items
        ],
        "approval": [{"key": key, "value": value} for key, value in _approval(release)],
        "versions": [
            {"url": f"/lists/{each.key}/", "name": each.release, "from": str(each.effective_from),
             "to": str(each.effective_to or "")}
            for each in context["history"]
        ],
    }  # fmt: skip


def _approval(release: Any) -> Iterator[tuple[str, str]]:
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
