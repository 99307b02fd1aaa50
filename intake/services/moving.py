"""A whole installation brought from SQLite to PostgreSQL, with its files into a bucket if wanted.

Writing stops first and stays stopped: what nobody can change needs no catching up, and the old database can
never again take a complaint that the new one lacks. A killed move is begun again by the same command: tables
that came whole stay, the others are copied again. Nothing is called moved before every row and every file was
read back from where it now lies, and the record verified there with its key.
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace

import structlog
from sqlalchemy import Table, make_url, text
from sqlalchemy.exc import DBAPIError

from intake.cases.errors import CaseworkError
from intake.services.context import Context
from intake.services.moving_files import Progress, move_files, referred_to
from intake.services.records import audit
from intake.settings import Settings
from intake.store import migrate
from intake.store.base import ClosedForWriting, Database
from intake.store.files.file_stores import open_files
from intake.store.files.files import EvidenceFiles
from intake.store.moving import closing as closed
from intake.store.moving import moving
from intake.store.moving.moving import TABLES, Adder, Digest
from intake.words import gettext as _

__all__ = ["ClosedForWriting", "Moved", "Progress", "move", "reopen"]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Moved:
    """What each table holds, how many files were read back, and the names of those that were damaged or
    missing already where they came from."""

    tables: dict[str, Digest]
    files: int
    damaged: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(digest.rows for digest in self.tables.values())


def move(ctx: Context, to: Settings, progress: Progress) -> Moved:
    """Move everything to the database of these settings; files too, if theirs lie elsewhere.

    Raises CaseworkError, in words: nothing was begun, or what came is not what was; SQLAlchemyError; OSError.
    """
    if not ctx.database.is_sqlite:
        raise CaseworkError(_("只能从 SQLite 迁出。PostgreSQL 之间请用 pg_dump 和 pg_restore。"))
    if make_url(to.database_url).get_backend_name() == "sqlite":
        raise CaseworkError(_("目标应为 postgresql://…"))
    _check_schema(ctx)
    with ExitStack() as held:
        target = held.enter_context(closing(Database(to.database_url)))
        if not held.enter_context(target.alone("moving", wait=False)):
            raise CaseworkError(_("另一个迁移正在往这个数据库里写。"))
        _check_target(target)
        files = open_files(to.files_url, to.files_dir)
        files.check()  # before anybody is kept from writing
        return _move(ctx, target, files, progress)


def reopen(ctx: Context, *, giving_up: bool = False) -> tuple[str, ...] | None:
    """Let the old database be written again; None when it was not closed. Returns the files it refers to that
    are no longer there: where files stayed in their place, the new system deleted them.

    Raises CaseworkError where the new system put files in the same place, unless `giving_up` them: they are
    of complaints that the old database does not know, and would be deleted as left behind.
    """
    since = closed.closed_at(ctx.database) if ctx.database.is_sqlite else None
    if since is None:
        return None
    there = set(ctx.files.names_before(float("inf")))
    wanted = {name for name, _sum in referred_to(ctx)}
    new = there - set(ctx.files.names_before(since)) - wanted
    if new and not giving_up:
        raise CaseworkError(
            _(
                "新系统已经在同一个地方存了 {count} 个材料：它收过的投诉不在原来的数据库里，现在退回，一天后"
                "这些材料会被当作残留清除。先备份新系统；确实不要了，再加 --give-up。"
            ).format(count=len(new))
        )
    closed.reopen(ctx.database)
    return tuple(sorted(wanted - there))


def _check_schema(ctx: Context) -> None:
    with ctx.database.reading() as connection:
        there, wanted = migrate.revisions(connection)
    if there != wanted:
        raise CaseworkError(_("数据库结构不是这个版本的。先运行 python -m intake migrate。"))


def _check_target(target: Database) -> None:
    with target.reading() as connection:
        strange = moving.strange_tables(connection)
        filled = moving.is_used(connection) and moving.source_of(connection) is None
    if strange or filled:
        others = (
            _("里面有别的表：{names}").format(names="、".join(strange[:5])) if strange else _("已经有人在用")
        )
        raise CaseworkError(_("目标数据库不是空的，{others}。").format(others=others))


def _move(ctx: Context, target: Database, files: EvidenceFiles, progress: Progress) -> Moved:
    source = closed.close(ctx.database)
    _begin(target, source)
    tables = _copy(ctx, target, progress)
    with target.writing() as connection:
        moving.set_sequences(connection)
    _verify(target, tables, progress)
    _verify_record(ctx, target)
    count, damaged = move_files(ctx, files, progress)
    _gather_statistics(target)
    with target.writing() as connection:
        moving.end(connection)
    log.info("installation moved", rows=sum(each.rows for each in tables.values()), files=count)
    return Moved(tables, count, damaged)


def _begin(target: Database, source: str) -> None:
    with target.reading() as connection:
        begun_by = moving.source_of(connection)
    if begun_by == source:
        return
    if begun_by is not None:
        raise CaseworkError(_("目标数据库里是另一次迁移留下的一半。请换一个空的，或把它删了重建。"))
    migrate.up(target)
    with target.writing() as connection:
        moving.begin(connection, source)


def _copy(ctx: Context, target: Database, progress: Progress) -> dict[str, Digest]:
    with closed.snapshot(ctx.database) as source:
        counts = {each.name: _count(source, each.name) for each in TABLES}
        with target.reading() as connection:
            came = moving.moved(connection)
        told = _Teller("复制", sum(counts.values()), progress)
        told(sum(digest.rows for digest in came.values()))
        for table in TABLES:
            if table.name not in came:
                came[table.name] = _copy_table(target, source, table, told)
    return came


def _copy_table(target: Database, source: sqlite3.Connection, table: Table, told: _Teller) -> Digest:
    try:
        with target.writing() as connection:
            return moving.move_table(connection, source, table, told)
    except DBAPIError as fault:
        raise CaseworkError(
            _("表 {name} 没有复制成：{why}").format(name=table.name, why=_reason(fault))
        ) from None


def _verify(target: Database, tables: dict[str, Digest], progress: Progress) -> None:
    """Every row once more, read back from the target."""
    told = _Teller("核对", sum(digest.rows for digest in tables.values()), progress)
    with target.reading() as connection:
        for table in TABLES:
            adder = Adder(told)
            for _each in adder.passing(moving.of_postgresql(connection, table)):
                pass
            if adder.digest() != tables[table.name]:
                raise CaseworkError(_("表 {name} 复制以后与原来不同，新的不能用。").format(name=table.name))


def _verify_record(ctx: Context, target: Database) -> None:
    """The chain of the record, with its key, in its new place."""
    with target.reading() as connection:
        verdict, _head = audit.check(replace(ctx, database=target), connection)
    if verdict.fault:
        told = _("审计记录在新数据库里没有通过核对（第 {line} 行：{message}）")
        raise CaseworkError(told.format(line=verdict.fault.line, message=verdict.fault.message))


class _Teller:
    """Adds up how far it is."""

    def __init__(self, what: str, total: int, progress: Progress) -> None:
        self._what, self._done, self._total, self._progress = what, 0, total, progress

    def __call__(self, more: int) -> None:
        self._done += more
        self._progress(self._what, self._done, self._total)


def _count(source: sqlite3.Connection, name: str) -> int:
    return int(source.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - names of our own


def _reason(fault: DBAPIError) -> str:
    """Without the values, which may be what somebody typed."""
    told = getattr(fault.orig, "diag", None)
    words = (getattr(told, "message_primary", None), getattr(told, "column_name", None))
    return "，".join(filter(None, words)) or type(fault.orig).__name__


def _gather_statistics(target: Database) -> None:
    with target.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
