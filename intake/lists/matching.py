"""Rows that a table proposes beside the rows of a draft: what is new, changed, the same, missing."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum
from operator import attrgetter, itemgetter
from typing import Final

from intake.lists.model import DraftRow
from intake.lists.reading import Kind, ProposedRow
from intake.lists.reading.doubts import doubt
from intake.lists.reading.plain import squeezed

_ALIKE: Final = 0.6  # of the letters of two names, from which on they may be one matter's
# Doubts that are settled where the draft's own row says the same.
_SETTLED_BY_DRAFT: Final = frozenset({Kind.OTHER_MATTER, Kind.UNKNOWN_ITEM})


class Fate(StrEnum):
    """What importing a row does to the draft."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Matched:
    """A proposed row with the draft's row for the same matter, if it has one.

    `row` is the proposal without guesses that the draft's row makes needless.
    """

    row: ProposedRow
    existing: DraftRow | None = None

    @property
    def merged(self) -> DraftRow:
        """The row as it would be kept: blank cells of the table leave what the draft has."""
        return merged(self.row, self.existing)

    @property
    def changes(self) -> tuple[str, ...]:
        """The fields that would change."""
        before, after = self.existing or DraftRow(""), self.merged
        return tuple(name for name in self.row.cells if getattr(before, name) != getattr(after, name))

    @property
    def fate(self) -> Fate:
        """What it does to the draft."""
        if self.existing is None:
            return Fate.ADDED
        return Fate.CHANGED if self.changes else Fate.UNCHANGED


@dataclass(frozen=True, slots=True)
class Matching:
    """All proposed rows in the table's order; `missing`: rows of the draft that the table has not."""

    rows: tuple[Matched, ...]
    missing: tuple[DraftRow, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody decided: rows to take (by number), cells typed anew, rows that are no row of the draft
    though alike, and keys of missing rows to remove. What is not decided, is left as it is."""

    take: Collection[int] = ()
    typed: Mapping[tuple[int, str], str] = field(default_factory=dict)
    as_new: Collection[int] = ()
    remove: Collection[str] = ()


def match(proposed: Sequence[ProposedRow], existing: Sequence[DraftRow]) -> Matching:
    """Pair rows by item id, else by name, else by likeness; each row of the draft at most once."""
    free = {row.key: row for row in existing}
    pairs: dict[int, tuple[DraftRow, bool]] = {}
    for of_row, of_draft in ((_item, attrgetter("item")), (_name, _name_kept)):
        waiting = _by(of_draft, free.values())
        for row in proposed:
            keys = waiting.get(of_row(row))
            if row.number not in pairs and keys:
                pairs[row.number] = (free.pop(keys.popleft()), False)
    matchers = {one.key: SequenceMatcher(None, "", _name_kept(one)) for one in free.values()}
    for row in proposed:
        if row.number not in pairs and (alike := _most_alike(row, free.values(), matchers)):
            pairs[row.number] = (free.pop(alike.key), True)
    return Matching(tuple(_matched(row, pairs.get(row.number)) for row in proposed), tuple(free.values()))


def apply(matching: Matching, choices: Choices, existing: Sequence[DraftRow]) -> tuple[DraftRow, ...]:
    """The draft's rows after the choices: its own in their order, then what is new. New rows have no key."""
    changed: dict[str, DraftRow] = {}
    added = []
    for each in matching.rows:
        if each.row.number not in choices.take:
            continue
        base = None if each.row.number in choices.as_new else each.existing
        row = replace(merged(each.row, base), **_typed(choices, each.row.number))
        if base is None:
            added.append(row)
        else:
            changed[base.key] = row
    kept = (changed.get(row.key, row) for row in existing if row.key not in choices.remove)
    return (*kept, *added)


def merged(row: ProposedRow, existing: DraftRow | None) -> DraftRow:
    """The proposal over what there is: blank cells and guesses do not overwrite."""
    base = existing or DraftRow("")
    values = {
        name: cell.value for name, cell in row.cells.items() if cell.position or not getattr(base, name)
    }
    return replace(base, **values)


def _typed(choices: Choices, number: int) -> dict[str, str]:
    return {name: text for (row, name), text in choices.typed.items() if row == number}


def _item(row: ProposedRow) -> str:
    return row.value("item")


def _name(row: ProposedRow) -> str:
    return squeezed(row.value("matter"))


def _name_kept(one: DraftRow) -> str:
    return squeezed(one.matter)


def _by(of_draft: Callable[[DraftRow], str], rows: Iterable[DraftRow]) -> Mapping[str, deque[str]]:
    """Keys of the rows by what they are called; what is blank is the same as nothing."""
    found: defaultdict[str, deque[str]] = defaultdict(deque)
    for one in rows:
        if called := of_draft(one):
            found[called].append(one.key)
    return found


def _most_alike(
    row: ProposedRow, among: Iterable[DraftRow], matchers: Mapping[str, SequenceMatcher[str]]
) -> DraftRow | None:
    """The row of the most alike name, unless their ids say that they are two matters.

    Each row of the table meets each of the draft: what cannot be alike is told by its letters, cheaply.
    """
    name, item = _name(row), _item(row)
    scored = []
    for one in among:
        matcher = matchers[one.key]
        matcher.set_seq1(name)
        two_matters = item and one.item and item != one.item
        if not two_matters and matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
            scored.append((matcher.ratio(), one))
    best, found = max(scored, key=itemgetter(0), default=(0.0, None))
    return found if best >= _ALIKE else None


def _matched(row: ProposedRow, pair: tuple[DraftRow, bool] | None) -> Matched:
    if pair is None:
        return Matched(row)
    existing, only_alike = pair
    cells = {name: cell for name, cell in row.cells.items() if cell.position or not getattr(existing, name)}
    same = existing.item == _item(row) and _name_kept(existing) == _name(row)
    doubts = [each for each in row.doubts if not (same and each.kind in _SETTLED_BY_DRAFT)]
    if only_alike:
        doubts.append(doubt(Kind.SIMILAR, matter=existing.matter))
    return Matched(replace(row, cells=cells, doubts=tuple(doubts)), existing)
