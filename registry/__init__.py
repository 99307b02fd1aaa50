"""The published record of who is responsible: load it, check it, ask it."""

from registry.answers import Organ, Responsibility
from registry.area import PlaceWords, Region, Town
from registry.book import Registry
from registry.faults import ContentError, Fault
from registry.fingerprint import digest
from registry.loading import check, load
from registry.model import (
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

__all__ = [
    "Approval",
    "Basis",
    "Boundary",
    "ContentError",
    "Department",
    "Elsewhere",
    "Fault",
    "Item",
    "LeadDecision",
    "MatterWithoutLead",
    "Organ",
    "Page",
    "PlaceWords",
    "Region",
    "Registry",
    "Release",
    "Responsibility",
    "SiteInfo",
    "Statute",
    "Succession",
    "Topic",
    "Town",
    "check",
    "digest",
    "load",
]
