"""Check the record, and hand it to an auditor."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from intake.cases.events import Event, Recorded
from intake.services.context import Context
from intake.settings import Settings
from intake.store.base import Database
from intake.store.keys import load_or_create
from intake.store.records import chain, checkpoints, events
from intake.store.records.chain import Head
from intake.store.records.checkpoints import Checkpoint
from intake.store.records.events import StoredLine
from intake.words import gettext as _

_STEP = 5000  # lines between two signs of progress
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the record is first broken: a line's number (0: not a line's) and how, in plain Chinese."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many lines were checked, and the first fault, if any."""

    lines: int
    fault: Fault | None


class _BrokenError(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.fault = Fault(line, message)


def verify(ctx: Context, progress: Progress = lambda _done, _total: None) -> Verdict:
    """Check every line, the stored end and all checkpoints; a sound chain's end is noted as a checkpoint.

    Safe beside running servers. `progress` is told (lines done, lines in all).
    """
    with ctx.database.reading() as connection:
        verdict, end = check(ctx, connection, progress)
    if end:
        checkpoints.note(_folder(ctx.settings), Checkpoint(**asdict(end), at=ctx.now().isoformat()))
    return verdict


def check(
    ctx: Context, connection: Connection, progress: Progress = lambda _done, _total: None
) -> tuple[Verdict, Head | None]:
    """The same in the caller's transaction, noting nothing; also the end of a sound chain."""
    checker = _Checker(ctx.keys.audit, progress)
    try:
        end = checker.check(connection, _noted(_folder(ctx.settings)))
    except _BrokenError as broken:
        return Verdict(checker.lines, broken.fault), None
    return Verdict(checker.lines, None), end


def export(ctx: Context, since: datetime, until: datetime) -> Iterator[dict[str, object]]:
    """The lines from `since` to before `until`, for an auditor; that they were taken out is recorded.

    Facts that staff typed or that name somebody are withheld: only their names are given. Every hash can be
    computed again from what is given.
    """
    said = {"since": since.isoformat(), "until": until.isoformat()}
    with ctx.database.writing() as connection:
        events.record(connection, Recorded(Event.AUDIT_EXPORTED, ctx.now(), detail=said))
    with ctx.database.reading() as connection:
        for line in events.stored_lines(connection, since, until):
            yield _exported(line)


def seal_start(settings: Settings) -> None:
    """Seal the end of a chain that a migration made without a key. Later calls change nothing."""
    keys = load_or_create(settings.data_dir / "keys")
    with closing(Database(settings.database_url)) as database:
        database.sign_with(keys.audit)
        with database.writing() as connection:
            head = events.locked_head(connection)
            if head.seal is None:
                events.seal_head(connection, head)


class _Checker:
    """Walks the chain once."""

    def __init__(self, key: bytes, progress: Progress) -> None:
        self.lines = 0
        self._key = key
        self._progress = progress

    def check(self, connection: Connection, noted: list[Checkpoint]) -> Head:
        """The end of the chain. Raises _BrokenError.

        The highest number is read before the end: lines that come meanwhile are beyond both.
        """
        highest = events.last_id(connection)
        head = self._head(connection)
        expected = self._expected(noted)
        last_id, digest = self._walk(connection, head, expected)
        if (last_id, digest) != (head.last_id, head.hash):
            raise _BrokenError(
                last_id + 1, _("记录的末尾不见了：链尾应是第 {id} 行。").format(id=head.last_id)
            )
        if highest > head.last_id:
            raise _BrokenError(head.last_id + 1, _("链尾之后还有行：不是本系统写入的。"))
        if expected:
            raise _BrokenError(min(expected), _("校验点记下的这一行不在记录里：记录被退回过去的状态。"))
        return head

    def _head(self, connection: Connection) -> Head:
        head = events.head(connection)
        if head is None:
            raise _BrokenError(0, _("链尾不见了。"))
        if head.seal != chain.seal_of_head(self._key, head):
            raise _BrokenError(0, _("链尾的封印不对：链尾被改过，或者审计密钥换过。"))
        return head

    def _expected(self, noted: list[Checkpoint]) -> dict[int, str]:
        for each in noted:
            head = Head(each.sealed_from, each.last_id, each.hash)
            if each.seal != chain.seal_of_head(self._key, head):
                raise _BrokenError(0, _("校验点文件被改过（{at}）。").format(at=each.at))
        return {each.last_id: each.hash for each in noted if each.last_id}

    def _walk(self, connection: Connection, head: Head, expected: dict[int, str]) -> tuple[int, str]:
        last_id, digest = 0, chain.GENESIS
        for stored in events.stored_lines(connection):
            if stored.line.id > head.last_id:
                break
            sealed = stored.line.id >= head.sealed_from
            if sealed and stored.line.id != last_id + 1 and last_id + 1 >= head.sealed_from:
                raise _BrokenError(last_id + 1, _("这一行不见了。"))
            self._line(stored, digest, sealed=sealed)
            last_id, digest = stored.line.id, stored.hash
            if expected.pop(last_id, digest) != digest:
                raise _BrokenError(last_id, _("这一行与校验点记下的不同。"))
            self._count(head.last_id)
        return last_id, digest

    def _line(self, stored: StoredLine, previous: str, *, sealed: bool) -> None:
        line = stored.line
        if stored.previous != previous:
            raise _BrokenError(line.id, _("与上一行接不上：之间有行被删除、调换或改动。"))
        if stored.hash != chain.hash_of(previous, line):
            raise _BrokenError(line.id, _("内容与哈希值不符：这一行被改过。"))
        # lines older than the chain have no seal of their own: those after it cover them
        if stored.seal != (chain.seal_of_line(self._key, stored.hash) if sealed else None):
            raise _BrokenError(line.id, _("封印不对：这一行不是用本系统的审计密钥写的。"))

    def _count(self, total: int) -> None:
        self.lines += 1
        if self.lines % _STEP == 0:
            self._progress(self.lines, total)


def _noted(folder: Path) -> list[Checkpoint]:
    try:
        return checkpoints.read(folder)
    except ValueError:
        raise _BrokenError(0, _("校验点文件读不懂，被改过。")) from None


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "audit"


# Facts an auditor is given as they are: codes, our own words, counts. All others may name somebody.
_GIVEN = frozenset(
    {"organ", "department", "item", "rule", "confidence", "from", "file", "key", "count", "since", "until"}
)


def _exported(stored: StoredLine) -> dict[str, object]:
    line = stored.line
    facts: dict[str, str] = json.loads(stored.detail)
    return {
        "id": line.id,
        "at": line.at,
        "event": line.event,
        "case_id": line.case_id,
        "staff_id": line.staff_id,
        "given": {name: said for name, said in facts.items() if name in _GIVEN},
        "withheld": sorted(facts.keys() - _GIVEN),
        "facts": line.facts,
        "previous": stored.previous,
        "hash": stored.hash,
        "seal": stored.seal,
    }
