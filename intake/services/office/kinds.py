"""Under which kinds of pollution cases count. One case may count under several, so kinds do not add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection

from intake.services.context import Context
from intake.store.cases.case_filters import Wanted
from intake.store.office import board as store
from registry import Registry


def topics_by_matter(registry: Registry) -> Mapping[str, tuple[str, ...]]:
    """The topics of every matter of the lists, by its name."""
    return {item.matter: item.topics for item in registry.items.values()}


def by_kind(ctx: Context, connection: Connection, wanted: Wanted) -> Counter[str]:
    """How many of the wanted cases count under each topic: those the desk chose, else those of the matter."""
    topics = topics_by_matter(ctx.registry)
    counts = Counter(store.by_given_kind(connection, wanted))
    for matter, times in store.by_matter(connection, wanted).items():
        for topic in topics.get(matter or "", ()):
            counts[topic] += times
    return counts
