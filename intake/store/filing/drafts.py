"""Drafts and their files. Answers arrive and leave sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Evidence, EvidenceKind
from intake.store.office.supervision_tables import paper_files
from intake.store.tables import drafts, evidence


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """`version` counts every change, of answers or files. Once it is filed its answers are gone: they are in
    the case, or wait to become one."""

    id: int
    version: int
    sealed: bytes | None

    @property
    def filed(self) -> bool:
        """Whether it was submitted."""
        return self.sealed is None


def insert_draft(connection: Connection, token_hash: str, sealed: bytes, now: datetime) -> None:
    """Keep a new draft."""
    connection.execute(
        insert(drafts).values(token_hash=token_hash, version=1, sealed=sealed, created_at=now, updated_at=now)
    )


def find(connection: Connection, token_hash: str, since: datetime) -> StoredDraft | None:
    """The draft of that token, unless it was last touched before `since`."""
    row = connection.execute(
        select(drafts).where(drafts.c.token_hash == token_hash, drafts.c.updated_at >= since)
    ).one_or_none()
    return StoredDraft(row.id, row.version, row.sealed) if row else None


def touch(connection: Connection, draft_id: int, now: datetime, sealed: bytes | None = None) -> bool:
    """Count a change of an unfiled draft, with new answers if given; False when it is filed or gone."""
    values = {"sealed": sealed} if sealed is not None else {}
    result = connection.execute(
        update(drafts)
        .where(drafts.c.id == draft_id, drafts.c.sealed.is_not(None))
        .values(version=drafts.c.version + 1, updated_at=now, **values)
    )
    return result.rowcount == 1


def forget_answers(connection: Connection, draft_id: int, version: int, now: datetime) -> bool:
    """Take the answers out of a draft that is being filed; False when it changed since read, or is filed."""
    same = (drafts.c.id == draft_id, drafts.c.version == version, drafts.c.sealed.is_not(None))
    result = connection.execute(update(drafts).where(*same).values(sealed=None, updated_at=now))
    return result.rowcount == 1


def tie(connection: Connection, draft_id: int, case_id: int) -> None:
    """Tie a draft that was filed, and its files, to its case."""
    connection.execute(update(drafts).where(drafts.c.id == draft_id).values(case_id=case_id))
    connection.execute(update(evidence).where(evidence.c.draft_id == draft_id).values(case_id=case_id))


def delete_unfiled(connection: Connection, *conditions: ColumnElement[bool]) -> list[str]:
    """Delete unfiled drafts; returns the ids of their files, which the caller removes."""
    # Locked before the files are looked up: a draft filed meanwhile would keep its row and lose its files.
    chosen = select(drafts.c.id).where(drafts.c.sealed.is_not(None), *conditions).with_for_update()
    doomed = list(connection.execute(chosen).scalars())
    files = list(connection.execute(select(evidence.c.id).where(evidence.c.draft_id.in_(doomed))).scalars())
    connection.execute(delete(drafts).where(drafts.c.id.in_(doomed)))
    return files


def delete_draft(connection: Connection, token_hash: str) -> list[str]:
    """Delete one unfiled draft; returns the ids of its files."""
    return delete_unfiled(connection, drafts.c.token_hash == token_hash)


def delete_untouched(connection: Connection, since: datetime) -> list[str]:
    """Delete the unfiled drafts last touched before `since`; returns the ids of their files."""
    return delete_unfiled(connection, drafts.c.updated_at < since)


def insert_evidence(
    connection: Connection, draft_id: int, file: Evidence, sha256: str, now: datetime
) -> None:
    """Tie a stored file to a draft."""
    connection.execute(
        insert(evidence).values(
            id=file.id,
            draft_id=draft_id,
            kind=file.kind,
            name=file.name,
            mime=file.mime,
            size=file.size,
            sha256=sha256,
            added_at=now,
        )
    )


def attach(connection: Connection, case_id: int, file: Evidence, sha256: str, now: datetime) -> None:
    """Tie a stored file to a case that was filed before."""
    connection.execute(
        insert(evidence).values(
            id=file.id,
            case_id=case_id,
            kind=file.kind,
            name=file.name,
            mime=file.mime,
            size=file.size,
            sha256=sha256,
            added_at=now,
        )
    )


def delete_evidence(connection: Connection, draft_id: int, evidence_id: str) -> bool:
    """Untie a file from its draft; False when it was not the draft's."""
    result = connection.execute(
        delete(evidence).where(evidence.c.id == evidence_id, evidence.c.draft_id == draft_id)
    )
    return result.rowcount == 1


def evidence_of_draft(connection: Connection, draft_id: int) -> tuple[Evidence, ...]:
    """The files of a draft, in the order they came."""
    return _evidence(connection, evidence.c.draft_id == draft_id)


def evidence_of_case(connection: Connection, case_id: int) -> tuple[Evidence, ...]:
    """The files of a case, in the order they came."""
    return _evidence(connection, evidence.c.case_id == case_id)


def known_files(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Which of these stored files belong to a draft, a case or a paper of supervision."""
    owners = (evidence.c.id, paper_files.c.id)
    return {name for id_ in owners for name in connection.execute(select(id_).where(id_.in_(ids))).scalars()}


def _evidence(connection: Connection, condition: ColumnElement[bool]) -> tuple[Evidence, ...]:
    rows = connection.execute(select(evidence).where(condition).order_by(evidence.c.added_at, evidence.c.id))
    return tuple(Evidence(row.id, EvidenceKind(row.kind), row.name, row.mime, row.size) for row in rows)
