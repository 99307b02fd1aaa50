"""The digest for leaders (policy, articles 14 to 16): what came in, what was answered, what is late.

It is printed and handed on, so cases that accuse an organ stay out of it, and counts below five are not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from intake.cases import due
from intake.cases.due import Due
from intake.cases.model import Owner, Staff
from intake.cases.ownership import holder_name, place_name
from intake.cases.small_counts import shown
from intake.cases.states import State
from intake.services.context import Context
from intake.services.desk import filters
from intake.services.office import counting, punctual
from intake.services.office.counting import OPEN
from intake.services.office.figures import Figures, Line, by_department, by_region
from intake.services.office.kinds import by_kind
from intake.services.office.period import Asked, Period, wanted
from intake.store.cases import case_lists
from intake.store.cases.case_filters import Order, Wanted
from intake.store.cases.case_lists import Listed
from intake.words import gettext as _

NOTABLE = 10
_COLUMNS = ("filed", "closed", "overdue")


class Every(StrEnum):
    """How long a digest reaches."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; a count of None is not told because it is below five, or would give one away."""

    name: str
    filed: int | None
    closed: int | None
    overdue: int | None


@dataclass(frozen=True, slots=True)
class Notable:
    """A case that leaders may want to ask about: by number and matter, without whose it is."""

    case_number: str
    matter: str
    place: str
    holder: str
    words: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What is printed. `answered` and `answered_late` count limits that ended with an answer."""

    about: Asked
    office: str
    total: Figures
    answered: int
    answered_late: int
    kinds: Mapping[str, int | None]
    regions: tuple[Row, ...]
    departments: tuple[Row, ...]
    notable: tuple[Notable, ...]


def period_of(every: Every, day: date) -> Period:
    """The week (from Monday), month or quarter that a day lies in."""
    if every is Every.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    months = 1 if every is Every.MONTH else 3
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    beyond = first.replace(day=28) + timedelta(days=31 * (months - 1) + 4)
    return Period(first, beyond.replace(day=1) - timedelta(days=1))


def digest(ctx: Context, staff: Staff, about: Asked) -> Digest:
    """The digest of a coordinating office or of a department's head. Raises NotPermitted."""
    all_of, period = wanted(ctx, staff, about, unrestricted=True), about.period
    with ctx.database.reading() as connection:
        sums = counting.standing(ctx, connection, all_of) + counting.past(connection, all_of, period)
        ended = counting.ended_clocks(connection, all_of, punctual.answering(ctx), period)
        kinds = by_kind(ctx, connection, replace(all_of, filed=(period.filed,)))
        notable = _notable(ctx, connection, all_of)
    departments, total = by_department(ctx, sums)
    answers = [each.counted for each in ended if each.by == "department"]
    return Digest(
        about=about,
        office=holder_name(Owner(staff.region, staff.department), ctx.registry, ctx.today()),
        total=total,
        answered=sum(each["stopped"] for each in answers),
        answered_late=sum(each["late"] for each in answers),
        kinds=shown({topic.name: kinds[key] for key, topic in ctx.registry.topics.items() if kinds[key]}),
        regions=_rows(by_region(ctx, about.region or staff.region, sums)),
        departments=_rows(departments),
        notable=notable,
    )


def _rows(lines: Iterable[Line]) -> tuple[Row, ...]:
    """The lines that have anything, each column with what is too small left out."""
    told = [line for line in lines if any(getattr(line.figures, name) for name in _COLUMNS)]
    filed, closed, overdue = (
        shown({line.name: getattr(line.figures, name) for line in told}) for name in _COLUMNS
    )
    return tuple(Row(line.name, filed[line.name], closed[line.name], overdue[line.name]) for line in told)


def _notable(ctx: Context, connection: Connection, all_of: Wanted) -> tuple[Notable, ...]:
    """The cases longest overdue, then those under second review, oldest first."""
    late = replace(all_of, states=OPEN, due=(filters.span(ctx, Due.OVERDUE),), order=Order.DUE)
    second = replace(all_of, states=(State.UNDER_SECOND_REVIEW,))
    return (
        *(_row(ctx, each) for each in case_lists.page(connection, late, NOTABLE, 0)),
        *(_row(ctx, each, _("正在复核")) for each in case_lists.page(connection, second, NOTABLE, 0)),
    )


def _row(ctx: Context, listed: Listed, words: str = "") -> Notable:
    late = due.due_words(listed.next_due_at, ctx.now(), ctx.registry.calendar)
    return Notable(
        case_number=listed.number,
        matter=listed.matter or _("未归类"),
        place=place_name(listed.region, ctx.registry),
        holder=holder_name(listed.owner, ctx.registry, ctx.today()),
        words=words or late,
    )
