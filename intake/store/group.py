"""Group commit: what several threads want to write at the same time goes to the disk in one transaction.

Waiting for the disk is the dear part of a small transaction. Whoever finds nobody writing writes at once; who
comes meanwhile waits, and one of those waiting writes for all. A result is given only after the commit.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from contextvars import copy_context
from typing import Generic, TypeVar

from sqlalchemy import Connection, NestedTransaction
from sqlalchemy.exc import SQLAlchemyError

T = TypeVar("T")
R = TypeVar("R")

MOST = 16  # pieces of work in one transaction: other writers wait for all of them
MOST_ROWS = 64  # rows that one statement writes: far quicker each

Begin = Callable[[], AbstractContextManager[Connection]]


class Turn:
    """One caller's place at the gate, and how it ended."""

    def __init__(self) -> None:
        self.woken = threading.Event()  # to lead, or because it has ended
        self.ended = False
        self.fault: BaseException | None = None


P = TypeVar("P", bound=Turn)


class Gate(Generic[P]):
    """Lets those who come at once through together; `write` writes a group in one transaction."""

    def __init__(self, write: Callable[[list[P]], None], most: int) -> None:
        self._write, self._most = write, most
        self._lock = threading.Lock()
        self._waiting: deque[P] = deque()
        self._busy = False  # somebody writes, or was told to

    def through(self, turn: P) -> None:
        """Return when it is on disk, or raise what kept it from there."""
        with self._lock:
            self._waiting.append(turn)
            if not self._busy:
                self._busy = True
                turn.woken.set()
        turn.woken.wait()
        if not turn.ended:
            self._lead()
        if turn.fault is not None:
            raise turn.fault

    def _lead(self) -> None:
        """Write the group that the caller is the first of, then call the leader of the next one."""
        with self._lock:
            group = [self._waiting.popleft() for _each in range(min(self._most, len(self._waiting)))]
        try:
            self._write(group)
        except BaseException as fault:  # nothing is stored, not even what seemed to go well: all must hear it
            for turn in group:
                turn.fault = fault
        finally:
            with self._lock:
                self._busy = bool(self._waiting)
                if self._busy:
                    self._waiting[0].woken.set()
            for turn in group:
                turn.ended = True
                turn.woken.set()


class GroupCommit:
    """Runs pieces of work, each between savepoints: one that fails takes back its own changes, nobody else's.
    Must not be called inside a transaction."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin
        self._gate = Gate[_Piece[object]](self._write, MOST)

    def run(self, work: Callable[[Connection], T]) -> T:
        """Do the work and return its result once it is on disk. It may run in another thread.

        Raises what `work` raised, or what kept the whole group from being committed.
        """
        own = copy_context()  # the caller's language, whoever leads
        piece = _Piece[T](lambda connection: own.run(work, connection))
        self._gate.through(piece)  # type: ignore[arg-type]  # its result goes to nobody but us
        return piece.result[0]

    def _write(self, group: list[_Piece[object]]) -> None:
        with self._begin() as connection:
            for piece in group:
                piece.attempt(connection)


class GroupRows(Generic[T, R]):
    """Hands the rows that several bring at once, or what they look for, to one `work`, which answers for each
    of them in turn."""

    def __init__(self, begin: Begin, work: Callable[[Connection, Sequence[T]], Sequence[R]]) -> None:
        self._begin, self._work = begin, work
        self._gate = Gate[_Rows[T, R]](self._write, MOST_ROWS)

    def run(self, row: T) -> R:
        """What the work answers for this row, once its transaction, if it has one, is on disk."""
        mine = _Rows[T, R](row)
        self._gate.through(mine)
        return mine.result[0]

    def _write(self, group: list[_Rows[T, R]]) -> None:
        with self._begin() as connection:
            answers = self._work(connection, [each.row for each in group])
        for each, answer in zip(group, answers, strict=True):
            each.result.append(answer)


def _take_back(before: NestedTransaction, fault: Exception) -> None:
    """Go back to the savepoint. Where there is none any more, the transaction ended with the fault (SQLite
    does that when the disk is full or fails), and what the others wrote is gone: the fault is raised."""
    try:
        before.rollback()
    except SQLAlchemyError:
        raise fault from None


class _Piece(Turn, Generic[T]):
    """One caller's work."""

    def __init__(self, work: Callable[[Connection], T]) -> None:
        super().__init__()
        self._work = work
        self.result: list[T] = []

    def attempt(self, connection: Connection) -> None:
        """Do the work between savepoints; a fault is kept for the caller. One that ended the connection, or
        with which the database took back the whole transaction, is the group's: it is raised."""
        before = connection.begin_nested()
        try:
            self.result.append(self._work(connection))
            before.commit()
        except Exception as fault:
            _take_back(before, fault)
            if connection.invalidated:
                raise
            self.fault = fault


class _Rows(Turn, Generic[T, R]):
    """One caller's row."""

    def __init__(self, row: T) -> None:
        super().__init__()
        self.row = row
        self.result: list[R] = []
