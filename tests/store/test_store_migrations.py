"""Migrations: head is what the tables say, up and down keep what both schemas can hold."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from samples import complaint
from sqlalchemy import inspect, text

from intake.services.citizens import track
from intake.services.context import Context
from intake.services.filing import submit
from intake.store import migrate
from intake.store.base import Database
from intake.store.schema import metadata


def test_head_is_what_the_tables_say(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    migrate.up(database)
    migrate.up(database)  # a second start changes nothing
    with database.writing() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


def test_down_and_up_again_with_data(ctx: Context) -> None:
    """Below the first migration is nothing: data goes with its tables, and all is usable again."""
    submit.submit(ctx, complaint(), "test")
    migrate.down(ctx.database, "base")
    with ctx.database.reading() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    migrate.up(ctx.database)
    with ctx.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM cases")).scalar() == 0
    again = submit.submit(ctx, complaint(), "test")
    assert track.by_code(ctx, again.code)


def test_up_keeps_the_data_it_finds(ctx: Context) -> None:
    receipt = submit.submit(ctx, complaint(), "test")
    migrate.up(ctx.database)
    assert track.by_code(ctx, receipt.code)
