"""What was read of each list and special report, kept between two loads: whose bytes are the same is not read
again.

Only sound ones are kept. What is kept knows no lines, so that content with a fault is read anew, in full.
Items stay in the store until they are asked for. The store holds pickles, which could run code: its folder
is made for its owner alone, and one that others may write to is refused.
"""

import multiprocessing
import os
import pickle
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from registry.draft import Citation, Draft
from registry.fingerprint import code_digest
from registry.kept_heads import Head, Kept, ListItems, Paper, ReportItems, read_kept, shared
from registry.model import Basis
from registry.reading.notes import Spot
from registry.seen_files import SeenFiles

_FEW: Final = 50  # lists that are read sooner by one process than by several, and kept beside the others
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS kept (file TEXT PRIMARY KEY, source TEXT, head BLOB, items BLOB);
CREATE TABLE IF NOT EXISTS together (heads BLOB);
"""
_NOWHERE: Final = Spot("lists", 1)
_GROWING: Final = ("lists/", "reports/")
_CODE: Final = code_digest()  # what is kept was read by this very code


class _Anywhere(dict[Any, Spot]):
    """Where each item stands, when nobody will be told."""

    def __missing__(self, key: object) -> Spot:
        return _NOWHERE


class KeptLists:
    """The store in `folder`. What changed is read by `processes` at once."""

    def __init__(self, folder: Path, processes: int = 1) -> None:
        self._path = folder / "kept.sqlite"
        self._files = SeenFiles(folder / "files.json")
        self._processes = processes
        self._connections: dict[int, sqlite3.Connection] = {}
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
        if found.st_uid != os.getuid() or found.st_mode & 0o022:
            raise PermissionError(f"{folder} 应只有本用户可写")

    def digests(self, content: Path) -> dict[str, str]:
        """The digest of each file of content/, as file_digests."""
        return self._files.digests(content)

    def read(self, draft: Draft, files: Mapping[str, str]) -> None:
        """Put the lists and reports into the draft; `files`: the digest of each. Raises NotSound."""
        sources = {file: f"{_CODE} {digest}" for file, digest in files.items() if file.startswith(_GROWING)}
        draft.item_spots = _Anywhere()
        heads = self._heads(draft.notes.content, sources)
        for file, head in heads.items():
            self._take(draft, file, head)
        for kind, names in frozenset().union(*(head.references for head in heads.values())):
            for name in names:
                draft.notes.refer(kind, name, _NOWHERE)
        lists = (head for head in heads.values() if isinstance(head, Head))
        for statute, valid_from, valid_to, on in frozenset().union(*(head.citations for head in lists)):
            draft.citations.append(Citation(_NOWHERE, Basis(statute, (), valid_from, valid_to), on))

    def items(self, file: str) -> tuple[Any, ...]:
        """The items of one list or report."""
        row = self._connection.execute("SELECT items FROM kept WHERE file = ?", (file,)).fetchone()
        items: tuple[Any, ...] = _unpacked(row[0])
        return items

    def _heads(self, content: Path, sources: Mapping[str, str]) -> dict[str, Head | Paper]:
        """What is kept of each file, once what changed is read and what is gone is forgotten.

        Nearly all lie together, packed as one. What changed since is beside them until it is too much.
        """
        row = self._connection.execute("SELECT heads FROM together").fetchone()
        together = _unpacked(row[0]) if row else {}
        beside = [file for file, source in sources.items() if together.get(file, ("",))[0] != source]
        self._refresh(content, sources, beside)
        newer = {file: _unpacked(self._row("head", file)) for file in beside}
        heads = {file: newer.get(file) or together[file][1] for file in sources}
        if len(beside) > _FEW:
            self._put_together(sources, heads)
        return heads

    def _refresh(self, content: Path, sources: Mapping[str, str], beside: list[str]) -> None:
        """Read those of `beside` that are not kept as they are now; forget what is gone."""
        known = {file for (file,) in self._connection.execute("SELECT file FROM kept")}
        changed = [file for file in beside if file not in known or self._row("source", file) != sources[file]]
        gone = known - sources.keys()
        with self._connection as transaction:
            transaction.executemany("DELETE FROM kept WHERE file = ?", [(file,) for file in gone])
            for file, kept in self._readings(content, changed):
                row = (file, sources[file], pickle.dumps(kept.head, 5), kept.items)
                transaction.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", row)

    def _put_together(self, sources: Mapping[str, str], heads: Mapping[str, Head | Paper]) -> None:
        alike = shared(heads.values())
        packed = {file: (sources[file], head) for file, head in zip(heads, alike, strict=True)}
        with self._connection as transaction:
            transaction.execute("DELETE FROM together")
            transaction.execute("INSERT INTO together VALUES (?)", (pickle.dumps(packed, 5),))

    def _row(self, column: str, file: str) -> Any:
        return self._connection.execute(f"SELECT {column} FROM kept WHERE file = ?", (file,)).fetchone()[0]  # noqa: S608 - our own names

    def _readings(self, content: Path, files: list[str]) -> Iterator[tuple[str, Kept]]:
        read = partial(read_kept, content)
        if self._processes == 1 or len(files) <= _FEW:
            yield from zip(files, map(read, files), strict=True)
            return
        with multiprocessing.get_context("fork").Pool(self._processes) as pool:
            yield from zip(files, pool.imap(read, files, chunksize=16), strict=True)

    def _take(self, draft: Draft, file: str, head: Head | Paper) -> None:
        fetch = partial(self.items, file)
        if isinstance(head, Paper):
            told: Any = ReportItems(fetch, head)
            report = replace(head.report, items=told)
            draft.reports[report.key] = report
            draft.report_spots[report.key] = _NOWHERE
            return
        items: Any = ListItems(fetch, head)
        release = replace(head.release, items=items)
        draft.releases[release.key] = release
        draft.release_spots[release.key] = _NOWHERE
        draft.notes.declared["item"].update(dict.fromkeys((claim.id for claim in head.claims), _NOWHERE))

    @property
    def _connection(self) -> sqlite3.Connection:
        """Each process has its own: a connection must not be used across a fork."""
        mine = self._connections.get(os.getpid())
        if mine is None:
            mine = self._connections[os.getpid()] = sqlite3.connect(self._path, timeout=60)
            mine.executescript(_SCHEMA)
        return mine


def _unpacked(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301 - see above: the folder is ours alone
