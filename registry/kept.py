"""What was read of each list and special report, kept between two loads: whose bytes are the same is not read
again.

Only sound ones are kept. What is kept knows no lines, so that content with a fault is read anew, in full.
A list's items stay in the store until they are asked for. The store holds pickles, which could run code:
its folder is made for its owner alone, and one that others may write to is refused.
"""

import copyreg
import multiprocessing
import os
import pickle
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cached_property, partial
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple, overload

from registry.annual.model import Copy, Redaction, Report, ReportedItem
from registry.annual.reports import FILES, read_report
from registry.draft import Citation, Draft
from registry.fingerprint import code_digest
from registry.lists.lists import read_list, read_written_list
from registry.model import Approval, Basis, Boundary, Claim, Item, Release
from registry.reading.notes import Spot
from registry.results.case_result import DisclosureReview

_FEW: Final = 50  # lists that are read sooner by one process than by several
_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS lists (file TEXT PRIMARY KEY, source TEXT, head BLOB, items BLOB)"
)
_NOWHERE: Final = Spot("lists", 1)
_PUT: Final = "INSERT OR REPLACE INTO lists VALUES (?, ?, ?, ?)"
_GROWING: Final = ("lists/", "reports/")
_CODE: Final = code_digest()  # what is kept was read by this very code


class NotSound(Exception):
    """A list or report has a fault."""


class Head(NamedTuple):
    """All of a list but its items: what judging the whole and pages over many lists need.

    `citations`: the statutes cited, each with the dates given with it and the day it must hold.
    """

    release: Release
    claims: tuple[tuple[Any, ...], ...]
    references: frozenset[tuple[str, str]]
    citations: frozenset[tuple[str, date | None, date | None, date | None]]


class Paper(NamedTuple):
    """A special report and what it refers to."""

    report: Report
    references: frozenset[tuple[str, str]]


class _Anywhere(dict[Any, Spot]):
    """Where each item stands, when nobody will be told."""

    def __missing__(self, key: object) -> Spot:
        return _NOWHERE


class KeptItems(Sequence[Item]):
    """The items of one list, fetched when first looked at. Equal to the same items in a tuple."""

    def __init__(self, store: "KeptLists", file: str, claims: tuple[Claim, ...]) -> None:
        self.claims = claims
        self._store = store
        self._file = file

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return self._store.items(self._file)

    def __len__(self) -> int:
        return len(self.claims)

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...

    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        return self._items[index]

    def __iter__(self) -> Iterator[Item]:
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


class KeptLists:
    """The store in `folder`. What changed is read by `processes` at once."""

    def __init__(self, folder: Path, processes: int = 1) -> None:
        self._path = folder / "lists.sqlite"
        self._processes = processes
        self._connections: dict[int, sqlite3.Connection] = {}
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
        if found.st_uid != os.getuid() or found.st_mode & 0o022:
            raise PermissionError(f"{folder} 应只有本用户可写")

    def read(self, draft: Draft, files: Mapping[str, str]) -> None:
        """Put the lists and reports into the draft; `files`: the digest of each. Raises NotSound."""
        sources = {file: f"{_CODE} {digest}" for file, digest in files.items() if file.startswith(_GROWING)}
        self._refresh(draft.notes.content, sources)
        draft.item_spots = _Anywhere()
        references: set[tuple[str, str]] = set()
        citations: set[tuple[str, date | None, date | None, date | None]] = set()
        for file, packed in self._connection.execute("SELECT file, head FROM lists ORDER BY file"):
            kept = pickle.loads(packed)  # noqa: S301 - see above: the folder is ours alone
            if file.startswith("reports/"):
                references |= _take_report(draft, Paper(*kept))
                continue
            head = Head(*kept)
            self._take(draft, file, head)
            references |= head.references
            citations |= head.citations
        for kind, name in references:
            draft.notes.refer(kind, name, _NOWHERE)
        for statute, valid_from, valid_to, on in citations:
            draft.citations.append(Citation(_NOWHERE, Basis(statute, (), valid_from, valid_to), on))

    def items(self, file: str) -> tuple[Item, ...]:
        """The items of one list."""
        row = self._connection.execute("SELECT items FROM lists WHERE file = ?", (file,)).fetchone()
        return tuple(pickle.loads(row[0]))  # noqa: S301 - as above

    def _refresh(self, content: Path, sources: Mapping[str, str]) -> None:
        """Read what changed, forget what is gone."""
        known = dict(self._connection.execute("SELECT file, source FROM lists"))
        changed = [file for file, source in sources.items() if known.get(file) != source]
        with self._connection as transaction:
            gone = known.keys() - sources.keys()
            transaction.executemany("DELETE FROM lists WHERE file = ?", [(file,) for file in gone])
            for file, head, items in self._readings(content, changed):
                transaction.execute(_PUT, (file, sources[file], head, items))

    def _readings(self, content: Path, files: list[str]) -> Iterator[tuple[str, bytes, bytes]]:
        read = partial(_packed, content)
        if self._processes == 1 or len(files) <= _FEW:
            yield from map(read, files)
            return
        with multiprocessing.get_context("fork").Pool(self._processes) as pool:
            yield from pool.imap_unordered(read, files, chunksize=16)

    def _take(self, draft: Draft, file: str, head: Head) -> None:
        claims = tuple(map(Claim._make, head.claims))
        items: Any = KeptItems(self, file, claims)
        release = replace(head.release, items=items)
        draft.releases[release.key] = release
        draft.release_spots[release.key] = _NOWHERE
        draft.notes.declared["item"].update(dict.fromkeys((claim.id for claim in claims), _NOWHERE))

    @property
    def _connection(self) -> sqlite3.Connection:
        """Each process has its own: a connection must not be used across a fork."""
        mine = self._connections.get(os.getpid())
        if mine is None:
            mine = self._connections[os.getpid()] = sqlite3.connect(self._path, timeout=60)
            mine.execute(_SCHEMA)
        return mine


def _take_report(draft: Draft, paper: Paper) -> frozenset[tuple[str, str]]:
    """The report into the draft; returns what it refers to."""
    draft.reports[paper.report.key] = paper.report
    draft.report_spots[paper.report.key] = _NOWHERE
    return paper.references


def _packed(content: Path, file: str) -> tuple[str, bytes, bytes]:
    """One list or report as it is kept: the file, its head, its items; a report is all head."""
    return _packed_report(content, file) if file.startswith("reports/") else _packed_list(content, file)


def _packed_report(content: Path, file: str) -> tuple[str, bytes, bytes]:
    if not PurePosixPath(file).match(FILES):
        raise NotSound(file)
    draft = read_report(content, file)
    if draft.notes.faults:
        raise NotSound(file)
    (report,) = draft.reports.values()
    return file, pickle.dumps(tuple(Paper(report, _references(draft))), 5), b""


def _references(draft: Draft) -> frozenset[tuple[str, str]]:
    return frozenset((kind, name) for kind, name, _ in draft.notes.references)


def _packed_list(content: Path, file: str) -> tuple[str, bytes, bytes]:
    draft = read_written_list(content, file) or read_list(content, file)
    if draft.notes.faults:
        raise NotSound(file)
    (release,) = draft.releases.values()
    seen: dict[Any, Any] = {}  # equal values as one object, so that they are pickled once
    head = Head(
        replace(release, items=()),
        tuple(tuple(seen.setdefault(value, value) for value in claim) for claim in release.claims),
        _references(draft),
        frozenset(
            (each.basis.statute, each.basis.valid_from, each.basis.valid_to, each.on)
            for each in draft.citations
        ),
    )
    return file, pickle.dumps(tuple(head), 5), pickle.dumps(tuple(release.items), 5)


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
