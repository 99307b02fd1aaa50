"""Which items a unit leads, and so must answer for in its special report (policy, article 12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.annual.model import GOVERNMENT, Unit
from registry.book import Registry
from registry.model import Claim, Item, Release
from registry.places.area import DEPTH, Region


@dataclass(frozen=True, slots=True)
class Led:
    """What a list says of an item, and the list."""

    claim: Claim
    release: Release


@dataclass(frozen=True, slots=True)
class LedItems:
    """What a unit must answer for. `later`: no list was in force on the year's last day, so these are of the
    first ones that took effect afterwards."""

    led: tuple[Led, ...]
    later: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The items' ids, those of the unit's own list first."""
        return tuple(each.claim.id for each in self.led)

    @property
    def items(self) -> tuple[Item, ...]:
        """The items themselves, in the same order; read from their lists."""
        held = {(release.key, item.id): item for release in self.releases for item in release.items}
        return tuple(held[each.release.key, each.claim.id] for each in self.led)

    @property
    def releases(self) -> tuple[Release, ...]:
        """The lists that hold them."""
        return tuple({each.release.key: each.release for each in self.led}.values())


def led_items(registry: Registry, unit: Unit, year: int) -> LedItems:
    """What a unit leads on the year's last day.

    A department's own list and what it inherits from the lists above, as far as it is handled at its level;
    of a party committee and government, what their region's own lists hold.
    """
    line = registry.lineage(unit.region)[: 1 if unit.is_government else None]
    on = date(year, 12, 31)
    lists = [release for release in registry.releases if _may_lead(unit, line, release)]
    starts = [release.effective_from for release in lists]
    if not starts or any(release.in_force(on) for release in lists) or max(starts) <= on:
        return LedItems(tuple(_led(registry, unit, line, on)))
    first = min(start for start in starts if start > on)
    return LedItems(tuple(_led(registry, unit, line, first)), later=True)


def _may_lead(unit: Unit, line: tuple[Region, ...], release: Release) -> bool:
    own = unit.department in (GOVERNMENT, release.department)
    return own and any(place.code == release.region for place in line)


def _led(registry: Registry, unit: Unit, line: tuple[Region, ...], on: date) -> Iterator[Led]:
    """The nearest list that holds a matter says who leads it."""
    taken: set[str] = set()
    for place in line:
        for release in registry.lists_of(place.code, on):
            leads = unit.department in (GOVERNMENT, release.department)
            fresh = [claim for claim in release.claims if claim.id not in taken]
            taken.update(claim.id for claim in release.claims)
            yield from (
                Led(claim, release) for claim in fresh if leads and DEPTH[claim.handled_at] >= line[0].depth
            )
