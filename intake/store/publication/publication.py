"""Publications of cases: kept, changed only from the version that was seen, listed until written out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects import postgresql, sqlite

from intake.cases.publication import Box, Picture, Publication, Stage, Words
from intake.store.cases.kinds_table import case_kinds
from intake.store.publication.publication_table import (
    publication_objections,
    publication_pictures,
    publications,
)


def of_case(connection: Connection, case_id: int) -> Publication | None:
    """The publication of a case, with its pictures."""
    row = connection.execute(select(publications).where(publications.c.case_id == case_id)).first()
    return _publication(row, _pictures(connection, case_id)) if row else None


def start(connection: Connection, case_id: int, words: Words, staff_id: int) -> bool:
    """Keep a first draft; False when there is one already."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(publications).values(
        case_id=case_id,
        version=1,
        stage=Stage.DRAFT,
        written_by=staff_id,
        grounds="",
        reason="",
        **columns_of(words),
    )
    made = statement.on_conflict_do_nothing().returning(publications.c.case_id)
    return connection.execute(made).first() is not None


def columns_of(words: Words) -> dict[str, str]:
    """The words as columns."""
    return asdict(words)


def change(connection: Connection, seen: Publication, values: Mapping[str, Any]) -> bool:
    """Set columns if nobody changed the publication since `seen` was read; False when somebody did."""
    result = connection.execute(
        update(publications)
        .where(publications.c.case_id == seen.case_id, publications.c.version == seen.version)
        .values(version=seen.version + 1, **values)
    )
    return result.rowcount == 1


def put_picture(connection: Connection, case_id: int, picture: Picture) -> None:
    """Keep what is to be done with a picture."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    boxes = [[box.left, box.top, box.width, box.height] for box in picture.boxes]
    said = {"shown": picture.shown, "alt": picture.alt, "boxes": boxes}
    statement = make(publication_pictures).values(case_id=case_id, evidence_id=picture.evidence_id, **said)
    connection.execute(statement.on_conflict_do_update(index_elements=["case_id", "evidence_id"], set_=said))


def unwritten(connection: Connection) -> list[Publication]:
    """What is approved or withdrawn and not yet said by the content, oldest decision first."""
    due = publications.c.stage.in_((Stage.APPROVED, Stage.WITHDRAWN)) & publications.c.written_at.is_(None)
    rows = connection.execute(select(publications).where(due).order_by(publications.c.decided_at)).all()
    return [_publication(row, _pictures(connection, row.case_id)) for row in rows]


def withdrawn(connection: Connection, numbers: Collection[str]) -> set[str]:
    """Those of these numbers of results that were withdrawn."""
    gone = (publications.c.number.in_(numbers), publications.c.stage == Stage.WITHDRAWN)
    found = connection.execute(select(publications.c.number).where(*gone)).scalars()
    return {number for number in found if number}


def set_written(connection: Connection, seen: Publication, now: datetime) -> bool:
    """Note that the content says what was seen; False when it changed meanwhile and must be written again."""
    result = connection.execute(
        update(publications)
        .where(publications.c.case_id == seen.case_id, publications.c.version == seen.version)
        .values(written_at=now)
    )
    return result.rowcount == 1


def object_to(connection: Connection, case_id: int, now: datetime) -> bool:
    """Note that the complainant wants nothing published; False when that is noted already."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(publication_objections).values(case_id=case_id, at=now)
    made = statement.on_conflict_do_nothing().returning(publication_objections.c.case_id)
    return connection.execute(made).first() is not None


def is_objected(connection: Connection, *case_ids: int) -> bool:
    """Whether the complainant of any of these wants nothing published."""
    found = select(publication_objections.c.case_id).where(publication_objections.c.case_id.in_(case_ids))
    return connection.execute(found).first() is not None


def kinds(connection: Connection, case_id: int) -> list[str]:
    """The kinds of pollution (topic ids) under which the desk said that the case counts."""
    wanted = select(case_kinds.c.kind).where(case_kinds.c.case_id == case_id).order_by(case_kinds.c.kind)
    return list(connection.execute(wanted).scalars())


def _pictures(connection: Connection, case_id: int) -> tuple[Picture, ...]:
    rows = connection.execute(
        select(publication_pictures)
        .where(publication_pictures.c.case_id == case_id)
        .order_by(publication_pictures.c.evidence_id)
    )
    return tuple(
        Picture(row.evidence_id, row.shown, row.alt, tuple(Box(*box) for box in row.boxes)) for row in rows
    )


def _publication(row: Row[*tuple[Any, ...]], pictures: tuple[Picture, ...]) -> Publication:
    return Publication(
        case_id=row.case_id,
        version=row.version,
        stage=Stage(row.stage),
        words=Words(row.title, row.complaint, row.outcome, row.item),
        pictures=pictures,
        written_by=row.written_by,
        proposed_by=row.proposed_by,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        grounds=row.grounds,
        reason=row.reason,
        number=row.number,
        withdrawn_at=row.withdrawn_at,
    )
