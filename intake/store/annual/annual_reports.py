"""Special reports as rows: begun once a unit and year, changed only from the version that was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from intake.annual.model import DraftReport, KeptRedaction, Part, Receipt, Redaction, Unit
from intake.annual.states import State
from intake.store.annual import annual_papers as papers
from intake.store.annual.annual_tables import annual_reports, report_parts, report_receipts, report_redactions


@dataclass(frozen=True, slots=True)
class Place:
    """Where what somebody writes belongs: a part of a report, in the version that they saw."""

    report_id: int
    part: str
    version: int


def one(connection: Connection, unit: Unit, year: int) -> DraftReport | None:
    """The report of a unit for a year, with all that belongs to it."""
    row = papers.of_unit(connection, annual_reports, unit, year)
    return _whole(connection, row) if row else None


def held(connection: Connection, unit: Unit, year: int) -> DraftReport | None:
    """The same, kept from every other writer until the transaction ends: a step and an edit come in turn."""
    papers.hold(connection, annual_reports, unit, year)
    return one(connection, unit, year)


def begin(connection: Connection, unit: Unit, year: int, staff_id: int) -> None:
    """Make an empty report; nothing when there is one already."""
    papers.begin(connection, annual_reports, unit, year, staff_id, "grounds", "reason")


def change(connection: Connection, seen: DraftReport, values: Mapping[str, Any]) -> bool:
    """Set columns if nobody changed the report since `seen` was read; False when somebody did."""
    return papers.change(connection, annual_reports, seen, values)


def put_part(
    connection: Connection, place: Place, values: Mapping[str, Any], by: tuple[int, datetime]
) -> bool:
    """Keep a part's columns (text, reason, public_text); False when somebody else wrote it meanwhile.

    `by`: whose hand, and when.
    """
    said = {**values, "version": place.version + 1, "written_by": by[0], "written_at": by[1]}
    key = {"report_id": place.report_id, "part": place.part}
    if place.version == 0:
        make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        new = make(report_parts).values(**{"text": "", "reason": "", **key, **said})
        made = new.on_conflict_do_nothing().returning(report_parts.c.part)
        return connection.execute(made).first() is not None
    same = (
        report_parts.c.report_id == place.report_id,
        report_parts.c.part == place.part,
        report_parts.c.version == place.version,
    )
    return connection.execute(update(report_parts).where(*same).values(**said)).rowcount == 1


def redact(connection: Connection, report_id: int, part: str, redaction: Redaction) -> None:
    """Add a line to the redaction list."""
    said = {"part": part, "article": redaction.article, "reason": redaction.reason}
    connection.execute(insert(report_redactions).values(report_id=report_id, **said))


def drop_redaction(connection: Connection, report_id: int, redaction_id: int) -> bool:
    """Take a line off the list; False when it is not there."""
    same = (report_redactions.c.report_id == report_id, report_redactions.c.id == redaction_id)
    return connection.execute(delete(report_redactions).where(*same)).rowcount == 1


def receive(connection: Connection, report_id: int, receipt: Receipt, staff_id: int) -> None:
    """Keep a recipient's receipt in place of an earlier one."""
    said = {"received_on": receipt.received_on, "number": receipt.number, "recorded_by": staff_id}
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(report_receipts).values(report_id=report_id, recipient=receipt.to, **said)
    one_each = ["report_id", "recipient"]
    connection.execute(statement.on_conflict_do_update(index_elements=one_each, set_=said))


def of_regions(connection: Connection, regions: Iterable[str], year: int) -> list[DraftReport]:
    """The reports for a year of units in these regions, without their parts, redactions and receipts."""
    wanted = (annual_reports.c.year == year, annual_reports.c.region.in_(list(regions)))
    rows = connection.execute(select(annual_reports).where(*wanted)).all()
    return [_report(row, {}, (), ()) for row in rows]


def receipts_of(connection: Connection, report_ids: Iterable[int]) -> dict[int, int]:
    """How many receipts each of these reports has."""
    wanted = report_receipts.c.report_id.in_(list(report_ids))
    counts: dict[int, int] = {}
    for row in connection.execute(select(report_receipts.c.report_id).where(wanted)):
        counts[row.report_id] = counts.get(row.report_id, 0) + 1
    return counts


def unwritten(connection: Connection) -> list[DraftReport]:
    """The reports that are published and not yet so in the content, in the order they were begun."""
    due = (annual_reports.c.state == State.PUBLISHED, annual_reports.c.written_at.is_(None))
    rows = connection.execute(select(annual_reports).where(*due).order_by(annual_reports.c.id)).all()
    return [_whole(connection, row) for row in rows]


def set_written(connection: Connection, seen: DraftReport, now: datetime) -> bool:
    """Note that the content has what was seen; False when it changed meanwhile."""
    return papers.set_written(connection, annual_reports, seen, now)


def _whole(connection: Connection, row: Row[*tuple[Any, ...]]) -> DraftReport:
    parts = connection.execute(select(report_parts).where(report_parts.c.report_id == row.id))
    redactions = connection.execute(
        select(report_redactions)
        .where(report_redactions.c.report_id == row.id)
        .order_by(report_redactions.c.id)
    )
    receipts = connection.execute(
        select(report_receipts)
        .where(report_receipts.c.report_id == row.id)
        .order_by(report_receipts.c.recipient)
    )
    return _report(
        row,
        {p.part: Part(p.part, p.text, p.reason, p.public_text, p.version, p.written_at) for p in parts},
        tuple(KeptRedaction(r.id, r.part, Redaction(r.part, r.article, r.reason)) for r in redactions),
        tuple(Receipt(r.recipient, r.received_on, r.number) for r in receipts),
    )


def _report(
    row: Row[*tuple[Any, ...]],
    parts: Mapping[str, Part],
    redactions: tuple[KeptRedaction, ...],
    receipts: tuple[Receipt, ...],
) -> DraftReport:
    return DraftReport(
        id=row.id,
        unit=Unit(row.region, row.department),
        year=row.year,
        version=row.version,
        state=State(row.state),
        parts=parts,
        redactions=redactions,
        receipts=receipts,
        written_by=row.written_by,
        submitted_by=row.submitted_by,
        signed_by=row.signed_by,
        proposed_by=row.proposed_by,
        reviewed_by=row.reviewed_by,
        formed_on=row.formed_on,
        sent_on=row.sent_on,
        published_on=row.published_on,
        grounds=row.grounds,
        reason=row.reason,
        figures=row.figures,
        written_at=row.written_at,
    )
