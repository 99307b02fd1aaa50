"""How long answers took, in classes of days that end where the law's limits do, and how many were in time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection

from intake.services.context import Context
from intake.services.office import punctual
from intake.services.office.period import Period
from intake.store.cases.case_filters import Wanted
from intake.store.office import answer_times as store
from registry import ANSWER_CLASSES, answer_class


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """Answers of one class of days: those within the limit that held for them, and those after it."""

    days: str
    in_time: int
    late: int


def ended(ctx: Context, connection: Connection, all_of: Wanted, period: Period) -> tuple[AnswerTime, ...]:
    """The answers of the period by class of days, the shortest first; empty where there was none."""
    clocks = punctual.answering(ctx)
    found = store.by_days(connection, all_of, clocks, period.begins, period.ends)
    counts: Counter[tuple[str, bool]] = Counter()
    for (days, late), times in found.items():
        counts[answer_class(days), late] += times
    if not counts:
        return ()
    return tuple(AnswerTime(days, counts[days, False], counts[days, True]) for days in ANSWER_CLASSES)
