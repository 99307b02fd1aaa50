"""A court has taken the matter up: which, under what number, from when until when, with what outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Proceeding:
    """Before which court, under its case number, since which day."""

    court: str
    number: str
    began_on: date


@dataclass(frozen=True, slots=True)
class Ending:
    """On which day it ended, with what outcome, by which document."""

    ended_on: date
    outcome: str
    document: str
