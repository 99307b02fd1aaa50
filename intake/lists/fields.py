"""Rows of text ↔ items of the record. What is accepted here is what the registry accepts: it reads the very
text that would be published, and its faults are told at their cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, TypeVar

from intake.lists import cells
from intake.lists.model import HEADINGS, DraftRow
from intake.lists.names import LEAD_STATUS, LEVELS, Names, nearest
from intake.lists.numbering import numbered
from intake.words import gettext as _
from registry import Approval, Boundary, Fault, Item, Registry, Release
from registry.lists.one_list import check_list
from registry.writing import cells_of, release_text

Read = TypeVar("Read")

REQUIRED: Final = ("matter", "topics", "handled_at", "description", "basis", "words", "lead_status")
_FIELD_OF_KEY: Final = {"id": "item", "statute": "basis", "articles": "basis"}
_SAFE: Final = {"handled_at": "county", "lead_status": "statutory"}  # for a cell that is faulted already


@dataclass(frozen=True, slots=True)
class Head:
    """What a list's rows are checked as: whose they are, and the day from which they would hold."""

    region: str
    department: str
    title: str
    demonstration: bool
    effective_from: date

    @property
    def key(self) -> str:
        """410000/ecology/2026-12-01"""
        return f"{self.region}/{self.department}/{self.effective_from}"


class CellFault(NamedTuple):
    """What is wrong with a cell: the row's key, the field of DraftRow; both "" for the list as a whole."""

    key: str
    field: str
    message: str


def row_of(item: Item, registry: Registry, key: str) -> DraftRow:
    """An item as people type it."""
    departments, topics = registry.departments, registry.topics
    return DraftRow(
        key=key,
        item=item.id,
        matter=item.matter,
        topics=cells.lines(topics[each].name for each in item.topics),
        supporting=cells.lines(departments[each].name for each in item.supporting),
        handled_at=LEVELS[item.handled_at],
        description=item.description,
        basis=cells.lines(cells.basis_text(each) for each in item.basis),
        words=cells.lines(item.words),
        boundaries=cells.lines(_boundary_words(each, registry) for each in item.boundaries),
        lead_status=LEAD_STATUS[item.lead_status],
        decision=item.decision,
        unit=item.unit,
        contact=item.contact,
    )


def items_of(head: Head, rows: Sequence[DraftRow], registry: Registry) -> tuple[Item, ...]:
    """The rows as items. Raises ValueError where a cell does not read: check first."""
    reader = _Reader(head, registry)
    items = tuple(reader.item(row) for row in rows)
    if reader.faults:
        raise ValueError(reader.faults)
    return items


def check_rows(
    head: Head, rows: Sequence[DraftRow], registry: Registry, coming: Collection[str] = ()
) -> tuple[CellFault, ...]:
    """Every fault of the rows, in their order. A new matter without a number is none.

    `coming`: lead decisions that will be published along with the list.
    """
    reader = _Reader(head, registry)
    known = numbered(rows, head.department, registry)
    items = tuple(reader.item(row) for row in known)
    told = {(each.key, each.field) for each in reader.faults}
    told |= {(row.key, "decision") for row in known if row.decision.strip() in coming}
    by_registry = [each for each in _registry_faults(head, known, items, registry) if each[:2] not in told]
    places = {row.key: place for place, row in enumerate(rows)}
    fields = list(HEADINGS)
    found = dict.fromkeys([*reader.faults, *by_registry])
    return tuple(
        sorted(found, key=lambda f: (places.get(f.key, -1), fields.index(f.field) if f.field else -1))
    )


class _Reader:
    """Reads rows, and notes what does not read."""

    def __init__(self, head: Head, registry: Registry) -> None:
        self._head = head
        self._names = Names(registry)
        self.faults: list[CellFault] = []

    def item(self, row: DraftRow) -> Item:
        """The row as an item; stand-ins where it is faulty."""
        for field in REQUIRED:
            if not getattr(row, field).strip():
                self._fault(row, field, _("这一格要填写。"))
        if not row.item.strip():
            self._fault(row, "item", _("请填写事项编号，例如 ST-001。"))
        return Item(
            id=cells.item_id(row.item) or "XX-000",
            matter=row.matter.strip() or "-",
            department=self._head.department,
            region=self._head.region,
            release=str(self._head.effective_from),
            topics=self._each(row, "topics", self._topics(row.topics), self._topic),
            supporting=self._each(row, "supporting", cells.enumerated(row.supporting), self._department),
            handled_at=self._choice(row, "handled_at", self._names.levels, LEVELS),
            description=row.description.strip() or "-",
            basis=self._each(row, "basis", cells.parts(row.basis), cells.basis_of),
            words=cells.enumerated(row.words),
            boundaries=self._each(row, "boundaries", cells.written_lines(row.boundaries), self._boundary),
            lead_status=self._choice(row, "lead_status", self._names.statuses, LEAD_STATUS),
            decision=row.decision.strip(),
            unit=row.unit.strip(),
            contact=row.contact.strip(),
        )

    def _fault(self, row: DraftRow, field: str, message: str) -> None:
        self.faults.append(CellFault(row.key, field, message))

    def _each(
        self, row: DraftRow, field: str, entries: Sequence[str], read: Callable[[str], Read]
    ) -> tuple[Read, ...]:
        found = []
        for entry in entries:
            try:
                found.append(read(entry))
            except cells.CellUnreadable as error:
                self._fault(row, field, str(error))
        return tuple(found)

    def _choice(self, row: DraftRow, field: str, words: Mapping[str, str], offered: Mapping[str, str]) -> str:
        typed = getattr(row, field).strip()
        if typed and typed not in words:
            known = _("、").join(offered.values())
            self._fault(row, field, _("“{typed}”不在可选的里面：{known}。").format(typed=typed, known=known))
        return words.get(typed, _SAFE[field])

    def _topics(self, cell: str) -> tuple[str, ...]:
        """Names of topics hold 、 themselves, and still people put one between two names."""
        known = self._names.topics
        return tuple(
            each
            for entry in cells.parts(cell)
            for each in ((entry,) if entry in known else cells.enumerated(entry))
        )

    def _topic(self, word: str) -> str:
        return _known(word, self._names.topics, _("没有叫“{word}”的领域"))

    def _department(self, word: str) -> str:
        return _known(word, self._names.departments, _("没有叫“{word}”的部门"))

    def _boundary(self, entry: str) -> Boundary:
        looks_like, to, item, note = cells.boundary_of(entry)
        return Boundary(looks_like, self._department(to) if to else "", item, note)


def _known(word: str, known: Mapping[str, str], said: str) -> str:
    if word not in known:
        raise cells.CellUnreadable(said.format(word=word) + (nearest(word, known) or _("。")))
    return known[word]


def _boundary_words(boundary: Boundary, registry: Registry) -> str:
    department = registry.departments.get(boundary.goes_to)
    return cells.boundary_text(boundary, department.name if department else "")


def _registry_faults(
    head: Head, rows: Sequence[DraftRow], items: tuple[Item, ...], registry: Registry
) -> Iterator[CellFault]:
    text = release_text(_as_release(head, items))
    cells = cells_of(text)
    for fault in check_list(registry, head.key, text):
        cell = cells[fault.line]
        if cell.place is None:
            yield CellFault("", "", _plain(fault))
            continue
        field = _FIELD_OF_KEY.get(cell.field, cell.field)
        if field in HEADINGS:
            yield CellFault(rows[cell.place].key, field, _message(fault, items[cell.place], head, registry))


def _as_release(head: Head, items: tuple[Item, ...]) -> Release:
    """The list as it would be published; who approved it is not known yet and not looked at."""
    on = head.effective_from
    approval = Approval(head.department, (head.department,), "-", "-", on, "-", "-", on)
    key = str(on)
    return Release(
        head.region, head.department, key, head.title, head.demonstration, approval, on, None, items
    )


def _message(fault: Fault, item: Item, head: Head, registry: Registry) -> str:
    """The registry's message; for a matter that another leads, one that names that department in words."""
    if fault.kind != "two-leads":
        return _plain(fault)
    on = head.effective_from
    others = (each for each in registry.releases if each.region == head.region and each.in_force(on))
    leads = [each.department for each in others if any(known.id == item.id for known in each.items)]
    names = _("、").join(registry.departments[each].name for each in leads if each != head.department)
    return _("“{item}”在本地区已经由{names}部门牵头，同一事项不能有两个牵头部门。").format(
        item=item.id, names=names
    )


def _plain(fault: Fault) -> str:
    """A message with the words of the form for the keys of the file."""
    message = fault.message
    for key, heading in {**HEADINGS, "id": HEADINGS["item"], "items": _("清单")}.items():
        message = message.replace(f"“{key}”", f"“{heading}”")
    return message
