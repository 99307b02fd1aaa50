"""What complainants and organs say to each other on a case: questions, replies, ratings, reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from intake.cases.messages import Kind, Message
from intake.cases.model import Owner
from intake.store.cases.casework_tables import case_messages, case_ratings, case_reviews


@dataclass(frozen=True, slots=True)
class Review:
    """A review that was asked for: who decides, whose answer it is about. `upheld` None: not decided."""

    id: int
    level: int
    reviewer: Owner
    answered_by: Owner
    upheld: bool | None


def keep_message(connection: Connection, case_id: int, message: Message, staff_id: int | None) -> None:
    """Keep what was written; `staff_id` None: by the complainant."""
    connection.execute(
        insert(case_messages).values(
            case_id=case_id, kind=message.kind, text=message.text, at=message.at, staff_id=staff_id
        )
    )


def messages(connection: Connection, case_id: int) -> tuple[Message, ...]:
    """What was written on a case, oldest first."""
    rows = connection.execute(
        select(case_messages).where(case_messages.c.case_id == case_id).order_by(case_messages.c.id)
    )
    return tuple(Message(Kind(row.kind), row.text, row.at) for row in rows)


def rate(connection: Connection, case_id: int, stars: int, comment: str, now: datetime) -> None:
    """Keep a rating in place of an earlier one."""
    connection.execute(delete(case_ratings).where(case_ratings.c.case_id == case_id))
    connection.execute(insert(case_ratings).values(case_id=case_id, stars=stars, comment=comment, at=now))


def ask_review(connection: Connection, case_id: int, review: Review, now: datetime) -> None:
    """Keep that a review was asked for (`review.id` is ignored)."""
    connection.execute(
        insert(case_reviews).values(
            case_id=case_id,
            level=review.level,
            region=review.reviewer.region,
            department=review.reviewer.department,
            answered_region=review.answered_by.region,
            answered_department=review.answered_by.department,
            asked_at=now,
        )
    )


def last_review(connection: Connection, case_id: int) -> Review | None:
    """The latest review of a case."""
    row = connection.execute(
        select(case_reviews)
        .where(case_reviews.c.case_id == case_id)
        .order_by(case_reviews.c.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    answered_by = Owner(row.answered_region, row.answered_department)
    return Review(row.id, row.level, Owner(row.region, row.department), answered_by, row.upheld)


def end_review(connection: Connection, review_id: int, *, upheld: bool, now: datetime) -> None:
    """Keep how a review ended."""
    connection.execute(
        update(case_reviews).where(case_reviews.c.id == review_id).values(upheld=upheld, answered_at=now)
    )
