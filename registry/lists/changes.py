"""What changed between two releases of a list, or in a region between two days: rows and their fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, Literal

from registry.answers import Responsibility
from registry.book import Registry
from registry.lists.marks import Mark, marked
from registry.model import Boundary, Item, Release

Kind = Literal["added", "removed", "changed", "moved_in", "moved_out"]

# The fields of an item in the order of a list's table. What is a set has no order worth telling.
TEXTS: Final = ("matter", "handled_at", "description", "lead_status", "decision", "unit", "contact")
SETS: Final = ("topics", "supporting", "basis", "words", "boundaries")
_ORDER: Final = {field.name: place for place, field in enumerate(fields(Item))}


@dataclass(frozen=True, slots=True)
class TextChange:
    """A field with one value: as it was, as it is, and both in one with marks."""

    field: str
    before: str
    after: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class SetChange:
    """A field with several values: what came and what went. `basis` is told by single article, boundaries as
    they are; the others are the texts or ids of the item."""

    field: str
    added: tuple[str | Boundary, ...]
    removed: tuple[str | Boundary, ...]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One matter that is not as it was. `other` is the department it came from or went to, when it moved.

    `before` is None for what was added, `after` for what was removed; a move has both where they are known.
    """

    id: str
    kind: Kind
    before: Item | None
    after: Item | None
    fields: tuple[TextChange | SetChange, ...] = ()
    other: str = ""

    @property
    def matter(self) -> str:
        """What the matter is called now, or was."""
        item = self.after or self.before
        return item.matter if item else ""


@dataclass(frozen=True, slots=True)
class ListChanges:
    """From release `old` to release `new` of one list, in the new one's order; what went comes last."""

    old: Release
    new: Release
    changes: tuple[ItemChange, ...]

    def of(self, *kinds: Kind) -> tuple[ItemChange, ...]:
        """The changes of these kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)


@dataclass(frozen=True, slots=True)
class LeadChange:
    """A matter that another organ answers for in the region than before; None: nobody did, or does."""

    matter: str
    before: Responsibility | None
    after: Responsibility | None
    fields: tuple[TextChange | SetChange, ...] = ()

    @property
    def kind(self) -> Literal["added", "removed", "moved", "changed"]:
        """ "moved": another organ answers; "changed": the same one, by an item that reads differently."""
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        return "moved" if _performer(self.before) != _performer(self.after) else "changed"


def compare(registry: Registry, old: Release, new: Release) -> ListChanges:
    """From one release of a list to any other of the same list; matters that other departments of the region
    led at that time are told as moved."""
    left, arrived = _days(old, new)
    before = _led_by_others(registry, old, left)
    after = _led_by_others(registry, new, arrived)
    return ListChanges(old, new, compare_items(old.items, new.items, before, after))


def compare_items(
    old: Iterable[Item],
    new: Iterable[Item],
    others_before: Mapping[str, Item] | None = None,
    others_after: Mapping[str, Item] | None = None,
) -> tuple[ItemChange, ...]:
    """The rows that differ. `others_…`: by matter id, what other departments of the region led then."""
    was = {item.id: item for item in old}
    now = {item.id: item for item in new}
    came = [_arrival(item, was.get(item.id), others_before or {}) for item in now.values()]
    went = [_departure(item, others_after or {}) for item in was.values() if item.id not in now]
    return tuple(change for change in (*came, *went) if change is not None)


def compare_days(registry: Registry, region: str, before: date, after: date) -> tuple[LeadChange, ...]:
    """What is led otherwise in a region on the later day, lists of regions above included, by matter id.

    Raises KeyError for an unknown region.
    """
    was = {answer.matter: answer for answer in registry.responsibilities(region, before)}
    now = {answer.matter: answer for answer in registry.responsibilities(region, after)}
    found = (_lead_change(was.get(matter), now.get(matter), matter) for matter in sorted(was.keys() | now))
    return tuple(change for change in found if change is not None)


def differences(before: Item, after: Item) -> tuple[TextChange | SetChange, ...]:
    """The fields in which two items differ, in the order of the item; who leads is not one of them."""
    texts = (_text_change(name, getattr(before, name), getattr(after, name)) for name in TEXTS)
    sets = (_set_change(name, _members(before, name), _members(after, name)) for name in SETS)
    found = [change for change in (*texts, *sets) if change is not None]
    return tuple(sorted(found, key=lambda change: _ORDER[change.field]))


def _arrival(item: Item, before: Item | None, elsewhere: Mapping[str, Item]) -> ItemChange | None:
    if before is not None:
        changed = differences(before, item)
        return ItemChange(item.id, "changed", before, item, changed) if changed else None
    other = elsewhere.get(item.id)
    if other is None:
        return ItemChange(item.id, "added", None, item)
    return ItemChange(item.id, "moved_in", other, item, differences(other, item), other.department)


def _departure(item: Item, elsewhere: Mapping[str, Item]) -> ItemChange:
    other = elsewhere.get(item.id)
    if other is None:
        return ItemChange(item.id, "removed", item, None)
    return ItemChange(item.id, "moved_out", item, other, differences(item, other), other.department)


def _days(old: Release, new: Release) -> tuple[date, date]:
    """The last day of the earlier release and the first of the later one, in the order they were given."""
    if old.effective_from <= new.effective_from:
        return old.effective_to or old.effective_from, new.effective_from
    return old.effective_from, new.effective_to or new.effective_from


def _led_by_others(registry: Registry, release: Release, on: date) -> dict[str, Item]:
    return {
        item.id: item
        for other in registry.lists_of(release.region, on)
        if other.department != release.department
        for item in other.items
    }


def _text_change(name: str, before: str, after: str) -> TextChange | None:
    return None if before == after else TextChange(name, before, after, marked(before, after))


def _set_change(
    name: str, before: Iterable[str | Boundary], after: Iterable[str | Boundary]
) -> SetChange | None:
    was, now = dict.fromkeys(before), dict.fromkeys(after)
    added = tuple(each for each in now if each not in was)
    removed = tuple(each for each in was if each not in now)
    return SetChange(name, added, removed) if added or removed else None


def _members(item: Item, name: str) -> tuple[str | Boundary, ...]:
    if name == "basis":
        return tuple(single for basis in item.basis for single in basis.singly)
    members: tuple[str | Boundary, ...] = getattr(item, name)
    return members


def _lead_change(
    before: Responsibility | None, after: Responsibility | None, matter: str
) -> LeadChange | None:
    if before is None or after is None:
        return LeadChange(matter, before, after)
    changed = differences(before.item, after.item)
    same = _performer(before) == _performer(after) and not changed
    return None if same else LeadChange(matter, before, after, changed)


def _performer(answer: Responsibility) -> str:
    return (answer.organ.performed_by or answer.organ).key
