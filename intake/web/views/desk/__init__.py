"""The desk: a department's inbox and cases, and the coordinating office's decisions."""

from intake.web.views.desk import (
    board,
    case,
    digest,
    drafts,
    inbox,
    inspection,
    key_in,
    leads,
    notes,
    outcome,
    people,
    publication,
    saved_views,
    selected,
    tasks,
    texts,
    triage,
)
from intake.web.views.desk.blueprint import bp

__all__ = [
    "board",
    "bp",
    "case",
    "digest",
    "drafts",
    "inbox",
    "inspection",
    "key_in",
    "leads",
    "notes",
    "outcome",
    "people",
    "publication",
    "saved_views",
    "selected",
    "tasks",
    "texts",
    "triage",
]
