"""Group commit: what several threads want to write at the same time goes to the disk in one transaction.

Waiting for the disk is the dear part of a small transaction. Whoever finds nobody writing writes at once; who
comes meanwhile waits, and one of those waiting writes for all. Each piece of work runs between savepoints:
one that fails takes back its own changes, nobody else's. A result is given only after the commit.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import copy_context
from typing import Generic, TypeVar

from sqlalchemy import Connection, NestedTransaction
from sqlalchemy.exc import SQLAlchemyError

T = TypeVar("T")

MOST = 16  # pieces in one transaction: other writers wait for all of them


class GroupCommit:
    """Runs pieces of work in transactions that `begin` makes. Must not be called inside a transaction."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._begin = begin
        self._lock = threading.Lock()
        self._waiting: deque[_Piece[object]] = deque()
        self._busy = False  # somebody writes, or was told to

    def run(self, work: Callable[[Connection], T]) -> T:
        """Do the work and return its result once it is on disk. It may run in another thread.

        Raises what `work` raised, or what kept the whole group from being committed.
        """
        own = copy_context()  # the caller's language, whoever leads
        piece = _Piece[T](lambda connection: own.run(work, connection))
        with self._lock:
            self._waiting.append(piece)  # type: ignore[arg-type]  # its result goes to nobody but us
            if not self._busy:
                self._busy = True
                piece.woken.set()
        piece.woken.wait()
        if not piece.ended:
            self._lead()
        return piece.outcome()

    def _lead(self) -> None:
        """Write the group that the caller is the first of, then call the leader of the next one."""
        with self._lock:
            group = [self._waiting.popleft() for _each in range(min(MOST, len(self._waiting)))]
        try:
            self._write(group)
        finally:
            with self._lock:
                self._busy = bool(self._waiting)
                if self._busy:
                    self._waiting[0].woken.set()
            for piece in group:
                piece.ended = True
                piece.woken.set()

    def _write(self, group: list[_Piece[object]]) -> None:
        try:
            with self._begin() as connection:
                for piece in group:
                    piece.attempt(connection)
        except BaseException as fault:  # nothing is stored, not even what seemed to go well: all must hear it
            for piece in group:
                piece.fault = fault


def _take_back(before: NestedTransaction, fault: Exception) -> None:
    """Go back to the savepoint. Where there is none any more, the transaction ended with the fault (SQLite
    does that when the disk is full or fails), and what the others wrote is gone: the fault is raised."""
    try:
        before.rollback()
    except SQLAlchemyError:
        raise fault from None


class _Piece(Generic[T]):
    """One caller's work, and how it ended."""

    def __init__(self, work: Callable[[Connection], T]) -> None:
        self.woken = threading.Event()  # to lead, or because it has ended
        self.ended = False
        self.fault: BaseException | None = None
        self._work = work
        self._result: list[T] = []

    def attempt(self, connection: Connection) -> None:
        """Do the work between savepoints; a fault is kept for the caller. One that ended the connection, or
        with which the database took back the whole transaction, is the group's: it is raised."""
        before = connection.begin_nested()
        try:
            self._result.append(self._work(connection))
            before.commit()
        except Exception as fault:
            _take_back(before, fault)
            if connection.invalidated:
                raise
            self.fault = fault

    def outcome(self) -> T:
        """The result. Raises what went wrong."""
        if self.fault is not None:
            raise self.fault
        return self._result[0]
