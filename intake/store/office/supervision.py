"""Supervision items and findings, with what was written on them and the files beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, and_, exists, insert, or_, select, update
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Owner
from intake.cases.supervision import PaperAct, PaperKind, PaperState
from intake.store.office.supervision_tables import (
    finding_opinions,
    findings,
    paper_files,
    paper_notes,
    supervision_items,
)
from intake.store.tables import cases, users


@dataclass(frozen=True, slots=True)
class Paper:
    """An item or a finding. `organ`: whose task it is; `texts`: what its form says, by field name."""

    kind: PaperKind
    id: int
    number: str
    version: int
    state: PaperState
    region: str
    organ: Owner
    due_on: date
    opened_at: datetime
    opener: str
    texts: Mapping[str, str]
    case_id: int | None = None
    case_number: str | None = None
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A stored file."""

    id: str
    name: str
    mime: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote on a paper, with files. `on`: the day of a visit."""

    act: PaperAct
    text: str
    on: date | None
    at: datetime
    staff: str
    files: tuple[PaperFile, ...] = ()


_TABLES: Mapping[PaperKind, Table] = {PaperKind.ITEM: supervision_items, PaperKind.FINDING: findings}
_TEXTS: Mapping[PaperKind, tuple[str, ...]] = {
    PaperKind.ITEM: ("demand",),
    PaperKind.FINDING: ("source", "place", "matter", "goal", "acceptance"),
}


def insert_item(connection: Connection, values: Mapping[str, Any]) -> int:
    """Keep a new supervision item; returns its id."""
    made = insert(supervision_items).values(version=1, state=PaperState.OPEN, **values)
    return connection.execute(made.returning(supervision_items.c.id)).scalar_one()


def insert_finding(connection: Connection, values: Mapping[str, Any]) -> int:
    """Keep a new finding; returns its id."""
    made = insert(findings).values(version=1, state=PaperState.OPEN, **values)
    return connection.execute(made.returning(findings.c.id)).scalar_one()


def paper(connection: Connection, kind: PaperKind, number: str) -> Paper | None:
    """The paper of that number."""
    row = connection.execute(_papers(kind).where(_TABLES[kind].c.number == number)).one_or_none()
    return _paper(kind, row) if row else None


def of_offices(connection: Connection, kind: PaperKind, regions: Sequence[str], most: int) -> list[Paper]:
    """The papers that offices of these regions opened, the newest first."""
    return _listed(connection, kind, _TABLES[kind].c.region.in_(regions), most)


def of_organ(connection: Connection, kind: PaperKind, organ: Owner, most: int) -> list[Paper]:
    """The papers that are an organ's task, or that it was consulted about, the newest first."""
    table = _TABLES[kind]
    region, department = _organ_columns(kind)
    mine = and_(region == organ.region, department == organ.department)
    if kind is PaperKind.FINDING:
        asked = and_(
            finding_opinions.c.finding_id == table.c.id,
            finding_opinions.c.region == organ.region,
            finding_opinions.c.department == organ.department,
        )
        mine = or_(mine, exists().where(asked))
    return _listed(connection, kind, mine, most)


def about_case(connection: Connection, case_id: int) -> list[Paper]:
    """The supervision items on a case, oldest first."""
    mine = supervision_items.c.case_id == case_id
    rows = connection.execute(_papers(PaperKind.ITEM).where(mine).order_by(supervision_items.c.id))
    return [_paper(PaperKind.ITEM, row) for row in rows]


def change(connection: Connection, paper: Paper, state: PaperState, organ: Owner | None = None) -> bool:
    """Set state and, if given, whose task it is. False when somebody acted since `paper` was read."""
    table = _TABLES[paper.kind]
    values: dict[str, Any] = {"state": state, "version": paper.version + 1}
    if organ:
        region, department = _organ_columns(paper.kind)
        values |= {region.name: organ.region, department.name: organ.department}
    same = (table.c.id == paper.id, table.c.version == paper.version)
    return connection.execute(update(table).where(*same).values(**values)).rowcount == 1


def write(connection: Connection, paper: Paper, note: Note, staff_id: int) -> None:
    """Keep what somebody wrote, with its files."""
    made = insert(paper_notes).values(
        item_id=paper.id if paper.kind is PaperKind.ITEM else None,
        finding_id=paper.id if paper.kind is PaperKind.FINDING else None,
        kind=note.act,
        text=note.text,
        on=note.on,
        at=note.at,
        staff_id=staff_id,
    )
    note_id = connection.execute(made.returning(paper_notes.c.id)).scalar_one()
    for file in note.files:
        kept = {"name": file.name, "mime": file.mime, "size": file.size, "sha256": file.sha256}
        connection.execute(insert(paper_files).values(id=file.id, note_id=note_id, **kept))


def notes(connection: Connection, paper: Paper) -> list[Note]:
    """What was written on a paper, oldest first."""
    column = paper_notes.c.item_id if paper.kind is PaperKind.ITEM else paper_notes.c.finding_id
    rows = connection.execute(
        select(paper_notes, users.c.name)
        .join(users, users.c.id == paper_notes.c.staff_id)
        .where(column == paper.id)
        .order_by(paper_notes.c.id)
    ).all()
    files = _files(connection, [row.id for row in rows])
    return [
        Note(PaperAct(row.kind), row.text, row.on, row.at, row.name, tuple(files.get(row.id, ())))
        for row in rows
    ]


def _files(connection: Connection, note_ids: Sequence[int]) -> dict[int, list[PaperFile]]:
    rows = connection.execute(
        select(paper_files).where(paper_files.c.note_id.in_(note_ids)).order_by(paper_files.c.name)
    )
    found: dict[int, list[PaperFile]] = {}
    for row in rows:
        kept = PaperFile(row.id, row.name, row.mime, row.size, row.sha256)
        found.setdefault(row.note_id, []).append(kept)
    return found


def _listed(connection: Connection, kind: PaperKind, mine: ColumnElement[bool], most: int) -> list[Paper]:
    newest = _papers(kind).where(mine).order_by(_TABLES[kind].c.id.desc()).limit(most)
    return [_paper(kind, row) for row in connection.execute(newest)]


def _organ_columns(kind: PaperKind) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    if kind is PaperKind.ITEM:
        return supervision_items.c.to_region, supervision_items.c.to_department
    return findings.c.body_region, findings.c.body_department


def _papers(kind: PaperKind) -> Select[*tuple[Any, ...]]:
    table = _TABLES[kind]
    region, department = _organ_columns(kind)
    names = (region.label("organ_region"), department.label("organ_department"), users.c.name)
    if kind is PaperKind.ITEM:
        about = (cases.c.number.label("case_number"), cases.c.restricted)
        joined = table.join(users, users.c.id == table.c.opened_by).outerjoin(
            cases, cases.c.id == table.c.case_id
        )
        return select(table, *names, *about).select_from(joined)
    return select(table, *names).select_from(table.join(users, users.c.id == table.c.opened_by))


def _paper(kind: PaperKind, row: Row[*tuple[Any, ...]]) -> Paper:
    item = kind is PaperKind.ITEM
    return Paper(
        kind=kind,
        id=row.id,
        number=row.number,
        version=row.version,
        state=PaperState(row.state),
        region=row.region,
        organ=Owner(row.organ_region, row.organ_department),
        due_on=row.due_on,
        opened_at=row.opened_at,
        opener=row.name,
        texts={name: getattr(row, name) for name in _TEXTS[kind]},
        case_id=row.case_id if item else None,
        case_number=row.case_number if item else None,
        restricted=bool(row.restricted) if item else False,
    )
