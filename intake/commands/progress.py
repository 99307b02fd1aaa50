"""Progress of long work, on standard error."""

from __future__ import annotations

import sys

_STEP = 100


def shown(count: int) -> None:
    """Rewrite one line on a terminal; in a log file, say nothing until the end."""
    if sys.stderr.isatty() and count % _STEP == 0:
        print(f"\r  {count} …", end="", file=sys.stderr, flush=True)


def part(done: int, total: int) -> None:
    """How much of a known whole is done: rewritten on a terminal, a line each in a log file."""
    end = "" if sys.stderr.isatty() else "\n"
    start = "\r" if sys.stderr.isatty() else ""
    print(f"{start}  {done}/{total} ({100 * done // max(total, 1)}%)", end=end, file=sys.stderr, flush=True)
