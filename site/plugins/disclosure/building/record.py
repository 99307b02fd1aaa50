"""What earlier builds wrote into an output folder, and from what: which parts need not be made again.

Kept outside the folder. A mark inside it says that the two belong together; without it nothing is known.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

MARK = ".build"
BUSY_SECONDS = 600
FILES_OF = "SELECT name FROM files WHERE part = ?"
SCHEMA = """
CREATE TABLE IF NOT EXISTS folder (token TEXT);
CREATE TABLE IF NOT EXISTS parts (name TEXT PRIMARY KEY, key TEXT, kinds TEXT, listed TEXT);
CREATE TABLE IF NOT EXISTS files (name TEXT PRIMARY KEY, part TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_of ON files (part);
"""


@dataclass(frozen=True, slots=True)
class MadePart:
    """A part as it was written. `kinds` counts its pages; `listed` are its lines of the sitemap."""

    name: str
    key: str
    files: tuple[str, ...]
    kinds: Counter[str]
    listed: str
    changed: int


class SameAddressError(ValueError):
    """Two pages lie at one address."""


class Record:
    """The record of the output folder `root`, in the folder `cache`. A context manager around one build."""

    def __init__(self, root: Path, cache: Path) -> None:
        name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
        self._mark = root / MARK
        self._path = cache / f"output-{name}.sqlite"
        self._begun = cache / f"output-{name}.begun"

    def __enter__(self) -> Record:
        self._mark.parent.mkdir(parents=True, exist_ok=True)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._open()
        if not self._belongs():
            self._database.close()
            self._path.unlink()
            self._begun.unlink(missing_ok=True)
            self._open()
        return self

    def __exit__(self, *_error: object) -> None:
        self._database.close()

    def keys(self) -> dict[str, str]:
        """By part, what it was made from; "" for one that may be half written."""
        return dict(self._database.execute("SELECT name, key FROM parts"))

    def begin(self, due: Collection[str]) -> None:
        """Note that these parts are being written: until `finish`, nothing about them can be relied on."""
        with self._database as transaction:
            transaction.executemany("UPDATE parts SET key = '' WHERE name = ?", ((name,) for name in due))
        if not self._mark.exists():
            token = uuid.uuid4().hex
            with self._database as transaction:
                transaction.execute("INSERT INTO folder VALUES (?)", (token,))
            self._mark.write_text(token, encoding="utf-8")

    def begin_files(self, names: Iterable[str]) -> None:
        """Note files before they are written, so that a build cut off leaves none behind for good.

        Any process may call it: one write that appends is whole.
        """
        lines = "".join(f"{name}\n" for name in names).encode()
        handle = os.open(self._begun, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, lines)
        finally:
            os.close(handle)

    def finish(self, made: Collection[MadePart], gone: Collection[str]) -> list[str]:
        """Note what was made and what is gone; returns the files that no part has any more.

        Once they are removed, call `clean`. Raises SameAddressError.
        """
        earlier = set(self._begun.read_text(encoding="utf-8").splitlines()) if self._begun.exists() else set()
        with self._database as transaction:
            for name in (*gone, *(part.name for part in made)):
                earlier.update(file for (file,) in transaction.execute(FILES_OF, (name,)))
                transaction.execute("DELETE FROM files WHERE part = ?", (name,))
                transaction.execute("DELETE FROM parts WHERE name = ?", (name,))
            for part in made:
                self._add(part)
            known = "SELECT 1 FROM files WHERE name = ?"
            stale = sorted(f for f in earlier if not transaction.execute(known, (f,)).fetchone())
            self.begin_files(stale)
        return stale

    def clean(self) -> None:
        """What was begun is done."""
        self._begun.unlink(missing_ok=True)

    def pages(self, without: Collection[str] = ()) -> Counter[str]:
        """How many pages of each kind all parts have but those named."""
        rows = self._database.execute("SELECT name, kinds FROM parts")
        alike = Counter(kinds for name, kinds in rows if name not in without)
        total: Counter[str] = Counter()
        for kinds, parts in alike.items():  # a few hundred for thousands of parts
            total.update({kind: pages * parts for kind, pages in json.loads(kinds).items()})
        return total

    def listed(self) -> dict[str, str]:
        """By part, its lines of the sitemap."""
        return dict(self._database.execute("SELECT name, listed FROM parts"))

    def _add(self, part: MadePart) -> None:
        row = (part.name, part.key, json.dumps(part.kinds, sort_keys=True), part.listed)
        self._database.execute("INSERT INTO parts VALUES (?, ?, ?, ?)", row)
        for file in part.files:
            try:
                self._database.execute("INSERT INTO files VALUES (?, ?)", (file, part.name))
            except sqlite3.IntegrityError as error:
                raise SameAddressError(f"两个页面写到同一地址：{file}") from error

    def _open(self) -> None:
        self._database = sqlite3.connect(self._path, timeout=BUSY_SECONDS)
        self._database.executescript(SCHEMA)

    def _belongs(self) -> bool:
        """Whether the folder holds what this record tells of."""
        token = self._database.execute("SELECT token FROM folder").fetchone()
        return token is None or (self._mark.exists() and self._mark.read_text(encoding="utf-8") == token[0])
