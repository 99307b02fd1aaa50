"""The published record as frozen objects: departments, lists and the texts beside them (regions: area.py).

Nothing here reads a file or asks a clock. Dates are local calendar dates (Asia/Shanghai).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Succession:
    """From `since` on, the department's duties at `level` are performed by the department `to`."""

    level: str
    to: str
    since: date
    basis: str


@dataclass(frozen=True, slots=True)
class Department:
    """A department by function (生态环境), not by place; see Organ for the one of a region.

    `organs` maps a level (province, city, county) to the naming rule of its organs, `english_organs` to the
    rule of their English names.
    """

    id: str
    name: str
    kind: str
    article5: bool
    aliases: tuple[str, ...]
    duty: str
    organs: Mapping[str, str] = field(hash=False)
    succession: tuple[Succession, ...]
    enforcement: bool
    english: str = ""
    english_organs: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Statute:
    """A law, regulation or document that lists cite, with the dates between which it is in force."""

    title: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    replaced_by: str
    checked: str
    note: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What citizens call a field of trouble: air, water, noise …"""

    id: str
    name: str
    summary: str
    icon: str
    english: str = ""
    english_summary: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """A citation: a statute's title and its articles, as in 第217条."""

    statute: str
    articles: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def citation(self) -> str:
        """《生态环境法典》第217条、第1102条"""
        return f"《{self.statute}》" + "、".join(self.articles)

    @property
    def singly(self) -> tuple[str, ...]:
        """Each article cited by itself: 《生态环境法典》第217条, 《生态环境法典》第1102条"""
        return tuple(f"《{self.statute}》{article}" for article in self.articles) or (self.citation,)


@dataclass(frozen=True, slots=True)
class Boundary:
    """What looks like the matter but goes elsewhere; `note` alone when it is no hand-over."""

    looks_like: str = ""
    goes_to: str = ""
    item: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One matter in one list. `id` is the matter's id, the same in every region's list.

    `department` (the list's) leads; `handled_at` is the lowest level that handles it. `unit` is the lead
    business unit (policy, article 9) and `contact` its office telephone or channel, both as published.
    """

    id: str
    matter: str
    department: str
    region: str
    release: str
    topics: tuple[str, ...]
    supporting: tuple[str, ...]
    handled_at: str
    description: str
    basis: tuple[Basis, ...]
    words: tuple[str, ...]
    boundaries: tuple[Boundary, ...]
    lead_status: str
    decision: str = ""
    unit: str = ""
    contact: str = ""


class Claim(NamedTuple):
    """What an item says of who does its work: all that many lists are compared by."""

    id: str
    matter: str
    supporting: tuple[str, ...]
    handled_at: str
    lead_status: str
    decision: str


@dataclass(frozen=True, slots=True)
class Approval:
    """Who drafted, reviewed and decided a list, and when it was published (policy, article 5)."""

    drafted_by: str
    reviewed_by: tuple[str, ...]
    decided_by: str
    document: str
    decided_on: date
    disclosure: str
    disclosure_reviewed_by: str
    published_on: date


@dataclass(frozen=True, slots=True)
class Release:
    """One approved version of one department's list in one region.

    `release` is its date as written in the path (YYYY-MM-DD). `effective_to` is the last day in
    force: the day before the next release takes effect, or None while it is the newest.
    """

    region: str
    department: str
    release: str
    title: str
    demonstration: bool
    approval: Approval
    effective_from: date
    effective_to: date | None
    items: tuple[Item, ...]

    @property
    def key(self) -> str:
        """410000/ecology/2026-09-01"""
        return f"{self.region}/{self.department}/{self.release}"

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Its items in short; cheap where the items themselves still lie in a store (registry/kept.py)."""
        kept: tuple[Claim, ...] | None = getattr(self.items, "claims", None)
        return tuple(claim_of(item) for item in self.items) if kept is None else kept

    @property
    def outline(self) -> str:
        """A hash over all it says, as it was read, but the wording of its items; as cheap as `claims`."""
        kept: str | None = getattr(self.items, "outline", None)
        return outline_of(self) if kept is None else kept

    def in_force(self, on: date) -> bool:
        """Whether the release is the one to follow on that day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


def outline_of(release: Release) -> str:
    """As its `outline`, worked out."""
    said = (replace(release, items=()), *map(tuple, release.claims))
    return hashlib.sha256(repr(said).encode()).hexdigest()[:24]


def claim_of(item: Item) -> Claim:
    """The item in short."""
    return Claim(item.id, item.matter, item.supporting, item.handled_at, item.lead_status, item.decision)


@dataclass(frozen=True, slots=True)
class LeadDecision:
    """牵头部门研究意见 (policy, article 6): a region named the lead department of a matter."""

    id: str
    region: str
    matter: str
    department: str
    document: str
    decided_on: date
    effective_from: date
    basis: tuple[Basis, ...]
    demonstration: bool
    body_markdown: str


@dataclass(frozen=True, slots=True)
class MatterWithoutLead:
    """A matter whose lead the law leaves to local government, or to nobody (policy, article 6)."""

    id: str
    matter: str
    related: tuple[str, ...]
    possible_leads: tuple[str, ...]
    basis: tuple[Basis, ...]
    status: str
    decide_at: str
    demonstration: bool
    body_markdown: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is not an environmental matter, and where the citizen should go instead."""

    id: str
    name: str
    goes_to: str
    words: tuple[str, ...]
    english: str = ""
    english_goes_to: str = ""
