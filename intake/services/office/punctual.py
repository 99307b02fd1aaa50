"""Which clocks tell whether an organ accepted and answered in time."""

from __future__ import annotations

from collections.abc import Iterator

from intake.cases import house
from intake.cases.events import Event
from intake.cases.states import State
from intake.services.context import Context

_TOLD = "desk:case:complainant_told"
ACCEPTING = frozenset({Event.CASE_ACCEPTED.value, _TOLD})
ANSWERING = frozenset({Event.CASE_ANSWERED.value})
Clocks = list[tuple[str, str]]


def accepting(ctx: Context) -> Clocks:
    """The limits that end with the acceptance, as (profile, clock)."""
    return [*_by_law(ctx, ACCEPTING), (house.PROFILE, house.CLOCK_OF[State.ROUTED])]


def answering(ctx: Context) -> Clocks:
    """The limits that end with the answer."""
    return [*_by_law(ctx, ANSWERING), (house.PROFILE, house.HANDLE)]


def _by_law(ctx: Context, ends: frozenset[str]) -> Iterator[tuple[str, str]]:
    for profile in ctx.registry.clock_profiles.values():
        for rule in profile.clocks:
            if rule.binds == "organ" and ends & set(rule.stop):
                yield profile.id, rule.id
