"""PostgreSQL's own pg_dump and pg_restore; the password goes by the environment, where `ps` does not show
it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Connection, Engine, text

from intake.store.moving.dump_fault import DumpFault

_DEBIAN = Path("/usr/lib/postgresql")


@contextmanager
def moment(engine: Engine) -> Iterator[tuple[Connection, str]]:
    """A connection that sees one moment of the database, and the name under which pg_dump sees the same."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        yield connection, connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()


def take(url: URL, name: str, target: Path) -> None:
    """Dump the moment of that name. Raises DumpFault."""
    _run(url, "pg_dump", "--format=custom", f"--snapshot={name}", f"--file={target}")


def check(dump: Path) -> None:
    """Read a dump to its end without a server: every compressed block is opened. Raises DumpFault."""
    _run(None, "pg_restore", "--file=/dev/null", str(dump))


def restore(dump: Path, url: URL) -> None:
    """Put it back in one transaction, as this user's. Raises DumpFault."""
    how = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run(url, "pg_restore", *how, str(dump))


def _run(url: URL | None, program: str, *arguments: str) -> None:
    command, environment = [_program(program), *arguments], {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    if url is not None:
        given = url.translate_connect_args(username="user", database="dbname") | dict(url.query)
        environment["PGPASSWORD"] = str(given.pop("password", ""))
        command.append(f"--dbname={make_conninfo(**given)}")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - PostgreSQL's own program, an operator's own addresses
    if done.returncode:
        raise DumpFault(f"{program}: {done.stderr.strip()[-500:]}")


def _program(name: str) -> str:
    """The newest that Debian installed, as an older one refuses a newer server; else whichever is found."""
    newest = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(newest[-1]) if newest else shutil.which(name)
    if found is None:
        raise DumpFault(f"{name}: not installed (Debian: postgresql-client)")
    return found
