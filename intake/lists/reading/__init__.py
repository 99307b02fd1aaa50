"""From the tables of departments to rows of a draft, nothing of it in silence."""

from intake.lists.reading.proposal import (
    Doubt,
    Kind,
    Proposal,
    ProposedRow,
    ReadCell,
    ReadColumn,
    SkippedRow,
    UnreadColumn,
)
from intake.lists.reading.tables import read_tables
from intake.lists.reading.values import Target

__all__ = [
    "Doubt",
    "Kind",
    "Proposal",
    "ProposedRow",
    "ReadCell",
    "ReadColumn",
    "SkippedRow",
    "Target",
    "UnreadColumn",
    "read_tables",
]
