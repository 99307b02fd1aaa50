"""Changes as plain data for JSON: the same shape beside the static page and from the service."""

from dataclasses import asdict
from typing import Any

from registry.answers import Responsibility
from registry.lists.changes import ItemChange, LeadChange, ListChanges, SetChange, TextChange
from registry.model import Boundary, Release

Json = dict[str, Any]


def list_changes_data(found: ListChanges) -> Json:
    """{from, to: release keys; changes: [{id, kind, matter, other, fields}]}; ids are those of the lists."""
    return {
        "from": _release(found.old),
        "to": _release(found.new),
        "changes": [_item_change(change) for change in found.changes],
    }


def lead_changes_data(found: tuple[LeadChange, ...]) -> list[Json]:
    """[{id, kind, before, after: {matter, department, organ, release}, fields}]"""
    return [
        {
            "id": change.matter,
            "kind": change.kind,
            "before": _answer(change.before),
            "after": _answer(change.after),
            "fields": [_field(each) for each in change.fields],
        }
        for change in found
    ]


def _release(release: Release) -> Json:
    return {"release": release.key, "effective_from": release.effective_from.isoformat()}


def _item_change(change: ItemChange) -> Json:
    return {
        "id": change.id,
        "kind": change.kind,
        "matter": change.matter,
        "other": change.other,
        "fields": [_field(each) for each in change.fields],
    }


def _field(change: TextChange | SetChange) -> Json:
    if isinstance(change, TextChange):
        return {"field": change.field, "before": change.before, "after": change.after}
    return {
        "field": change.field,
        "added": [_member(each) for each in change.added],
        "removed": [_member(each) for each in change.removed],
    }


def _member(each: str | Boundary) -> str | Json:
    return asdict(each) if isinstance(each, Boundary) else each


def _answer(answer: Responsibility | None) -> Json | None:
    if answer is None:
        return None
    organ = answer.organ.performed_by or answer.organ
    return {
        "matter": answer.item.matter,
        "department": answer.lead.id,
        "organ": organ.name,
        "release": answer.release.key,
    }
