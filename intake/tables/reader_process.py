"""`python -m intake.tables.reader_process .xlsx < file`: reads one file within limits, prints JSON."""

from __future__ import annotations

import json
import sys
from typing import Final

from intake.confined.limits import TOO_MUCH, confine

_MEMORY: Final = 768 * 1024 * 1024  # bytes of address space
_SECONDS: Final = 20  # of processor time
_OPEN_FILES: Final = 32


def main() -> None:
    """Read standard input. Ends with TOO_MUCH where memory or depth did not suffice."""
    confine(_MEMORY, _SECONDS, _OPEN_FILES)
    from intake.tables import limits
    from intake.tables.reading import read
    from intake.tables.refusals import TableRefused
    from intake.tables.transport import as_json

    content = sys.stdin.buffer.read(limits.MOST_BYTES + 1)
    try:
        told = as_json(read(content, f"file{sys.argv[1]}"))
    except TableRefused as refused:
        told = {"refused": refused.reason.value}
    except (MemoryError, RecursionError):
        sys.exit(TOO_MUCH)
    sys.stdout.buffer.write(json.dumps(told).encode())


if __name__ == "__main__":
    main()
