"""Bring a database to the schema of this version, or back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from intake.store.base import Database

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 4100_0005  # any number, the same in every process


def up(database: Database, revision: str = "head") -> None:
    """Run the missing migrations in one transaction; processes starting together wait for each other."""
    _run(database, lambda config: command.upgrade(config, revision))


def down(database: Database, revision: str) -> None:
    """Undo migrations back to a revision ("base" for none)."""
    _run(database, lambda config: command.downgrade(config, revision))


def revisions(connection: Connection) -> tuple[str, str]:
    """The schema that a database has ("" for none) and the one that this version wants."""
    there = MigrationContext.configure(connection).get_current_revision()
    return there or "", newest()


def newest() -> str:
    """The schema that this version wants."""
    return ScriptDirectory(str(_FOLDER)).get_current_head() or ""


def is_known(revision: str) -> bool:
    """Whether this version knows a schema: its own, an older one, or none ("")."""
    known = {each.revision for each in ScriptDirectory(str(_FOLDER)).walk_revisions()}
    return revision in known or not revision


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for a connection with an open transaction."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _run(database: Database, work: Callable[[Config], None]) -> None:
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        work(configuration(connection))
