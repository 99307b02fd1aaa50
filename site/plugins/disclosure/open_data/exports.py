"""The lists as data: CSV (RFC 4180, UTF-8 with BOM for Excel) and JSON, per list."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from registry import Boundary, Item, Registry, Release
from registry.spreadsheets import harmless_row

from ..addresses import release_url
from ..pages.model import DataFile

SEPARATOR = "|"
COLUMNS = (
    "事项编号",
    "事项名称",
    "牵头部门",
    "配合部门",
    "办理层级",
    "业务描述",
    "法律依据",
    "日常说法",
    "容易混淆的事",
    "牵头依据",
    "问题分类",
    "责任单位",
    "投诉渠道",
    "地区代码",
    "地区",
    "清单",
    "版本",
    "施行日期",
    "示范数据",
)
LEVELS = {"province": "省", "city": "市", "county": "县"}
LEAD_STATUS = {"statutory": "法律法规规定", "designated_locally": "由地方确定", "unclear": "尚未明确"}


def list_files(registry: Registry, release: Release, urls: Iterable[str]) -> Iterator[DataFile]:
    """The release's data files, beside each of its pages."""
    table = to_csv(registry, [release])
    data = list_json(list_data(registry, release))
    for url in urls:
        yield DataFile(f"{url}list.csv", table)
        yield DataFile(f"{url}list.json", data)


def list_json(data: dict[str, Any]) -> bytes:
    """A list as JSON, an item a line: fit to be read and compared, and made by the fast encoder."""
    head = json.dumps(data | {"items": []}, ensure_ascii=False).removesuffix("]}")
    items = ",\n".join(json.dumps(item, ensure_ascii=False) for item in data["items"])
    return f"{head}\n{items}\n]}}\n".encode()


def to_csv(registry: Registry, releases: Iterable[Release]) -> bytes:
    """One row for each item of the releases, in their order."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for release in releases:
        writer.writerows(map(harmless_row, rows(registry, release)))
    return text.getvalue().encode("utf-8-sig")


def rows(registry: Registry, release: Release) -> Iterator[tuple[str, ...]]:
    """The release's items, each by COLUMNS."""
    return (_row(registry, release, item) for item in release.items)


def _row(registry: Registry, release: Release, item: Item) -> tuple[str, ...]:
    departments = registry.departments
    return (
        item.id,
        item.matter,
        departments[item.department].name,
        SEPARATOR.join(departments[party].name for party in item.supporting),
        LEVELS[item.handled_at],
        item.description,
        "；".join(basis.citation for basis in item.basis),
        SEPARATOR.join(item.words),
        "；".join(boundary_text(registry, boundary) for boundary in item.boundaries),
        LEAD_STATUS[item.lead_status],
        SEPARATOR.join(registry.topics[topic].name for topic in item.topics),
        item.unit,
        item.contact,
        release.region,
        registry.regions[release.region].name,
        release.title,
        release.release,
        release.effective_from.isoformat(),
        "是" if release.demonstration else "否",
    )


def boundary_text(registry: Registry, boundary: Boundary) -> str:
    """工地扬尘归住房城乡建设; the note alone when it is no hand-over."""
    if not boundary.goes_to:
        return boundary.note
    return f"{boundary.looks_like}归{registry.departments[boundary.goes_to].name}"


def to_json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def list_data(registry: Registry, release: Release) -> dict[str, Any]:
    """One release with its approval and items; ids are those of the site's addresses."""
    department = registry.departments[release.department]
    region = registry.regions[release.region]
    return {
        "title": release.title,
        "demonstration": release.demonstration,
        "notice": registry.site.demonstration_notice,
        "url": release_url(release),
        "region": {"code": region.code, "name": region.name},
        "department": {"id": department.id, "name": department.name},
        "release": release.release,
        "effective_from": _day(release.effective_from),
        "effective_to": _day(release.effective_to),
        "approval": _approval_data(release),
        "items": [item_data(item) for item in release.items],
    }


def _approval_data(release: Release) -> dict[str, Any]:
    approval = release.approval
    return {
        "drafted_by": approval.drafted_by,
        "reviewed_by": list(approval.reviewed_by),
        "decided_by": approval.decided_by,
        "document": approval.document,
        "decided_on": _day(approval.decided_on),
        "disclosure": approval.disclosure,
        "disclosure_reviewed_by": approval.disclosure_reviewed_by,
        "published_on": _day(approval.published_on),
    }


def item_data(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "matter": item.matter,
        "lead": item.department,
        "supporting": list(item.supporting),
        "handled_at": item.handled_at,
        "topics": list(item.topics),
        "description": item.description,
        "basis": [
            {
                "statute": basis.statute,
                "articles": list(basis.articles),
                "valid_from": _day(basis.valid_from),
                "valid_to": _day(basis.valid_to),
            }
            for basis in item.basis
        ],
        "words": list(item.words),
        "boundaries": [
            {"looks_like": b.looks_like, "goes_to": b.goes_to, "item": b.item, "note": b.note}
            for b in item.boundaries
        ],
        "lead_status": item.lead_status,
        "decision": item.decision,
        "unit": item.unit,
        "contact": item.contact,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
