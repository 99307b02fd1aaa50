"""Reads one item of a list: its words, its legal basis, what looks like it."""

import re
from datetime import date
from typing import Final

from registry.draft import Citation, Draft
from registry.model import Basis, Boundary, Item, Release
from registry.reading.cells import Fields

ITEM_KEYS: Final = (
    *("id", "matter", "topics", "handled_at", "description", "basis", "words", "lead_status"),
)
ITEM_OPTIONAL: Final = ("supporting", "boundaries", "decision", "unit", "contact")
LEAD_STATUSES: Final = ("statutory", "designated_locally", "unclear")

_BOUNDARY: Final = ("looks_like", "goes_to", "item", "note")
_LEVELS: Final = ("province", "city", "county")
_ITEM_ID: Final = re.compile(r"[A-Z]{2,4}-[0-9]{3,4}")

# Words that a description may hold without saying anything (policy, article 5: 清晰直观).
_EMPTY_TALK: Final = re.compile(
    r"依法依规|按照|按|依照|根据|依据|有关|相关|规定|法律|法规|负责|做好|开展|加强|推进|落实|组织|指导|协调"
    r"|监督|管理|处理|办理|查处|执行|工作|事项|事务|职责|职能|部门|单位|问题|情况|要求|制度|其他|等"
    r"|[\s，。、；：,.;:（）()的和与及]"
)
_TELLING: Final = 6


def read_item(draft: Draft, record: Fields, release: Release) -> Item:
    """The item, its id declared and its citations noted for the release's first day."""
    item = Item(
        id=_item_id(record),
        matter=record.text("matter"),
        department=release.department,
        region=release.region,
        release=release.release,
        topics=record.references("topics", "topic"),
        supporting=record.references("supporting", "department"),
        handled_at=record.choice("handled_at", _LEVELS),
        description=record.text("description"),
        basis=read_basis(draft, record, release.effective_from),
        words=record.texts("words"),
        boundaries=tuple(_boundary(part) for part in record.records("boundaries", (), _BOUNDARY)),
        lead_status=record.choice("lead_status", LEAD_STATUSES),
        decision=record.reference("decision", "decision"),
        unit=record.text("unit"),
        contact=record.text("contact"),
    )
    _check_plain(record, item)
    return item


def read_basis(draft: Draft, record: Fields, on: date | None) -> tuple[Basis, ...]:
    """The record's `basis`; each citation is noted, to be checked for that day once all is read."""
    parts = record.records("basis", ("statute",), ("articles", "valid_from", "valid_to"))
    if record.has("basis") and not parts:
        record.fault("basis", "no-basis", "没有写明依据")
    return tuple(_basis(draft, part, on) for part in parts)


def _item_id(record: Fields) -> str:
    item_id = record.text("id")
    if item_id and not _ITEM_ID.fullmatch(item_id):
        record.fault("id", "bad-id", f"事项代号“{item_id}”应像 ST-001 这样")
    record.notes.declare("item", item_id, record.spot("id"))
    return item_id


def _basis(draft: Draft, record: Fields, on: date | None) -> Basis:
    basis = Basis(
        statute=record.reference("statute", "statute"),
        articles=record.texts("articles"),
        valid_from=record.day_or_none("valid_from"),
        valid_to=record.day_or_none("valid_to"),
    )
    draft.citations.append(Citation(record.spot("statute"), basis, on))
    return basis


def _boundary(record: Fields) -> Boundary:
    boundary = Boundary(
        looks_like=record.text("looks_like"),
        goes_to=record.reference("goes_to", "department"),
        item=record.reference("item", "item"),
        note=record.text("note"),
    )
    if not boundary.note and not (boundary.looks_like and boundary.goes_to):
        record.fault("", "bad-boundary", "边界要写 looks_like 和 goes_to（像什么、归谁），或只写 note")
    return boundary


def _check_plain(record: Fields, item: Item) -> None:
    """An item must tell a citizen what it is: everyday words, and a description that says something."""
    if record.has("words") and not item.words:
        record.fault("words", "no-words", f"事项“{item.id}”没有老百姓常说的词，搜不到也转不出")
    said = _EMPTY_TALK.sub("", item.description.replace(item.matter, "") if item.matter else item.description)
    if item.description and len(said) < _TELLING:
        record.fault("description", "vague-description", f"“{item.description}”太笼统，没有说清管什么")
