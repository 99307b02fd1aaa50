"""A PostgreSQL of our own for the tests: no network, no root, gone afterwards."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from memory import memory_for
from sqlalchemy import create_engine, text

from intake.store import migrate
from intake.store.base import Database

_OPTIONS = "-c listen_addresses='' -c max_connections=100 -k {}"
# Nothing of it outlives the tests, so nothing is written twice or waited for.
_HASTY = (
    " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal "
    "-c max_wal_senders=0 -c min_wal_size=32MB -c max_wal_size=128MB -c autovacuum=off"
)
# A database is a thousand files: copied and deleted for every test, they cost half a second on a disk.
_ROOM = 2**30  # bytes


class Cluster:
    """One server on a Unix socket, with one migrated database that every test's database is copied from.

    `durable`: it lies on the disk and waits for it, as in operation. `like`: what `keep` left of another.
    """

    def __init__(self, *, durable: bool = False, like: Path | None = None) -> None:
        in_memory = None if durable else memory_for(_ROOM)
        self._folder = Path(tempfile.mkdtemp(prefix="mdpg", dir=in_memory))
        self._strategy = "FILE_COPY" if in_memory else "WAL_LOG"
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self._folder, "postgres", "postgres")
        if like:
            subprocess.run(["cp", "-a", like, self._data], check=True)  # with its owner
        else:
            self._run(
                "initdb", "-D", self._data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"
            )
        self._run(
            "pg_ctl",
            "-D",
            self._data,
            "-w",
            "-l",
            self._data / "log",
            "-o",
            _OPTIONS.format(self._folder) + ("" if durable else _HASTY),
            "start",
        )
        self._admin = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        if not like:
            self._fill()

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def url(self, name: str) -> str:
        """The URL of a database of this server."""
        return f"postgresql+psycopg://tester@/{name}?host={self._folder}"

    def create(self, *, migrated: bool = True) -> str:
        """A fresh database; returns its name."""
        name = f"t{secrets.token_hex(6)}"
        template = "migrated" if migrated else "empty_copy"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY {self._strategy}")
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def restart(self) -> None:
        """End the server at once, as a crash does, and start it again."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "-l", self._data / "log", "restart")

    def keep(self, folder: Path) -> None:
        """Stop the server, and leave in `folder` what others are to begin with."""
        self._admin.dispose()
        self._run("pg_ctl", "-D", self._data, "-m", "fast", "-w", "stop")
        subprocess.run(["cp", "-a", self._data, folder], check=True)
        shutil.rmtree(self._folder)

    def stop(self) -> None:
        """Stop the server and delete everything."""
        self._admin.dispose()
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def dump(self, name: str) -> bytes:
        """Everything in a database, as bytes to look through."""
        return self._run("pg_dump", "-h", self._folder, "-U", "tester", name)

    def _fill(self) -> None:
        self._execute("CREATE DATABASE empty_copy")
        self._execute("CREATE DATABASE migrated")
        database = Database(self.url("migrated"))
        migrate.up(database)
        database.close()

    def _execute(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))

    def _run(self, program: str, *arguments: str | Path) -> bytes:
        command = [str(_binary(program)), *map(str, arguments)]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(command, cwd=self._folder, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode()}{done.stdout.decode()}")
        return done.stdout


def _binary(program: str) -> Path:
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=_version)
    found = newest[-1] if newest else shutil.which(program, path="/usr/local/bin:/usr/bin")
    if not found:
        raise RuntimeError(f"{program} is missing: `make test` installs postgresql")
    return Path(found)


def _version(path: Path) -> float:
    return float(path.parts[-3])
