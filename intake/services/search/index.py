"""The public search index, made from the registry; it knows what it was made of, when, and for how long.

That is told by one more document, the mark, which is swapped in with the rest: no search of what is published
asks for its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from intake.services.context import Context
from intake.services.search.published import documents
from registry import Registry
from search import Document, IndexBroken, Query, Sort

FORMAT = "9"  # raise when documents change shape, so that old indexes are rebuilt
MARK = "mark"
_ABOVE_ALL = 2**62  # the mark's order: found at once, however many documents there are


@dataclass(frozen=True, slots=True)
class Built:
    """What the index was made of (see `stamp`), when, and the first day on which it no longer holds."""

    stamp: str
    at: datetime
    until: date

    def holds(self, registry: Registry, on: date) -> bool:
        """Whether it says on that day what this registry says."""
        return self.stamp == stamp(registry) and on < self.until


def rebuild(ctx: Context, progress: Callable[[int], None] | None = None) -> int:
    """Write the index anew beside the old one and swap; returns the number of documents."""
    return ctx.index.rebuild(_all(ctx, progress)) - 1


def keep_up(ctx: Context) -> bool:
    """Rebuild the index unless it is of this registry and holds today; returns whether it was rebuilt.

    One process at a time: who had to wait may find it done.
    """
    with ctx.database.alone("public-index"):
        if not is_stale(ctx):
            return False
        rebuild(ctx)
        return True


def is_stale(ctx: Context) -> bool:
    """Whether the index is of another registry than the one loaded, no longer holds, or is not there."""
    found = built(ctx)
    return found is None or not found.holds(ctx.registry, ctx.today())


def built(ctx: Context) -> Built | None:
    """What the index says of itself; None when there is none that can be read."""
    try:
        marks = ctx.index.query(Query("", kinds=(MARK,), limit=1, sort=Sort.NEWEST)).hits
    except IndexBroken:
        return None
    return _read(marks[0].stored) if marks else None


def stamp(registry: Registry) -> str:
    """What an index of this registry, made by this program, bears."""
    return f"{FORMAT} {registry.fingerprint}"


def _all(ctx: Context, progress: Callable[[int], None] | None) -> Iterator[Document]:
    yield _mark(ctx)
    for number, document in enumerate(documents(ctx.registry, ctx.today()), start=1):
        yield document
        if progress:
            progress(number)


def _mark(ctx: Context) -> Document:
    kept = {
        "stamp": stamp(ctx.registry),
        "at": ctx.now().isoformat(),
        "until": _next_turn(ctx.registry, ctx.today()).isoformat(),
    }
    return Document(MARK, MARK, "", "", stored=kept, order=_ABOVE_ALL)


def _next_turn(registry: Registry, on: date) -> date:
    """The next day on which something takes effect or becomes public."""
    days = (
        *(day for each in registry.releases for day in (each.effective_from, each.approval.published_on)),
        *(day for each in registry.lead_decisions.values() for day in (each.effective_from, each.decided_on)),
        *(each.published_on for each in registry.results.values()),
        *(each.published_on for each in registry.reports.values()),
        *(each.published_on for each in registry.plans.values()),
    )
    return min((day for day in days if day > on), default=date.max)


def _read(kept: Mapping[str, str]) -> Built:
    return Built(kept["stamp"], datetime.fromisoformat(kept["at"]), date.fromisoformat(kept["until"]))
