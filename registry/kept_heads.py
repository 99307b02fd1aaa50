"""What is kept of a list or special report between two loads: its head, and its items packed for themselves.

The head is what judging the whole and pages over many lists need. Heads of a province name the same things
over and over, so equal values are made one object: packed together, each is written and read once.
"""

import copyreg
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path, PurePosixPath
from typing import Any, Generic, NamedTuple, TypeVar, overload

from registry.annual.model import Copy, Redaction, Report, ReportedItem
from registry.annual.reports import FILES, read_report
from registry.draft import Draft
from registry.lists.lists import read_list, read_written_list
from registry.model import Approval, Basis, Boundary, Claim, Item, Release
from registry.results.case_result import DisclosureReview

T = TypeVar("T")
References = frozenset[tuple[str, frozenset[str]]]  # a kind of id, and the ids referred to
# A statute cited, the dates given with it and the day it must hold.
Cited = tuple[str, date | None, date | None, date | None]


class NotSound(Exception):
    """A list or report has a fault."""


class Head(NamedTuple):
    """A list without its items. `outline`: see Release."""

    release: Release
    claims: tuple[Claim, ...]
    outline: str
    references: References
    citations: frozenset[Cited]


class Paper(NamedTuple):
    """A special report without its items, and which these are."""

    report: Report
    answered: tuple[str, ...]
    references: References


class Kept(NamedTuple):
    """The head of a list or report, and its items pickled."""

    head: Head | Paper
    items: bytes


class KeptItems(Sequence[T], Generic[T]):
    """Items fetched when first looked at. Equal to the same items in a tuple."""

    def __init__(self, fetch: Callable[[], tuple[T, ...]], count: int) -> None:
        self._fetch = fetch
        self._count = count

    @cached_property
    def _items(self) -> tuple[T, ...]:
        return self._fetch()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | KeptItems) and self._items == tuple(other)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        """All of them, for what is made from a release is known by its repr."""
        return repr(self._items)


class ListItems(KeptItems[Item]):
    """A list's."""

    def __init__(self, fetch: Callable[[], tuple[Item, ...]], head: Head) -> None:
        super().__init__(fetch, len(head.claims))
        self.claims, self.outline = head.claims, head.outline


class ReportItems(KeptItems[ReportedItem]):
    """A report's."""

    def __init__(self, fetch: Callable[[], tuple[ReportedItem, ...]], paper: Paper) -> None:
        super().__init__(fetch, len(paper.answered))
        self.answered = paper.answered


def read_kept(content: Path, file: str) -> Kept:
    """A list or report as it is kept. Raises NotSound."""
    return _read_report(content, file) if file.startswith("reports/") else _read_list(content, file)


def shared(heads: Iterable[Head | Paper]) -> list[Head | Paper]:
    """The same heads, in which values that are equal are one object."""
    seen: dict[Any, Any] = {}
    return [_shared(head, lambda value: seen.setdefault(value, value)) for head in heads]


def _shared(head: Head | Paper, same: Callable[[Any], Any]) -> Head | Paper:
    references = same(frozenset(same((kind, same(names))) for kind, names in head.references))
    if isinstance(head, Paper):
        return head._replace(answered=same(head.answered), references=references)
    claims, citations = tuple(map(same, head.claims)), same(head.citations)
    return head._replace(claims=claims, references=references, citations=citations)


def _read_report(content: Path, file: str) -> Kept:
    if not PurePosixPath(file).match(FILES):
        raise NotSound(file)
    draft = read_report(content, file)
    if draft.notes.faults:
        raise NotSound(file)
    (report,) = draft.reports.values()
    return Kept(Paper(replace(report, items=()), report.answered, _references(draft)), _packed(report.items))


def _read_list(content: Path, file: str) -> Kept:
    draft = read_written_list(content, file) or read_list(content, file)
    if draft.notes.faults:
        raise NotSound(file)
    (release,) = draft.releases.values()
    cited = (
        (each.basis.statute, each.basis.valid_from, each.basis.valid_to, each.on) for each in draft.citations
    )
    head = Head(
        replace(release, items=()), release.claims, release.outline, _references(draft), frozenset(cited)
    )
    return Kept(head, _packed(release.items))


def _packed(items: Sequence[Any]) -> bytes:
    return pickle.dumps(tuple(items), 5)


def _references(draft: Draft) -> References:
    named = sorted({(kind, name) for kind, name, _ in draft.notes.references})
    by_kind = groupby(named, key=itemgetter(0))
    return frozenset((kind, frozenset(name for _, name in names)) for kind, names in by_kind)


def _reduced(
    kind: type, values: Callable[[Any], tuple[Any, ...]], record: Any
) -> tuple[type, tuple[Any, ...]]:
    """A frozen record as its class and its values: made anew thrice as fast as by its own state."""
    return kind, values(record)


for kind in (
    *(Item, Basis, Boundary, Release, Approval),
    *(Report, ReportedItem, Copy, Redaction, DisclosureReview),
):
    values = attrgetter(*(field.name for field in fields(kind)))
    copyreg.pickle(kind, partial(_reduced, kind, values))
