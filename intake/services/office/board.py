"""The board: how much work there is, where it is late, and what complainants say of it. Never by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from intake.cases.due import Due
from intake.cases.events import Event
from intake.cases.model import Staff
from intake.cases.small_counts import FEWEST
from intake.services.context import Context
from intake.services.desk import filters
from intake.services.desk.queues import RULES, Queue
from intake.services.office.figures import Figures, Line, by_department, by_region
from intake.services.office.period import Asked, Period, last_days, wanted
from intake.store import board as store
from intake.store.board import Facts, Sums
from intake.store.case_filters import Wanted

USUAL_DAYS = 28
CLOSED = (Event.CASE_CLOSED, Event.CASE_ANSWERED_ELSEWHERE)
_OPEN = RULES[Queue.OVERDUE].states
_ASSIGNABLE = RULES[Queue.UNASSIGNED].states or ()


@dataclass(frozen=True, slots=True)
class Week:
    """How much came in and was closed in the week from a day on."""

    since: date
    filed: int
    closed: int


@dataclass(frozen=True, slots=True)
class Board:
    """Everything of one board. Lines stand in the order of codes and of the list of departments, never by
    how good or bad a figure is. `stars`: how many gave 1 to 5; empty where too few did."""

    asked: Asked
    total: Figures
    regions: tuple[Line, ...]
    departments: tuple[Line, ...]
    weeks: tuple[Week, ...]
    stars: Mapping[int, int]


def board(ctx: Context, staff: Staff, about: Asked | None = None) -> Board:
    """The board of a coordinating office, or, for the head of a department, of their own organ.

    Raises NotPermitted.
    """
    about = about or Asked(last_days(ctx, USUAL_DAYS))
    all_of, period = wanted(ctx, staff, about), about.period
    with ctx.database.reading() as connection:
        now = store.sums(connection, _held(ctx, all_of))
        past = [line for facts in _past(all_of, period) for line in store.sums(connection, facts)]
        said = store.sums(connection, store.rated(all_of, period.begins, period.ends))
    departments, total = by_department(ctx, [*now, *past, *said])
    return Board(
        asked=about,
        total=total,
        regions=by_region(ctx, about.region or staff.region, [*now, *past, *said]),
        departments=departments,
        weeks=_weeks(period, past),
        stars=_stars(said),
    )


def _held(ctx: Context, all_of: Wanted) -> Facts:
    near = (filters.span(ctx, Due.OVERDUE), filters.span(ctx, Due.SOON))
    return store.held(replace(all_of, states=_OPEN), near, _ASSIGNABLE)


def _past(all_of: Wanted, period: Period) -> Iterator[Facts]:
    starts = [replace(period, since=day).begins for day in period.weeks]
    yield store.filed(replace(all_of, filed=(period.filed,)), starts)
    named = {"closed": CLOSED, "reopened": (Event.CASE_RESUMED,)}
    yield store.happened(all_of, named, starts, period.ends)
    yield store.sent_back(all_of, starts, period.ends)


def _weeks(period: Period, past: Iterable[Sums]) -> tuple[Week, ...]:
    times: Counter[tuple[str, int | None]] = Counter()
    for each in past:
        if each.by == "part":
            times.update({(name, each.part): count for name, count in each.counted.items()})
    return tuple(
        Week(day, times["filed", number], times["closed", number]) for number, day in enumerate(period.weeks)
    )


def _stars(said: Iterable[Sums]) -> Mapping[int, int]:
    counts = {each.part: each.counted["ratings"] for each in said if each.by == "part" and each.part}
    return dict(sorted(counts.items())) if sum(counts.values()) >= FEWEST else {}
