"""Reports of an office to the one above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, or_, select, update
from sqlalchemy.sql import ColumnElement

from intake.store.office.reminder_tables import upward_reports
from intake.store.tables import cases, users


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report about to be opened; `opened_by` None: by the sweep."""

    number: str
    region: str
    to_region: str
    case_id: int
    kind: str
    reason: str
    opened_at: datetime
    opened_by: int | None = None
    clock_id: int | None = None
    letter_id: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it stands. `instruction`: what the office above answered."""

    id: int
    number: str
    region: str
    to_region: str
    case_number: str
    restricted: bool
    kind: str
    reason: str
    opened_at: datetime
    opener: str | None
    instruction: str
    answered_at: datetime | None
    answered_by: str | None


def open_report(connection: Connection, new: NewReport) -> int:
    """Keep a report upward; returns its id."""
    values = {name: getattr(new, name) for name in NewReport.__dataclass_fields__}
    made = insert(upward_reports).values(**values, instruction="").returning(upward_reports.c.id)
    return connection.execute(made).scalar_one()


def report(connection: Connection, number: str) -> Report | None:
    """The report of that number."""
    row = connection.execute(_reports(upward_reports.c.number == number)).one_or_none()
    return _report(row) if row else None


def reports_of(connection: Connection, regions: Sequence[str], most: int) -> list[Report]:
    """The reports that offices of these regions made or got, the newest first."""
    mine = or_(upward_reports.c.region.in_(regions), upward_reports.c.to_region.in_(regions))
    rows = connection.execute(_reports(mine).order_by(upward_reports.c.id.desc()).limit(most))
    return [_report(row) for row in rows]


def reports_about(connection: Connection, case_id: int) -> list[Report]:
    """The reports about a case, oldest first."""
    rows = connection.execute(_reports(upward_reports.c.case_id == case_id).order_by(upward_reports.c.id))
    return [_report(row) for row in rows]


def answer_report(connection: Connection, report_id: int, said: str, staff_id: int, now: datetime) -> bool:
    """Note what the office above answered. False when it had."""
    open_one = (upward_reports.c.id == report_id, upward_reports.c.answered_at.is_(None))
    values = {"instruction": said, "answered_by": staff_id, "answered_at": now}
    return connection.execute(update(upward_reports).where(*open_one).values(**values)).rowcount == 1


def _reports(condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    openers, answerers = users.alias(), users.alias()
    joined = (
        upward_reports.join(cases)
        .outerjoin(openers, openers.c.id == upward_reports.c.opened_by)
        .outerjoin(answerers, answerers.c.id == upward_reports.c.answered_by)
    )
    wanted = select(
        upward_reports,
        cases.c.number.label("case_number"),
        cases.c.restricted,
        openers.c.name.label("opener"),
        answerers.c.name.label("answerer"),
    )
    return wanted.select_from(joined).where(condition)


def _report(row: Row[*tuple[Any, ...]]) -> Report:
    return Report(
        id=row.id,
        number=row.number,
        region=row.region,
        to_region=row.to_region,
        case_number=row.case_number,
        restricted=row.restricted,
        kind=row.kind,
        reason=row.reason,
        opened_at=row.opened_at,
        opener=row.opener,
        instruction=row.instruction,
        answered_at=row.answered_at,
        answered_by=row.answerer,
    )
