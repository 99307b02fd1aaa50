"""Every migration, one at a time, down and up again over rows in every table, on both engines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from rows_of_every_table import ROWS, fill
from samples import JINSHUI, Clock, People, complaint
from sqlalchemy import Connection, inspect, text, update
from waiting_room import queueing

from intake.cases.model import Role
from intake.services.citizens import track
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.partners import hooks, keys, managing
from intake.services.partners.keys import Wanted
from intake.services.partners.managing import NewPartner
from intake.services.staff import accounts
from intake.services.staff.accounts import NewUser
from intake.store import migrate
from intake.store.schema import metadata
from intake.store.staff import accounts as account_store
from intake.store.tables import api_keys

CHAIN = [  # the newest first
    each.revision
    for each in ScriptDirectory(str(Path(migrate.__file__).parent / "migrations")).walk_revisions()
]


def test_each_migration_keeps_what_both_its_schemas_can_hold(ctx: Context) -> None:
    for _case in range(ROWS):
        submit.submit(ctx, complaint("留下来的第一件。"), "test")
    with ctx.database.writing() as connection:
        fill(connection)
    _empty_the_waiting_room(ctx)
    with ctx.database.reading() as connection:
        before = _counts(connection)
    for newer, older in pairwise(CHAIN):
        before = _gone(ctx, newer, older, before)
    assert before["cases"], "down to the very first schema"
    for revision in reversed(CHAIN[:-1]):
        migrate.up(ctx.database, revision)
        with ctx.database.reading() as connection:
            assert migrate.revisions(connection)[0] == revision
            now = _counts(connection)
        lost = {name: (count, now.get(name)) for name, count in before.items() if now.get(name, 0) < count}
        assert set(lost) <= MAY_GO.get(revision, set()), f"up to {revision}: {lost}"
        before = now
    with ctx.database.writing() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        kept = connection.execute(text("SELECT text FROM cases WHERE id = 1")).scalar_one()
    assert kept == "留下来的第一件。"


@pytest.mark.parametrize("made", [False, True])
def test_both_kinds_of_databases_at_0138_get_the_waiting_room(ctx: Context, made: bool) -> None:
    """That link was empty, then made the table, and is empty again."""
    crowd = queueing(ctx, "always")
    migrate.down(ctx.database, "0138")
    if made:
        migrate.up(ctx.database)
        migrate.down(ctx.database, "0140")
        filed = submit.submit(crowd, complaint(), "web")
        with ctx.database.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0138'"))
    migrate.up(ctx.database)
    if not made:
        filed = submit.submit(crowd, complaint(), "web")
    assert track.by_code(crowd, filed.code)


def test_what_0142_makes_of_addresses_and_one_time_passwords(
    ctx: Context, people: People, clock: Clock
) -> None:
    """A head who let a system in when its address was set is asked no second time; others are."""
    asked = {name: managing.add(ctx, None, NewPartner(name, JINSHUI, of)) for name, of in OF_0142.items()}
    for name, each in asked.items():
        scope = {"hooks alone": "hooks", "hotline": "file"}.get(name, "cases:read")
        keys.issue(ctx, None, each, Wanted("甲", [scope], 30))
    clock.forward(seconds=1)
    hooks.set_hook(ctx, None, asked["set later"], "https://example.cn/")
    clock.forward(seconds=-1)
    for name in asked.keys() - {"set later"}:
        hooks.set_hook(ctx, None, asked[name], "https://example.cn/")
    new, clerk = NewUser("new", "新", Role.CLERK, JINSHUI, "ecology"), people.clerk()
    accounts.add_user(ctx, new)
    migrate.down(ctx.database, "0141")
    with ctx.database.writing() as connection:
        connection.execute(text("UPDATE users SET one_time_until = NULL"))
        own = "UPDATE users SET must_change_password = :no WHERE login = :login"
        connection.execute(text(own), {"no": False, "login": clerk.login})
        for name, days in (("let in", 30), ("set later", 30), ("ended", -1)):
            until = datetime.now(UTC) + timedelta(days=days)
            of = (api_keys.c.partner_id == asked[name].id,)
            connection.execute(update(api_keys).where(*of).values(expires_at=until))
    migrate.up(ctx.database)
    found = {name: hooks.where(ctx, each) for name, each in asked.items()}
    agreed = {name for name, where in found.items() if where and where.approved_at}
    assert agreed == {"let in", "hotline"}
    with ctx.database.reading() as connection:
        ends = {each: account_store.by_login(connection, each) for each in ("new", clerk.login)}
    days = ends["new"].one_time_until - datetime.now(UTC)  # type: ignore[union-attr,operator]  # they are there
    assert timedelta(days=2, hours=23) < days <= timedelta(days=3)
    assert ends[clerk.login].one_time_until is None  # type: ignore[union-attr]  # they are there


OF_0142 = {
    "let in": "ecology",
    "hooks alone": "ecology",
    "set later": "ecology",
    "ended": "ecology",
    "hotline": "",
}


def _empty_the_waiting_room(ctx: Context) -> None:
    """An older schema has no place for those who were given a receipt and wait: the way back is refused."""
    with pytest.raises(RuntimeError, match="filings wait"):
        migrate.down(ctx.database, CHAIN[CHAIN.index("0140") + 1])
    with ctx.database.writing() as connection:
        connection.execute(text("DELETE FROM waiting_filings"))


def _gone(ctx: Context, newer: str, older: str, before: dict[str, int]) -> dict[str, int]:
    """One migration down: a table that both schemas have keeps every row that the older one can hold."""
    migrate.down(ctx.database, older)
    with ctx.database.reading() as connection:
        assert migrate.revisions(connection)[0] == older
        now = _counts(connection)
    lost = {name: (before[name], count) for name, count in now.items() if before.get(name, 0) > count}
    assert set(lost) <= MAY_SHRINK.get(newer, set()), f"down from {newer}: {lost}"
    return now


# What an older schema cannot hold: keys that would open everything there, and must not be open.
MAY_SHRINK = {"0130": {"api_keys"}}
# What a newer one does not trust: secrets that were shown without asking for the password.
MAY_GO = {"0142": {"second_factors"}}


def _counts(connection: Connection) -> dict[str, int]:
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names}
