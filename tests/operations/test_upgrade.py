"""Up and back with data: an old version's database, upgraded as docs/operations.md says, and brought back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from machines import rows, silent
from samples import filed
from sqlalchemy import inspect, text

from intake.services import schema, setup
from intake.services.backup import manifest, taking
from intake.services.context import Context
from intake.services.records import audit
from intake.services.schema import SchemaRefused
from intake.store import migrate
from intake.store.base import Database

OLD = ("0124", "0100")  # schemas of versions that were in use


@pytest.mark.parametrize("old", OLD)
def test_upgrade_and_rollback_keep_every_row(ctx: Context, away: Path, old: str) -> None:
    """Backup of the old schema, migration, check; then back. Nothing that both schemas hold changes."""
    for _each in range(3):
        filed(ctx)
    schema.go_to(ctx.settings, old)
    before = kept(ctx)
    made = taking.take(ctx, away / "b", away / "k", 3, silent)
    assert manifest.read(made.folder).revision == old
    with pytest.raises(SchemaRefused, match="先运行"):
        schema.check_is_current(ctx.settings)
    setup.migrate(ctx.settings)
    schema.check_is_current(ctx.settings)
    assert kept(ctx, before) == before
    verdict = audit.verify(ctx)
    assert verdict.fault is None
    filed(ctx)  # the upgraded installation goes on
    number = count(ctx)
    schema.go_to(ctx.settings, old)
    assert schema.revision(ctx.settings) == old
    assert count(ctx) == number


def test_a_newer_database_is_left_alone(ctx: Context) -> None:
    with ctx.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = rows(ctx.settings.database_url)
    for start in (setup.migrate, schema.check_is_current):
        with pytest.raises(SchemaRefused, match="更新的版本"):
            start(ctx.settings)
    with pytest.raises(SchemaRefused):
        schema.go_to(ctx.settings, "0124")
    assert rows(ctx.settings.database_url) == before


def test_no_way_to_a_schema_that_never_was(ctx: Context) -> None:
    with pytest.raises(SchemaRefused, match="没有这个结构"):
        schema.go_to(ctx.settings, "0999")
    assert schema.revision(ctx.settings) == migrate.newest()


def kept(ctx: Context, like: dict[str, list[str]] | None = None) -> dict[str, list[str]]:
    """Every row of every table; of the columns that `like` was read with, where they were added to."""
    found = {}
    with closing(Database(ctx.settings.database_url)) as database, database.reading() as connection:
        looked = inspect(connection)
        for name in set(looked.get_table_names()) - {"alembic_version"}:
            columns = [each["name"] for each in looked.get_columns(name)]
            if like is not None:
                if name not in like:
                    continue
                columns = [each for each in columns if f'"{each}"' in like[name][0].split(",")]
            chosen = ",".join(f'"{each}"' for each in sorted(columns))
            lines = connection.execute(text(f'SELECT {chosen} FROM "{name}"'))
            found[name] = [chosen, *sorted(map(repr, lines))]
    return found


def count(ctx: Context) -> int:
    with closing(Database(ctx.settings.database_url)) as database, database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM cases")).scalar_one())
