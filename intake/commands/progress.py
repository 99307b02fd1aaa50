"""Progress of long work, on standard error."""

from __future__ import annotations

import sys

_STEP = 100


def shown(count: int) -> None:
    """Rewrite one line on a terminal; in a log file, say nothing until the end."""
    if sys.stderr.isatty() and count % _STEP == 0:
        print(f"\r  {count} …", end="", file=sys.stderr, flush=True)
