"""Which release of a list holds again when the newest is taken back (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from registry import Release


def before(versions: Sequence[Release]) -> Release | None:
    """The release whose rows hold again when the newest is taken back; None: nothing came before.

    `versions` in the order they took effect. What was taken back before does not come again, and rows
    published anew stand for the release they were first published as.
    """
    standing: list[Release] = []
    for each in versions:
        first = original(standing, each)
        if first is not None:
            del standing[standing.index(first) :]
        standing.append(each)
    return standing[-2] if len(standing) > 1 else None


def original(earlier: Sequence[Release], release: Release) -> Release | None:
    """The latest earlier release that these are the rows of, on the same decision, published anew."""
    return next((each for each in reversed(earlier) if _is_again(release, each)), None)


def _is_again(release: Release, earlier: Release) -> bool:
    on = earlier.approval.published_on
    if replace(release.approval, published_on=on) != earlier.approval:
        return False
    rows = [replace(item, release=earlier.release) for item in release.items]
    return rows == list(earlier.items)
