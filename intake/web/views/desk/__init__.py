"""The desk: a department's inbox and cases, and the coordinating office's decisions."""

from intake.web.views.desk import (
    case,
    drafts,
    inbox,
    key_in,
    leads,
    notes,
    saved_views,
    selected,
    texts,
    triage,
)
from intake.web.views.desk.blueprint import bp

__all__ = [
    "bp",
    "case",
    "drafts",
    "inbox",
    "key_in",
    "leads",
    "notes",
    "saved_views",
    "selected",
    "texts",
    "triage",
]
