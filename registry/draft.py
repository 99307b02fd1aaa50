"""What has been read so far and not yet been judged as a whole."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from registry.annual.model import AnnualRules, Plan, Report
from registry.answers import Organ
from registry.clocks.clock_rules import ClockEvent, ClockProfile
from registry.clocks.working_days import CalendarYear
from registry.lists.chain import ListChain
from registry.lists.withdrawn_release import WithdrawnRelease
from registry.model import (
    Basis,
    Department,
    Elsewhere,
    LeadDecision,
    MatterWithoutLead,
    Release,
    Statute,
    Topic,
)
from registry.organs.duty_list import DutyList
from registry.organs.referral_kinds import ReferralKind
from registry.organs.reorganisation import Reorganisation
from registry.places.area import PlaceWords, Region, Town
from registry.policies.policy import Policy
from registry.reading.notes import Notes, Spot
from registry.results.case_result import Result
from registry.site_info import Page, SiteInfo
from registry.words.glossary import Term


class Citation(NamedTuple):
    """A basis cited at a spot, which must be in force on the day (None: on the newest release's)."""

    spot: Spot
    basis: Basis
    on: date | None


@dataclass
class Draft:
    """One reading: the notes on what is faulty, and the records.

    A list stays here even when parts of it are faulty, so that all its faults are found at once;
    other faulty records are left out. A Registry is made of a draft only when nothing was noted.
    """

    notes: Notes
    regions: dict[str, Region] = field(default_factory=dict)
    towns: dict[str, Town] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    statutes: dict[str, Statute] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    organs: dict[tuple[str, str], Organ] = field(default_factory=dict)
    releases: dict[str, Release] = field(default_factory=dict)
    lead_decisions: dict[str, LeadDecision] = field(default_factory=dict)
    matters_without_lead: dict[str, MatterWithoutLead] = field(default_factory=dict)
    elsewhere: dict[str, Elsewhere] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    english_pages: dict[str, Page] = field(default_factory=dict)
    site: SiteInfo | None = None
    place_words: PlaceWords = field(default_factory=PlaceWords)
    calendar_years: dict[int, CalendarYear] = field(default_factory=dict)
    clock_events: dict[str, ClockEvent] = field(default_factory=dict)
    clock_profiles: dict[str, ClockProfile] = field(default_factory=dict)
    referral_kinds: dict[str, ReferralKind] = field(default_factory=dict)
    list_chains: tuple[ListChain, ...] = ()
    duties: dict[str, DutyList] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    reorganisations: dict[str, Reorganisation] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    result_spots: dict[str, Spot] = field(default_factory=dict)
    annual: AnnualRules | None = None
    reports: dict[str, Report] = field(default_factory=dict)
    report_spots: dict[str, Spot] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    glossary: dict[str, Term] = field(default_factory=dict)
    english_matters: dict[str, str] = field(default_factory=dict)
    citations: list[Citation] = field(default_factory=list)
    item_spots: dict[tuple[str, str], Spot] = field(default_factory=dict)
    release_spots: dict[str, Spot] = field(default_factory=dict)
    withdrawn_releases: dict[str, WithdrawnRelease] = field(default_factory=dict)
    unread_releases: set[str] = field(default_factory=set)  # keys of lists that are no YAML

    def take(self, other: "Draft") -> None:
        """Add a list or a report that was read apart."""
        self.notes.take(other.notes)
        self.releases.update(other.releases)
        self.release_spots.update(other.release_spots)
        self.item_spots.update(other.item_spots)
        self.citations += other.citations
        self.unread_releases |= other.unread_releases
        self.reports.update(other.reports)
        self.report_spots.update(other.report_spots)
