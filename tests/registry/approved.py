"""What is said to people, word for word, as it was last read and found right: approved.txt.

After a wanted change: `RENEW_GOLDEN=1 .venv/bin/python -m pytest -n 0 tests/registry`, then read the diff.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("approved.txt")
HEAD = "\n## "


def assert_approved(name: str, lines: list[str]) -> None:
    """Hold what a test was told against what was approved under its name."""
    if os.environ.get("RENEW_GOLDEN"):
        _renew(name, lines)
    assert _approved()[name] == lines


@cache
def _approved() -> dict[str, list[str]]:
    parts = f"\n{FILE.read_text('utf-8')}".split(HEAD)[1:] if FILE.exists() else []
    return {name: lines for name, *lines in (part.rstrip("\n").split("\n") for part in parts)}


def _renew(name: str, lines: list[str]) -> None:
    told = {**_approved(), name: lines}
    _approved.cache_clear()
    text = HEAD.join("\n".join([each, *told[each]]) for each in sorted(told))
    FILE.write_text(f"## {text}\n", "utf-8")
