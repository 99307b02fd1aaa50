"""Chaining a record that was kept before the chain: up and down, with data, on both engines."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from samples import filed
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from intake.services.context import Context
from intake.services.records import audit
from intake.store import migrate
from intake.store.base import Database
from intake.store.keys import load_or_create

LINES = "SELECT id, at, event, case_id, staff_id, detail FROM events ORDER BY id"


def before_the_chain() -> str:
    """The revision that the chain's migration follows."""
    folder = Path(migrate.__file__).parent / "migrations"
    revision = ScriptDirectory(str(folder)).get_revision("0030")
    assert revision is not None
    assert isinstance(revision.down_revision, str)
    return revision.down_revision


def test_lines_kept_before_are_chained_and_sealed(ctx: Context) -> None:
    for _each in range(3):
        filed(ctx)
    migrate.down(ctx.database, before_the_chain())
    with ctx.database.writing() as connection:
        connection.execute(text("DELETE FROM events WHERE id = 4"))  # PostgreSQL's numbers had gaps
        before = connection.execute(text(LINES)).all()
    migrate.up(ctx.database)
    assert audit.verify(ctx).fault is not None  # not sealed yet
    audit.seal_start(ctx.settings)
    filed(ctx)
    assert audit.verify(ctx) == audit.Verdict(7, None)
    with ctx.database.reading() as connection:
        assert connection.execute(text(LINES)).all()[:5] == before


def test_sealing_is_done_once(ctx: Context) -> None:
    audit.seal_start(ctx.settings)
    assert audit.verify(ctx) == audit.Verdict(0, None)
    with closing(Database(ctx.settings.database_url)) as database:
        other = replace(ctx, database=database, keys=load_or_create(ctx.settings.data_dir / "others"))
        assert audit.verify(other).fault is not None
    audit.seal_start(ctx.settings)
    assert audit.verify(ctx).fault is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET event = 'desk:case:closed' WHERE id = 1",
        "UPDATE events SET detail = '{}'",
        "DELETE FROM events WHERE id = 2",
        "DELETE FROM events",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_refuses_to_change_the_record(ctx: Context, statement: str) -> None:
    filed(ctx)
    with pytest.raises(DBAPIError, match="append-only"), ctx.database.writing() as connection:
        connection.execute(text(statement))
    audit.seal_start(ctx.settings)
    assert audit.verify(ctx) == audit.Verdict(2, None)
