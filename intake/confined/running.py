"""The outside: runs a module of ours on one file, waits so long and no longer, and says how it ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

import structlog

from intake.confined.limits import TOO_MUCH

log = structlog.get_logger()

_HERE: Final = Path(__file__).resolve().parents[2]


class TooHeavy(Exception):
    """The process was ended by its limits, or by the fault of a decoder that no language can catch."""


class Failed(Exception):
    """The process ended with a fault that its module should have named."""


class Busy(Exception):
    """As many as may run are running."""


class Confined:
    """A module of ours that reads one file at a time, each in a process of its own."""

    def __init__(self, module: str, *, at_once: int, patience: int, seconds: int) -> None:
        """`at_once` processes run beside each other; `patience` is how many seconds to wait for a turn,
        `seconds` how long one may take."""
        self.at_once, self.patience, self.seconds = at_once, patience, seconds
        self.turns = BoundedSemaphore(at_once)
        self._module = module

    def run(self, arguments: list[str], content: bytes) -> bytes:
        """What the module says to the content on its standard input. Raises Busy, TooHeavy, Failed."""
        if not self.turns.acquire(timeout=self.patience):
            raise Busy
        try:
            ended = self._ended(arguments, content)
        except subprocess.TimeoutExpired as slow:
            raise TooHeavy from slow
        finally:
            self.turns.release()
        _judge(self._module, ended)
        return ended.stdout

    def _ended(self, arguments: list[str], content: bytes) -> subprocess.CompletedProcess[bytes]:
        """The command is our own and no shell reads it; without an environment it has no secret to lose."""
        return subprocess.run(  # noqa: S603
            [sys.executable, "-m", self._module, *arguments],
            input=content,
            capture_output=True,
            timeout=self.seconds,
            cwd=_HERE,
            env={},
            check=False,
        )


def _judge(module: str, ended: subprocess.CompletedProcess[bytes]) -> None:
    """Of a fault only its kind is written into the log, never what the file says."""
    if ended.returncode < 0 or ended.returncode == TOO_MUCH:
        raise TooHeavy
    if ended.returncode != 0:
        last = ended.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        log.error("confined process failed", module=module, fault=last.partition(":")[0])
        raise Failed
