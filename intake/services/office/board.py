"""The board: how much work there is, where it is late, and what complainants say of it. Never by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from intake.cases.model import Staff
from intake.cases.small_counts import FEWEST
from intake.services.context import Context
from intake.services.office import answer_times, counting
from intake.services.office.ahead import DueDay, ahead
from intake.services.office.answer_times import AnswerTime
from intake.services.office.figures import Figures, Line, by_department, by_region
from intake.services.office.period import Asked, Period, last_days, wanted
from intake.store.office.board import Sums

USUAL_DAYS = 28


@dataclass(frozen=True, slots=True)
class Week:
    """How much came in and was closed in the week from a day on."""

    since: date
    filed: int
    closed: int


@dataclass(frozen=True, slots=True)
class Board:
    """Everything of one board. Lines stand in the order of codes and of the list of departments, never by
    how good or bad a figure is. `stars`: how many gave 1 to 5; empty where too few did.
    `answers`: those of the period, by how long they took."""

    asked: Asked
    total: Figures
    regions: tuple[Line, ...]
    departments: tuple[Line, ...]
    weeks: tuple[Week, ...]
    stars: Mapping[int, int]
    ahead: tuple[DueDay, ...]
    answers: tuple[AnswerTime, ...]


def board(ctx: Context, staff: Staff, about: Asked | None = None) -> Board:
    """The board of a coordinating office, or, for the head of a department, of their own organ.

    Raises NotPermitted.
    """
    about = about or Asked(last_days(ctx, USUAL_DAYS))
    all_of, period = wanted(ctx, staff, about), about.period
    with ctx.database.reading() as connection:
        now = counting.standing(ctx, connection, all_of)
        past = counting.past(connection, all_of, period)
        said = counting.rated(connection, all_of, period)
        coming = ahead(ctx, connection, all_of)
        answers = answer_times.ended(ctx, connection, all_of, period)
    departments, total = by_department(ctx, [*now, *past, *said])
    return Board(
        asked=about,
        total=total,
        regions=by_region(ctx, about.region or staff.region, [*now, *past, *said]),
        departments=departments,
        weeks=_weeks(period, past),
        stars=_stars(said),
        ahead=coming,
        answers=answers,
    )


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
