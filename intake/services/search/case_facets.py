"""How a search of cases can be narrowed further: counted by the engine under the same reach as the hits.

Only a search with few hits is counted: it costs little then, and with more a person adds words first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from intake.cases.model import Role, Staff
from intake.cases.states import State
from intake.cases.telling import state_words
from intake.services.context import Context
from intake.services.search.facets import Facet, Option, most
from intake.services.search.naming import regions_named
from registry import Registry
from search import Query

MOST_COUNTED = 2_000  # hits


def facets(ctx: Context, staff: Staff, query: Query) -> tuple[Facet, ...]:
    """States; for a coordinating office departments and the regions right below it too. An option's code is
    what may be written behind its field's name. `query` carries the reach. Raises search.IndexBroken.
    """
    wanted = ("state", "department", "region") if staff.role is Role.COORDINATOR else ("state",)
    open_fields = tuple(name for name in wanted if name not in query.filters)
    counts = ctx.case_index.query(replace(query, limit=0, facets=open_fields)).facets
    found = (Facet(name, most(_options(ctx.registry, staff, name, counts[name]))) for name in open_fields)
    return tuple(each for each in found if len(each.options) > 1)


def _options(registry: Registry, staff: Staff, name: str, counts: Mapping[str, int]) -> Iterator[Option]:
    for code, words in _names(registry, staff, name).items():
        if count := counts.get(code):
            yield Option(_typed(registry, code, words), words, count)


def _names(registry: Registry, staff: Staff, name: str) -> Mapping[str, str]:
    """What can be counted of a field: value of the index → its name."""
    if name == "state":
        return {state.value: state_words(state) for state in State}
    if name == "department":
        return {each.id: each.name for each in registry.departments.values()}
    return {each.code: each.name for each in registry.children(staff.region)}


def _typed(registry: Registry, code: str, words: str) -> str:
    """The name, unless other regions share it."""
    return code if len(regions_named(registry, words)) > 1 else words
