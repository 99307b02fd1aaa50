"""Kills processes at random moments, with kill -9, and starts them again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Nursery:
    """The process that all others are started from; see `nursery`."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self._asking = threading.Lock()
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.faults.nursery"],
                cwd=ROOT,
                env={**os.environ, **environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=out,
                text=True,
            )
        self._hear()

    def start(self, role: str) -> int:
        """A new process of that role; returns its id, which is its group's too."""
        with self._asking:
            assert self._process.stdin
            self._process.stdin.write(role + "\n")
            self._process.stdin.flush()
            return int(self._hear())

    def close(self) -> None:
        """End it; its children end by themselves."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(60)

    def _hear(self) -> str:
        assert self._process.stdout
        said = self._process.stdout.readline()
        if not said:
            raise RuntimeError("the nursery ended; see its log")
        return said


class Killer(threading.Thread):
    """Lets a process of a role live for a random time, kills it, starts the next, until the role has had its
    share; its last process lives until all have."""

    def __init__(self, nursery: Nursery, role: str, longest: float, done: Tally) -> None:
        super().__init__(name=f"killer of {role}", daemon=True)
        self._nursery, self._role, self._longest, self._done = nursery, role, longest, done
        self._chance = random.Random(role)

    def run(self) -> None:
        try:
            self._kill()
            last = self._nursery.start(self._role)
            self._done.all.wait()
            killed(last)
        finally:  # if the nursery ended, the others must not wait for us
            self._done.all.set()

    def _kill(self) -> None:
        while self._done.wanted(self._role):
            process = self._nursery.start(self._role)
            time.sleep(self._chance.uniform(0, self._longest))
            self._done.add(self._role, by_us=killed(process))


class Tally:
    """How many processes of each role were killed: every role has the same share, however long its processes
    take to start. `ended`: those that had ended by themselves before their time. `all`: nothing is left to
    wait for."""

    def __init__(self, kills: int, roles: Collection[str]) -> None:
        self._share = -(-kills // len(set(roles)))
        self.kills = self._share * len(set(roles))
        self.of: Counter[str] = Counter(dict.fromkeys(roles, 0))
        self.ended: Counter[str] = Counter()
        self.all = threading.Event()
        self._lock = threading.Lock()

    def wanted(self, role: str) -> bool:
        """Whether more of that role are to be killed."""
        return self.of[role] < self._share

    def add(self, role: str, *, by_us: bool) -> None:
        """One more was killed, or had ended."""
        with self._lock:
            (self.of if by_us else self.ended)[role] += 1
            if not any(map(self.wanted, self.of)):
                self.all.set()


def killed(process: int) -> bool:
    """End a process and all it started at once; False when it had ended by itself."""
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
        return True
    return False
