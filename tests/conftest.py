"""What the tests of several rooms share: the real content, both databases, an open context, people."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from argon2 import PasswordHasher
from cluster import Cluster
from hasty import hasty
from memory import memory_for
from object_store import ObjectStore
from once import made_once
from playwright.sync_api import Browser, sync_playwright
from samples import ROOT, Clock, People, settings_in

from intake.services.context import Context, context_for
from intake.services.search import index
from intake.services.search.vocabulary import analyzer_for
from intake.services.staff import accounts
from intake.store import base, migrate
from intake.store.base import Database
from intake.store.files.folder_files import FolderFiles
from intake.store.keys import load_or_create
from registry import Registry, load
from registry.fingerprint import file_digests
from search import open_backend

# The default prints every local of a traceback: with a whole registry among them, one fault takes a minute.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.set_exc_info,
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)

# Folders with the modules that take longest: begun first; no worker is left alone with one at the end.
LONGEST = ("browser", "sizes", "faults", "operations", "lists", "web", "site", "notices", "casework", "api")

ROOM = 12 * 2**30  # bytes; a quarter of it was used at most when some folders ran in three workers


def pytest_configure() -> None:
    """The tests' folders lie in memory: a third of their time with a database was waiting for a disk."""
    folder = memory_for(ROOM)
    if folder:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest folders first; within them nothing changes its order."""
    rank = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.parent.name, len(rank)))


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Argon2 itself, but quick: its full cost, a quarter of a second a person, guards nobody here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session", autouse=True)
def hasty_databases() -> Iterator[None]:
    """Those of the tests' own processes; what is started as a process has the product's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base, "_engine", hasty(base._engine))
        yield


@pytest.fixture(scope="session", autouse=True)
def content_left_alone() -> Iterator[None]:
    """What a test publishes goes into a copy: once, made-up results of tests were nearly shipped."""
    before = file_digests(ROOT / "content")
    yield
    assert file_digests(ROOT / "content") == before


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """A command that a test runs sends the log to its own standard error, which is closed after the test."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, one a process: Playwright refuses a second. Without it tests fail, not skip.

    Without a window (its headless shell) a page costs a third; `make axe` and the pictures use the whole.
    """
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The published record, loaded once."""
    return load(ROOT / "content")


@pytest.fixture(scope="session")
def common(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """What is slow to make and only read: index, router and analyzer over the real content."""

    def make(folder: Path) -> None:
        with closing(context_for(settings_in(folder), registry)) as making:
            migrate.up(making.database)
            index.rebuild(making)

    made = made_once(tmp_path_factory, "common", make)
    own = shutil.copytree(made, tmp_path_factory.mktemp("common"), dirs_exist_ok=True)
    context = context_for(settings_in(own), registry)
    gc.collect()
    gc.freeze()  # what lasts to the end is not gone through again and again: a fifth of the time
    yield context
    context.close()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy, closed so that nothing of it is in the write-ahead log."""

    def make(folder: Path) -> None:
        with closing(Database(f"sqlite:///{folder / 'migrated.sqlite3'}")) as database:
            migrate.up(database)

    return made_once(tmp_path_factory, "sqlite", make) / "migrated.sqlite3"


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A PostgreSQL server, one a worker: some tests crowd it. Filled once, by the first of them."""
    made = Cluster(
        like=made_once(tmp_path_factory, "cluster", lambda it: Cluster().keep(it / "data")) / "data"
    )
    yield made
    made.stop()


@pytest.fixture(scope="session")
def object_store() -> Iterator[ObjectStore]:
    """An S3-compatible server, started once."""
    made = ObjectStore()
    yield made
    made.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table, on either engine."""
    yield from _database(request, tmp_path, migrated=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database, on either engine."""
    yield from _database(request, tmp_path, migrated=True)


def _database(request: pytest.FixtureRequest, folder: Path, *, migrated: bool) -> Iterator[str]:
    if request.param == "sqlite":
        if migrated:
            shutil.copy(request.getfixturevalue("migrated_sqlite"), folder / "mingdan.sqlite3")
        yield f"sqlite:///{folder / 'mingdan.sqlite3'}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = cluster.create(migrated=migrated)
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def clock() -> Clock:
    """The context's clock."""
    return Clock()


@pytest.fixture
def ctx(common: Context, database_url: str, tmp_path: Path, clock: Clock) -> Iterator[Context]:
    """An open context with a database, files and keys of its own, on either engine."""
    settings = replace(settings_in(tmp_path), database_url=database_url)
    opened = replace(
        common,
        settings=settings,
        case_index=open_backend(f"whoosh://{tmp_path}/cases", analyzer_for(common.registry)),
        database=Database(database_url),
        files=FolderFiles(settings.files_dir),
        keys=load_or_create(tmp_path / "keys"),
        now=clock,
    )
    yield opened
    opened.database.close()


@pytest.fixture
def people(ctx: Context) -> People:
    """Staff, made when first asked for."""
    return People(ctx)
