"""The published record of who is responsible: load it, check it, ask it."""

from registry.annual.led import LedItems, led_items
from registry.annual.model import (
    GOVERNMENT,
    AnnualRules,
    Copy,
    Plan,
    PlanMark,
    PlanTask,
    Profile,
    Redaction,
    Report,
    ReportedItem,
    Unit,
)
from registry.annual.obligations import Obligation, obligation, obligations
from registry.annual.plan_text import plan_text
from registry.annual.report_text import report_text
from registry.answers import Organ, Responsibility
from registry.book import Registry
from registry.clocks.clock_rules import ClockEvent, ClockProfile, ClockRule, ExtensionRule, Standstill
from registry.clocks.working_days import CalendarEnded, CalendarYear, Holiday, WorkingCalendar
from registry.faults import ContentError, Fault
from registry.fingerprint import digest
from registry.identity import Sighting, sightings
from registry.lists.chain import ListChain
from registry.lists.changes import (
    ItemChange,
    LeadChange,
    ListChanges,
    SetChange,
    TextChange,
    compare,
    compare_days,
    compare_items,
)
from registry.lists.marks import Mark
from registry.lists.withdrawn_release import WithdrawnRelease
from registry.loading import check, load
from registry.model import (
    Approval,
    Basis,
    Boundary,
    Claim,
    Department,
    Elsewhere,
    Item,
    LeadDecision,
    MatterWithoutLead,
    Release,
    Statute,
    Succession,
    Topic,
)
from registry.organs.duty_list import Duty, DutyList
from registry.organs.referral_kinds import Enclosure, ReferralKind
from registry.organs.reorganisation import Reorganisation
from registry.places.area import PlaceWords, Region, Town
from registry.policies.policy import Policy, Task
from registry.results.answer_days import CLASSES as ANSWER_CLASSES
from registry.results.answer_days import class_of as answer_class
from registry.results.case_result import DisclosureReview, Result, ResultImage, Withdrawal
from registry.results.result_text import result_text
from registry.site_info import Page, SiteInfo
from registry.words.glossary import Explainer, Term

__all__ = [
    "ANSWER_CLASSES",
    "GOVERNMENT",
    "AnnualRules",
    "Approval",
    "Basis",
    "Boundary",
    "CalendarEnded",
    "CalendarYear",
    "Claim",
    "ClockEvent",
    "ClockProfile",
    "ClockRule",
    "ContentError",
    "Copy",
    "Department",
    "DisclosureReview",
    "Duty",
    "DutyList",
    "Elsewhere",
    "Enclosure",
    "Explainer",
    "ExtensionRule",
    "Fault",
    "Holiday",
    "Item",
    "ItemChange",
    "LeadChange",
    "LeadDecision",
    "LedItems",
    "ListChain",
    "ListChanges",
    "Mark",
    "MatterWithoutLead",
    "Obligation",
    "Organ",
    "Page",
    "PlaceWords",
    "Plan",
    "PlanMark",
    "PlanTask",
    "Policy",
    "Profile",
    "Redaction",
    "ReferralKind",
    "Region",
    "Registry",
    "Release",
    "Reorganisation",
    "Report",
    "ReportedItem",
    "Responsibility",
    "Result",
    "ResultImage",
    "SetChange",
    "Sighting",
    "SiteInfo",
    "Standstill",
    "Statute",
    "Succession",
    "Task",
    "Term",
    "TextChange",
    "Topic",
    "Town",
    "Unit",
    "Withdrawal",
    "WithdrawnRelease",
    "WorkingCalendar",
    "answer_class",
    "check",
    "compare",
    "compare_days",
    "compare_items",
    "digest",
    "led_items",
    "load",
    "obligation",
    "obligations",
    "plan_text",
    "report_text",
    "result_text",
    "sightings",
]
