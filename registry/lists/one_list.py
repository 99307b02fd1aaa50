"""Checks one list's text as if it lay in the content beside all that is loaded: quick enough for a page."""

from pathlib import Path

from registry.book import Registry
from registry.draft import Draft
from registry.faults import Fault
from registry.lists.list_rules import check_lists
from registry.lists.lists import read_text
from registry.model import Release
from registry.reading.notes import Notes, Spot
from registry.writing import release_path


def check_list(registry: Registry, key: str, text: str) -> list[Fault]:
    """The faults of the text as the release of that key (410000/ecology/2026-09-01), in order.

    What it does to other lists is not told, but for a matter that another department leads already.
    """
    file = release_path(key)
    draft = _beside(registry, key)
    draft.notes.scan(file, text)
    read_text(draft, file, text)
    draft.notes.settle_references()
    check_lists(draft)
    return [fault for fault in draft.notes.in_order() if fault.file == file]


def _beside(registry: Registry, key: str) -> Draft:
    """All that a list refers to, and the other lists of its region, as if just read."""
    draft = Draft(
        Notes(Path()),
        regions=dict(registry.regions),
        departments=dict(registry.departments),
        statutes=dict(registry.statutes),
        topics=dict(registry.topics),
        organs=dict(registry.organ_overrides),
        lead_decisions=dict(registry.lead_decisions),
    )
    _declare(draft, registry)
    region = key.partition("/")[0]
    for release in registry.releases:
        if release.region == region and release.key != key:
            _place(draft, release)
    return draft


def _declare(draft: Draft, registry: Registry) -> None:
    known = {
        "region": registry.regions,
        "department": registry.departments,
        "statute": registry.statutes,
        "topic": registry.topics,
        "decision": registry.lead_decisions,
        "item": {item.id for release in registry.releases for item in release.items},
    }
    for kind, names in known.items():
        for name in names:
            draft.notes.declare(kind, name, Spot("", 1))


def _place(draft: Draft, release: Release) -> None:
    start = Spot(release_path(release.key), 1)
    draft.releases[release.key] = release
    draft.release_spots[release.key] = start
    draft.item_spots |= {(release.key, item.id): start for item in release.items}
