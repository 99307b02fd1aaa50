"""Reads lists/<region>/<department>/<release>.yaml: one department's list, one release a file."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from registry.draft import Draft
from registry.lists.items import ITEM_KEYS, ITEM_OPTIONAL, read_item
from registry.model import Approval, Item, Release
from registry.reading.cells import Fields, parse_day
from registry.reading.notes import Notes, Spot
from registry.reading.records import Document
from registry.reading.trees import TreeRecord
from registry.reading.written import written_list

_RELEASE: Final = (
    *("region", "department", "release", "title", "demonstration", "approval", "effective_from", "items"),
)
_SPARE: Final = ("effective_to",)
_APPROVAL: Final = (
    *("drafted_by", "reviewed_by", "decided_by", "document", "decided_on"),
    *("disclosure", "disclosure_reviewed_by", "published_on"),
)
_ITEM_ID: Final = re.compile(r"\s*- id: *([A-Z]{2}-\d{3})\s*$")
_UNREADABLE: Final = Approval("", (), "", "", date.min, "", "", date.min)


FILES: Final = "lists/*/*/*.yaml"


def read_lists(draft: Draft) -> None:
    """Read every list into the draft."""
    for file in draft.notes.files("lists", FILES):
        draft.take(read_list(draft.notes.content, file))


def read_list(content: Path, file: str) -> Draft:
    """One list by itself, with what it refers to still to be settled."""
    draft = Draft(Notes(content))
    text = draft.notes.file_text(file)
    if text is not None:
        read_text(draft, file, text)
    return draft


def read_written_list(content: Path, file: str) -> Draft | None:
    """As `read_list`, much sooner but without lines; None for a list with a fault or written otherwise."""
    draft = Draft(Notes(content))
    text = draft.notes.file_text(file)
    tree = None if text is None else written_list(text)
    if tree is None:
        return None
    _read_release(draft, file, TreeRecord(draft.notes, Spot(file, 1), tree, _RELEASE, _SPARE))
    return None if draft.notes.faults else draft


def read_text(draft: Draft, file: str, text: str) -> None:
    """A list's text, as that file, into the draft."""
    record = Document(draft.notes, file, text).record(_RELEASE, _SPARE)
    if record is None:
        _declare_unread(draft, file, text)
    else:
        _read_release(draft, file, record)


def _declare_unread(draft: Draft, file: str, text: str) -> None:
    """A list that is no YAML exists all the same, with its items: those who refer to them made no fault."""
    draft.unread_releases.add(file.removeprefix("lists/").removesuffix(".yaml"))
    for number, line in enumerate(text.split("\n"), 1):
        if written := _ITEM_ID.match(line):
            draft.notes.declare("item", written[1], Spot(file, number))


def _read_release(draft: Draft, file: str, record: Fields) -> None:
    release = Release(
        region=record.reference("region", "region"),
        department=record.reference("department", "department"),
        release=_release_date(record),
        title=record.text("title"),
        demonstration=record.flag("demonstration"),
        approval=_approval(record),
        effective_from=record.day("effective_from"),
        effective_to=record.day_or_none("effective_to"),
        items=(),
    )
    _compare_path(record, file, release)
    _check_order(record, release)
    release = replace(release, items=_items(draft, record, release))
    draft.releases[release.key] = release
    draft.release_spots[release.key] = record.spot("release")


def _items(draft: Draft, record: Fields, release: Release) -> tuple[Item, ...]:
    items = {}
    for part in record.records("items", ITEM_KEYS, ITEM_OPTIONAL):
        item = read_item(draft, part, release)
        if item.id in items:
            part.fault("id", "duplicate-item", f"事项“{item.id}”在这份清单里写了两次")
        items[item.id] = item
        draft.item_spots[release.key, item.id] = part.spot("id")
    if record.has("items") and not items:
        record.fault("items", "empty-list", "清单里没有事项")
    return tuple(items.values())


def _release_date(record: Fields) -> str:
    release = record.text("release")
    if release and parse_day(release) is None:
        message = f"版本“{release}”应是 2026-09-01 这样的日期"
        record.fault("release", "bad-release-date", message)
    return release


def _compare_path(record: Fields, file: str, release: Release) -> None:
    path = PurePosixPath(file)
    for key, in_path in zip(("region", "department", "release"), (*path.parts[1:3], path.stem), strict=True):
        written = getattr(release, key)
        if written and written != in_path:
            message = f"“{key}”写的是“{written}”，文件路径却是“{in_path}”，两处应一致"
            record.fault(key, "path-mismatch", message)


def _approval(record: Fields) -> Approval:
    part = record.record("approval", _APPROVAL)
    if part is None:
        return _UNREADABLE
    approval = Approval(
        drafted_by=part.reference("drafted_by", "department"),
        reviewed_by=part.references("reviewed_by", "department"),
        decided_by=part.text("decided_by"),
        document=part.text("document"),
        decided_on=part.day("decided_on"),
        disclosure=part.text("disclosure"),
        disclosure_reviewed_by=part.text("disclosure_reviewed_by"),
        published_on=part.day("published_on"),
    )
    if date.min < approval.published_on < approval.decided_on:
        part.fault("published_on", "approval-order", "公布日期早于决定日期：未经决定不得公布")
    return approval


def _check_order(record: Fields, release: Release) -> None:
    """A list is decided, then published, then in force (policy, article 5)."""
    starts, ends = release.effective_from, release.effective_to
    if date.min < starts < release.approval.published_on:
        record.fault("effective_from", "approval-order", "施行日期早于公布日期：先公布后施行")
    if ends is not None and ends < starts:
        record.fault("effective_to", "approval-order", "失效日期早于施行日期")
