"""Numbers for new matters: the department's own letters and the next number that nobody has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from intake.lists.model import DraftRow
from registry import Registry

_ID: Final = re.compile(r"([A-Z]{2,4})-([0-9]{3,4})")


def numbered(
    rows: Sequence[DraftRow], department: str, registry: Registry, taken: Collection[str] = ()
) -> tuple[DraftRow, ...]:
    """The rows, those of new matters with an id; unchanged where the department's letters are not known.

    `taken`: ids that other lists under way gave out already. What is in any release, old ones too, is taken.
    """
    prefix = prefix_of(department, registry, rows)
    if not prefix:
        return tuple(rows)
    fresh = _fresh(prefix, {*_all_ids(registry), *taken, *(row.item for row in rows)})
    return tuple(row if row.item.strip() else replace(row, item=next(fresh)) for row in rows)


def prefix_of(department: str, registry: Registry, rows: Iterable[DraftRow] = ()) -> str:
    """The letters most of the department's items bear (ST), in its lists or else in these rows; or ""."""
    own = [i.id for r in registry.releases if r.department == department for i in r.items]
    letters = Counter(
        found[1] for each in own or [row.item for row in rows] if (found := _ID.fullmatch(each))
    )
    return letters.most_common(1)[0][0] if letters else ""


def _all_ids(registry: Registry) -> Iterator[str]:
    return (item.id for release in registry.releases for item in release.items)


def _fresh(prefix: str, taken: Collection[str]) -> Iterator[str]:
    """Ids behind the highest that is taken: a number given up is never given again."""
    used = [int(found[2]) for each in taken if (found := _ID.fullmatch(each)) and found[1] == prefix]
    number = max(used, default=0)
    while True:
        number += 1
        yield f"{prefix}-{number:03d}"
