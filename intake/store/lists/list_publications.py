"""Publications of item lists: asked for once at a time, moved on step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, update
from sqlalchemy.dialects import postgresql, sqlite

from intake.lists.publishing import OVER, Kind, ListPublication, PublicFile, Step
from intake.store.lists.list_publications_table import list_publications as table


def ask(connection: Connection, new: ListPublication) -> int | None:
    """Keep a new publication; None when one of the same list is under way."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(table).values(
        kind=new.kind,
        key=new.key,
        draft_id=new.draft_id,
        files=[[each.path, each.text] for each in new.files],
        step=new.step,
        busy=new.list_key,
        asked_by=new.asked_by,
        asked_at=new.asked_at,
        reason=new.reason,
        times={new.step.value: new.asked_at.isoformat()},
        refused=[],
        trouble="",
        commit_id="",
    )
    made: int | None = connection.execute(
        statement.on_conflict_do_nothing(index_elements=["busy"]).returning(table.c.id)
    ).scalar()
    return made


def of_id(connection: Connection, publication_id: int) -> ListPublication | None:
    """One publication."""
    found = _those(connection, table.c.id == publication_id)
    return found[0] if found else None


def of_draft(connection: Connection, draft_id: int) -> list[ListPublication]:
    """Those of a draft, the latest first."""
    return _those(connection, table.c.draft_id == draft_id)[::-1]


def under_way(connection: Connection) -> list[ListPublication]:
    """Those not over, in the order they were asked for."""
    return _those(connection, table.c.busy.is_not(None))


def is_busy(connection: Connection, list_key: str) -> bool:
    """Whether a publication of the list (410000/ecology) is under way."""
    return connection.execute(select(table.c.id).where(table.c.busy == list_key)).first() is not None


def of_release(connection: Connection, key: str) -> list[ListPublication]:
    """Those of a release, the latest first."""
    return _those(connection, table.c.key == key)[::-1]


def uncommitted(connection: Connection) -> list[ListPublication]:
    """Those done whose files the version history did not take."""
    return _those(connection, (table.c.step == Step.DONE) & (table.c.trouble != ""))


def move(connection: Connection, seen: ListPublication, step: Step, now: datetime, **values: Any) -> bool:
    """Note that a step was done, and what came of it; False when somebody moved it meanwhile."""
    times = {each.value: at.isoformat() for each, at in seen.at.items()} | {step.value: now.isoformat()}
    busy = {"busy": None} if step in OVER else {}
    return note(connection, seen, {"step": step, "times": times, **busy, **values})


def note(connection: Connection, seen: ListPublication, values: Mapping[str, Any]) -> bool:
    """Set columns without moving it; False when somebody moved it meanwhile."""
    unmoved = (table.c.id == seen.id) & (table.c.step == seen.step)
    return connection.execute(update(table).where(unmoved).values(**values)).rowcount == 1


def _those(connection: Connection, which: ColumnElement[bool]) -> list[ListPublication]:
    rows: Sequence[Row[*tuple[Any, ...]]] = connection.execute(
        select(table).where(which).order_by(table.c.id)
    ).all()
    return [_publication(row) for row in rows]


def _publication(row: Row[*tuple[Any, ...]]) -> ListPublication:
    return ListPublication(
        id=row.id,
        kind=Kind(row.kind),
        key=row.key,
        draft_id=row.draft_id,
        files=tuple(PublicFile(path, text) for path, text in row.files),
        step=Step(row.step),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        reason=row.reason,
        at={Step(step): datetime.fromisoformat(at) for step, at in row.times.items()},
        refused=tuple(row.refused),
        trouble=row.trouble,
        commit_id=row.commit_id,
    )
