"""The register of matters without a lead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, func, insert, select, update
from sqlalchemy.sql import ColumnElement

from intake.cases.lead import LeadQuestion, Opinion, Ruling
from intake.store.cases import merges
from intake.store.cases.casework_tables import lead_cases, lead_opinions, lead_questions
from intake.store.tables import cases


def open_question(connection: Connection, region: str, matter: str, staff_id: int, now: datetime) -> int:
    """The undecided question about this matter in this region, made if there is none."""
    same = (lead_questions.c.region == region, lead_questions.c.matter == matter)
    undecided = select(lead_questions.c.id).where(*same, lead_questions.c.settled_at.is_(None))
    known = connection.execute(undecided).scalar()
    if known is not None:
        return known
    values = {"region": region, "matter": matter, "opened_at": now, "opened_by": staff_id}
    made = insert(lead_questions).values(**values).returning(lead_questions.c.id)
    return connection.execute(made).scalar_one()


def link(connection: Connection, question_id: int, case_id: int) -> None:
    """Let a case wait for a question, and for no other."""
    connection.execute(lead_cases.delete().where(lead_cases.c.case_id == case_id))
    connection.execute(insert(lead_cases).values(question_id=question_id, case_id=case_id))


def hold(connection: Connection, question_ids: Sequence[int]) -> None:
    """Hold all cases that wait for these until the transaction ends."""
    theirs = select(lead_cases.c.case_id).where(lead_cases.c.question_id.in_(question_ids))
    merges.hold(connection, *connection.execute(theirs).scalars())


def unlink(connection: Connection, question_id: int) -> None:
    """No case waits for this question any more."""
    connection.execute(lead_cases.delete().where(lead_cases.c.question_id == question_id))


def give_opinion(connection: Connection, question_id: int, opinion: Opinion, staff_id: int) -> None:
    """Keep what a department says."""
    connection.execute(
        insert(lead_opinions).values(
            question_id=question_id,
            department=opinion.department,
            text=opinion.text,
            at=opinion.at,
            staff_id=staff_id,
        )
    )


def rule(connection: Connection, question_id: int, ruling: Ruling) -> None:
    """Keep the decision."""
    connection.execute(
        update(lead_questions)
        .where(lead_questions.c.id == question_id)
        .values(department=ruling.department, document=ruling.document, decided_on=ruling.decided_on)
    )


def settle(connection: Connection, question_id: int, now: datetime) -> None:
    """The decision is published and its cases are on their way."""
    connection.execute(
        update(lead_questions).where(lead_questions.c.id == question_id).values(settled_at=now)
    )


def question(connection: Connection, question_id: int) -> LeadQuestion | None:
    """One entry of the register."""
    found = _questions(connection, lead_questions.c.id == question_id)
    return found[0] if found else None


def of_regions(connection: Connection, regions: Sequence[str]) -> list[LeadQuestion]:
    """The register of these regions, oldest first."""
    return _questions(connection, lead_questions.c.region.in_(regions))


def decided(connection: Connection) -> list[LeadQuestion]:
    """What is decided and not yet published."""
    waiting = lead_questions.c.settled_at.is_(None) & lead_questions.c.document.is_not(None)
    return _questions(connection, waiting)


def newest(connection: Connection, most: int) -> list[LeadQuestion]:
    """The newest entries of every region, newest first."""
    rows = connection.execute(select(lead_questions).order_by(lead_questions.c.id.desc()).limit(most))
    return [_question(connection, row) for row in rows.all()]


def waiting(connection: Connection, question_ids: Sequence[int]) -> dict[int, int]:
    """How many cases wait for each of these that any do, restricted ones not counted."""
    unrestricted = func.sum(case((cases.c.restricted, 0), else_=1))
    counted = select(lead_cases.c.question_id, unrestricted).join(cases, cases.c.id == lead_cases.c.case_id)
    of_these = counted.where(lead_cases.c.question_id.in_(question_ids)).group_by(lead_cases.c.question_id)
    return {question_id: int(count) for question_id, count in connection.execute(of_these)}


def _questions(connection: Connection, condition: ColumnElement[bool]) -> list[LeadQuestion]:
    rows = connection.execute(select(lead_questions).where(condition).order_by(lead_questions.c.id))
    return [_question(connection, row) for row in rows.all()]


def _question(connection: Connection, row: Row[*tuple[Any, ...]]) -> LeadQuestion:
    waiting = select(cases.c.number).join(lead_cases).where(lead_cases.c.question_id == row.id)
    said = select(lead_opinions).where(lead_opinions.c.question_id == row.id).order_by(lead_opinions.c.id)
    ruling = Ruling(row.department, row.document, row.decided_on) if row.document else None
    return LeadQuestion(
        id=row.id,
        region=row.region,
        matter=row.matter,
        opened_at=row.opened_at,
        ruling=ruling,
        settled_at=row.settled_at,
        cases=tuple(connection.execute(waiting.order_by(cases.c.id)).scalars()),
        opinions=tuple(Opinion(o.department, o.text, o.at) for o in connection.execute(said)),
    )
