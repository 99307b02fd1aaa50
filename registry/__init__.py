"""The published record of who is responsible: load it, check it, ask it."""

from registry.answers import Organ, Responsibility
from registry.area import PlaceWords, Region, Town
from registry.book import Registry
from registry.case_result import DisclosureReview, Result, ResultImage, Withdrawal
from registry.changes import (
    ItemChange,
    LeadChange,
    ListChanges,
    SetChange,
    TextChange,
    compare,
    compare_days,
    compare_items,
)
from registry.clock_rules import ClockEvent, ClockProfile, ClockRule, ExtensionRule, Standstill
from registry.faults import ContentError, Fault
from registry.fingerprint import digest
from registry.identity import Sighting, sightings
from registry.loading import check, load
from registry.marks import Mark
from registry.model import (
from registry.chain import ListChain
    Approval,
    Basis,
    Boundary,
    Department,
    Elsewhere,
    Item,
    LeadDecision,
    MatterWithoutLead,
    Page,
    Release,
    SiteInfo,
    Statute,
    Succession,
    Topic,
)
from registry.referral_kinds import Enclosure, ReferralKind
from registry.result_text import result_text
from registry.working_days import CalendarEnded, CalendarYear, Holiday, WorkingCalendar

__all__ = [
    "Approval",
    "Basis",
    "Boundary",
    "CalendarEnded",
    "CalendarYear",
    "ClockEvent",
    "ClockProfile",
    "ClockRule",
    "ContentError",
    "Department",
    "DisclosureReview",
    "Elsewhere",
    "Enclosure",
    "ExtensionRule",
    "Fault",
    "Holiday",
    "Item",
    "ItemChange",
    "LeadChange",
    "LeadDecision",
    "ListChanges",
    "Mark",
    "MatterWithoutLead",
    "Organ",
    "Page",
    "PlaceWords",
    "ReferralKind",
    "Region",
    "Registry",
    "Release",
    "Responsibility",
    "Result",
    "ResultImage",
    "SetChange",
    "Sighting",
    "SiteInfo",
    "Standstill",
    "Statute",
    "Succession",
    "TextChange",
    "ListChain",
    "LedItems",
    "Topic",
    "Town",
    "Withdrawal",
    "WorkingCalendar",
    "check",
    "compare",
    "compare_days",
    "compare_items",
    "digest",
    "load",
    "result_text",
    "sightings",
]
