"""What goes into an index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found.

    `id` is unique in the index; `kind` names its sort (any string); `words` are other names
    people use for it, weighted almost like the title; `filters` are exact values to narrow by; `stored` comes
    back untouched with a hit. `day` (20261123) is what a range of days looks at, 0 for none. `order`, 0 or
    more, puts hits in an order without words: the larger is the newer; where pages are to be turned in that
    order no two documents share one.
    """

    id: str
    kind: str
    title: str
    body: str
    words: tuple[str, ...] = ()
    url: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stored: Mapping[str, str] = field(default_factory=dict)
    day: int = 0
    order: int = 0
