"""How complaints about some matters were handled, counted in the database; none that accuses an organ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, case, func, select

from intake.cases.states import State
from intake.store.cases.case_filters import Span
from intake.store.cases.casework_tables import case_clocks
from intake.store.tables import cases

_LEFT_OUT = (State.WITHDRAWN, State.MERGED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Complaints about these matters, filed in the span; in these regions, None: anywhere. `clocks`: those
    (profile, clock) that end with the answer."""

    matters: Sequence[str]
    filed: Span
    regions: Sequence[str] | None
    clocks: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Handled:
    """So many cases of one matter; `verdict` "" where none was found; `late`: answered after the limit."""

    matter: str
    closed: bool
    late: bool
    verdict: str
    count: int


def handled(connection: Connection, asked: Asked) -> list[Handled]:
    """The cases asked for, by matter, by whether they are closed, by punctuality and by verdict."""
    kind = case_clocks.c.profile + "/" + case_clocks.c.clock
    overran = (case_clocks.c.stopped_at > case_clocks.c.due_at) & kind.in_(
        ["/".join(each) for each in asked.clocks]
    )
    late = select(case_clocks.c.case_id).where(case_clocks.c.case_id == cases.c.id, overran).exists()
    columns = (
        cases.c.matter,
        (cases.c.state == State.CLOSED).label("closed"),
        case((late, 1), else_=0).cast(Integer).label("late"),
        func.coalesce(cases.c.verdict, "").label("verdict"),
    )
    wanted = [
        cases.c.matter.in_(asked.matters),
        cases.c.filed_at > asked.filed.after,
        cases.c.filed_at <= asked.filed.until,
        cases.c.restricted.is_(False),
        cases.c.state.not_in(_LEFT_OUT),
    ]
    if asked.regions is not None:
        wanted.append(cases.c.region.in_(asked.regions))
    each = select(*columns).where(*wanted).subquery()
    grouped = select(*each.c, func.count().label("times")).group_by(*each.c)
    return [
        Handled(row.matter, bool(row.closed), bool(row.late), row.verdict, row.times)
        for row in connection.execute(grouped)
    ]
