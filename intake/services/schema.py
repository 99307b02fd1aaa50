"""Whether this program fits the database: an older schema is brought up, a newer one is left alone."""

from __future__ import annotations

from contextlib import closing

from intake.cases.errors import CaseworkError
from intake.services.backup import restoring
from intake.settings import Settings
from intake.store import migrate
from intake.store.base import Database


class SchemaRefused(CaseworkError):
    """The program must not touch this database; the message says why and what to do."""


def check_may_start(settings: Settings) -> None:
    """Raises SchemaRefused: the database is of a newer version, or is half restored."""
    if restoring.is_interrupted(settings):
        raise SchemaRefused("上次恢复备份没有做完：把同一条 python -m intake restore 命令再运行一次")
    there = revision(settings)
    if not migrate.is_known(there):
        raise SchemaRefused(
            f"数据库是更新的版本用过的（结构 {there}，本程序只到 {migrate.newest()}），什么都没有动。"
            "请启动新版本；要退回旧版本，先用新版本运行 python -m intake migrate --to，"
            "或者恢复升级前的备份（docs/operations.md）"
        )


def check_is_current(settings: Settings) -> None:
    """The same for what does not migrate. Raises SchemaRefused also where migrations are missing."""
    check_may_start(settings)
    there = revision(settings)
    if there != migrate.newest():
        raise SchemaRefused(
            f"数据库的结构是 {there or '空的'}，本程序要 {migrate.newest()}：先运行 python -m intake migrate"
        )


def go_to(settings: Settings, revision_wanted: str) -> None:
    """Bring the database to an older schema, for an older version of the program. Raises SchemaRefused."""
    check_may_start(settings)
    if not revision_wanted or not migrate.is_known(revision_wanted):
        raise SchemaRefused(f"没有这个结构版本：{revision_wanted}")
    if revision_wanted > revision(settings):  # they are numbered, with as many digits each
        raise SchemaRefused(f"数据库还没有到 {revision_wanted}：升级用 python -m intake migrate，不写 --to")
    with closing(Database(settings.database_url)) as database:
        migrate.down(database, revision_wanted)


def revision(settings: Settings) -> str:
    """The schema that the database has; "" for none."""
    with closing(Database(settings.database_url)) as database, database.reading() as connection:
        return migrate.revisions(connection)[0]
