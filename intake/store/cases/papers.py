"""What lies in the file of a case beside the complaint: reviews, the rating, parts, a hold."""

from __future__ import annotations

from sqlalchemy import Connection, select

from intake.cases.model import Owner
from intake.cases.papers import Hold, Rating, ReviewAsked
from intake.store.cases.casework_tables import case_parts, case_ratings, case_reviews
from intake.store.records.holds_table import holds
from intake.store.tables import cases


def reviews(connection: Connection, case_id: int) -> tuple[ReviewAsked, ...]:
    """Every review that was asked for, oldest first."""
    of_case = select(case_reviews).where(case_reviews.c.case_id == case_id).order_by(case_reviews.c.id)
    return tuple(
        ReviewAsked(
            row.level,
            Owner(row.region, row.department),
            Owner(row.answered_region, row.answered_department),
            row.asked_at,
            row.upheld,
            row.answered_at,
        )
        for row in connection.execute(of_case)
    )


def rating(connection: Connection, case_id: int) -> Rating | None:
    """The complainant's rating."""
    of_case = select(case_ratings).where(case_ratings.c.case_id == case_id)
    row = connection.execute(of_case).one_or_none()
    return Rating(row.stars, row.comment, row.at) if row else None


def whole(connection: Connection, case_id: int) -> str | None:
    """The number of the case this one was split off."""
    of_part = select(cases.c.number).join(case_parts, case_parts.c.whole_id == cases.c.id)
    return connection.execute(of_part.where(case_parts.c.case_id == case_id)).scalar()


def parts(connection: Connection, case_id: int) -> tuple[str, ...]:
    """The numbers of the cases split off this one."""
    of_whole = select(cases.c.number).join(case_parts, case_parts.c.case_id == cases.c.id)
    found = connection.execute(of_whole.where(case_parts.c.whole_id == case_id).order_by(cases.c.id))
    return tuple(found.scalars())


def hold(connection: Connection, case_id: int) -> Hold | None:
    """The hold on the contact, while there is one."""
    row = connection.execute(select(holds).where(holds.c.case_id == case_id)).one_or_none()
    return Hold(row.reason, row.placed_at) if row else None
