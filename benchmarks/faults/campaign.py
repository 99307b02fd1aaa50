"""One campaign: an installation of its own, load, killers, and the reckoning."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.faults.filing import Acknowledged, Filer
from benchmarks.faults.killing import Killer, Nursery, Tally, killed
from benchmarks.faults.reckoning import reckon, settle
from benchmarks.intake_servers import ROOT, api_keys, free_port
from intake.services.context import open_context
from intake.services.filing import carry
from intake.services.publication import site
from intake.services.search import index
from intake.settings import Settings, from_environment
from registry import progress

if TYPE_CHECKING:
    from cluster import Cluster
    from receivers import MailServer

FILERS = 8
# Roles and the longest a process of each may live: a web process is up within a second or two.
LIVES = (("web", 6.0), ("worker", 4.0), ("worker", 4.0), ("indexer", 8.0), ("builder", 5.0))
SENDERS = ("worker",)


class Campaign:
    """`restarts`: how often PostgreSQL is ended and started again; None: SQLite. `queue`: FILING_QUEUE;
    `lives`: as LIVES."""

    def __init__(
        self,
        folder: Path,
        kills: int,
        restarts: int | None,
        queue: str = "auto",
        lives: tuple[tuple[str, float], ...] = LIVES,
    ) -> None:
        self._queue, self._waited = queue, 0
        self._folder, self._restarts, self._lives = folder, restarts, lives
        self._builds = "builder" in dict(lives)
        self._tally, self._kept = Tally(kills, [role for role, _longest in lives]), Acknowledged()
        self._stop = threading.Event()

    def run(self) -> dict[str, Any]:
        """Do it; returns the figures, and `faults`, which should be empty."""
        began = time.monotonic()
        with mail_server() as mails, _database(self._restarts is not None) as cluster:
            environment = self._environment(mails, cluster)
            settings = from_environment(environment)
            keys = api_keys(environment, FILERS)
            _first_start(settings, site_too=self._builds)
            self._fight(environment, settings, keys, cluster)
            report = self._reckon(settings, mails)
        figures: dict[str, Any] = {
            "engine": "postgresql" if cluster else "sqlite",
            "killed": dict(self._tally.of),
            "ended_by_themselves": dict(self._tally.ended),
        }
        figures |= {"database_restarts": self._restarts or 0, "seconds": round(time.monotonic() - began)}
        return figures | {"load": round(os.getloadavg()[0], 1)} | report

    def _environment(self, mails: MailServer, cluster: Cluster | None) -> dict[str, str]:
        shutil.copytree(ROOT / "content", self._folder / "content")
        return {
            "DATA_DIR": str(self._folder / "data"),
            "CONTENT_DIR": str(self._folder / "content"),
            "OUTPUT_DIR": str(self._folder / "output"),
            "DATABASE_URL": cluster.url(cluster.create(migrated=False)) if cluster else "",
            "DEMO": "0",
            "FILING_QUEUE": self._queue,
            "PORT": str(free_port()),
            "SMTP_URL": mails.url,
            "MAIL_FROM": "明单 <no-reply@mingdan.example>",
        }

    def _fight(
        self, environment: dict[str, str], settings: Settings, keys: list[str], cluster: Cluster | None
    ) -> None:
        nursery = Nursery(environment, self._folder / "processes.log")
        base = f"http://127.0.0.1:{settings.port}"
        filers = [
            Filer(base, keys[number], number * 1_000_000, self._kept, self._stop).start()
            for number in range(FILERS)
        ]
        killers = [Killer(nursery, role, longest, self._tally) for role, longest in self._lives]
        for each in killers:
            each.start()
        restarting = threading.Thread(target=self._restart_database, args=(cluster, killers))
        restarting.start()
        self._watch(killers)
        restarting.join()
        self._quiet_end(nursery, filers)

    def _restart_database(self, cluster: Cluster | None, killers: list[Killer]) -> None:
        """End the database again and again, evenly over the kills."""
        if cluster is None or self._restarts is None:
            return
        for number in range(1, self._restarts + 1):
            due = self._tally.kills * number // (self._restarts + 1)
            while self._tally.of.total() < due and any(each.is_alive() for each in killers):
                time.sleep(0.2)
            cluster.restart()

    def _watch(self, killers: list[Killer]) -> None:
        with progress.work("kills", "Run it again from the beginning.") as shown:
            while any(each.is_alive() for each in killers):
                shown.part(self._tally.of.total(), self._tally.kills)
                time.sleep(0.5)

    def _quiet_end(self, nursery: Nursery, filers: list[threading.Thread]) -> None:
        """The last web process lives until everybody was answered once more."""
        last = nursery.start("web")
        before = len(self._kept.receipts)
        end = time.monotonic() + 60
        while len(self._kept.receipts) < before + FILERS and time.monotonic() < end:
            time.sleep(0.2)
        self._stop.set()
        for each in filers:
            each.join(60)
        killed(last)
        nursery.close()

    def _reckon(self, settings: Settings, mails: MailServer) -> dict[str, Any]:
        with closing(open_context(settings)) as ctx:
            self._waited = carry.lag(ctx)[0]
            later = settle(ctx)
            letters = [mail.key for mail in mails.received]
            sender_kills = sum(self._tally.of[role] for role in SENDERS) + (self._restarts or 0) * 2
            found = reckon(later, self._kept, letters, sender_kills)
            faults = found.faults + (_site_faults(settings) if self._builds else [])
        return {**found.counted, "waiting_at_the_end": self._waited, "faults": faults}


def _first_start(settings: Settings, *, site_too: bool) -> None:
    """What takes longer than any process will live: the index of what is published, and the site."""
    with closing(open_context(settings)) as ctx:
        if index.is_stale(ctx):
            index.rebuild(ctx)
        if site_too:
            site.build(ctx)


def _site_faults(settings: Settings) -> list[str]:
    """Built once more where it was killed, the site is what a build from nothing gives."""
    with closing(open_context(settings)) as ctx:
        site.build(ctx)
        ours = _files(settings.output_dir)
        shutil.rmtree(settings.output_dir)
        shutil.rmtree(settings.data_dir / "site", ignore_errors=True)
        site.build(ctx)
    anew = _files(settings.output_dir)
    return [
        f"site: {path} differs"
        for path in sorted(ours.keys() | anew.keys())
        if ours.get(path) != anew.get(path)
    ]


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A real mail server that keeps what it is given."""
    sys.path.insert(0, str(ROOT / "tests" / "notices"))
    from receivers import MailServer

    server = MailServer().start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def _database(postgres: bool) -> Iterator[Cluster | None]:
    """None stands for SQLite in the data folder."""
    if not postgres:
        yield None
        return
    from benchmarks.own_postgres import server

    with server(durable=True) as cluster:
        yield cluster
