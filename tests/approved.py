"""What is said, word for word, as it was last read and found right: approved.txt in a folder of tests.

After a wanted change: `RENEW_GOLDEN=1 .venv/bin/python -m pytest -n 0 tests/registry`, then read the diff.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
HEAD = "\n## "


def assert_approved(folder: str, name: str, lines: list[str]) -> None:
    """Hold what a test was told against what was approved under its name."""
    file = TESTS / folder / "approved.txt"
    if os.environ.get("RENEW_GOLDEN"):
        _renew(file, name, lines)
    assert lines == _approved(file)[name]


@cache
def _approved(file: Path) -> dict[str, list[str]]:
    parts = f"\n{file.read_text('utf-8')}".split(HEAD)[1:] if file.exists() else []
    return {name: lines for name, *lines in (part.rstrip("\n").split("\n") for part in parts)}


def _renew(file: Path, name: str, lines: list[str]) -> None:
    told = {**_approved(file), name: lines}
    _approved.cache_clear()
    text = HEAD.join("\n".join([each, *told[each]]) for each in sorted(told))
    file.write_text(f"## {text}\n", "utf-8")
