"""Where an item comes from: the releases that held it and who led then, duties and documents that name it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from registry import Duty, Item, Policy, Registry, Release
from registry.policies.policy_tasks import tasks_of

from .addresses import release_url
from .building.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One release that held the matter; `until` is its last day, `changes` the address of what it changed."""

    release: str
    department: str
    since: date
    until: date | None
    url: str
    changes: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a policy document that bears on an item; `line` names its task on the page, 0: none."""

    policy: Policy
    paragraph: str
    line: int


def item_history(snapshot: Snapshot, item: Item) -> tuple[HistoryLine, ...]:
    """The releases of the item's region that held the matter, whoever led it, the earliest first."""
    return tuple(
        HistoryLine(
            release.release,
            release.department,
            release.effective_from,
            release.effective_to,
            release_url(release),
            "" if release is snapshot.histories[_name(release)][-1] else f"{release_url(release)}changes/",
        )
        for release in snapshot.holders(item.region, item.id)
    )


def duties_of(registry: Registry, item: Item) -> tuple[Duty, ...]:
    """The duties of the item's region that it carries out."""
    known = registry.duties.get(item.region)
    return tuple(duty for duty in known.duties if item.id in duty.items) if known else ()


def paragraphs_on(snapshot: Snapshot, item: str) -> tuple[Paragraph, ...]:
    """The paragraphs of policy documents that name the item."""
    return _paragraphs(snapshot).get(item, ())


@lru_cache(maxsize=1)
def _paragraphs(snapshot: Snapshot) -> dict[str, tuple[Paragraph, ...]]:
    """By item; a document is looked through once, however many local lists hold what it names."""
    found: defaultdict[str, list[Paragraph]] = defaultdict(list)
    for policy in snapshot.registry.policies.values():
        lines = {t.paragraph: t.line for t in tasks_of(policy.body_markdown, snapshot.registry.departments)}
        for paragraph, items in policy.links.items():
            for item in items:
                found[item].append(Paragraph(policy, paragraph, lines.get(paragraph, 0)))
    return {item: tuple(paragraphs) for item, paragraphs in found.items()}


def _name(release: Release) -> str:
    return f"{release.region}/{release.department}"
