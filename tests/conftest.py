"""What the tests of several rooms share: the real content, both databases, an open context, people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cluster import Cluster

from intake.cases.model import Complaint, Contact, Location, Role, Staff
from intake.services import accounts, index, submit
from intake.services.context import Context, context_for
from intake.settings import Settings, from_environment
from intake.store import migrate
from intake.store.base import Database
from intake.store.files import EvidenceFiles
from intake.store.keys import load_or_create
from registry import Registry, load

ROOT = Path(__file__).resolve().parents[1]
JINSHUI, ZHENGZHOU, HENAN = "410105", "410100", "410000"


@dataclass
class Clock:
    """The time of the tests: stands still unless moved."""

    at: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        """Move on, in timedelta's words: minutes=5."""
        self.at += timedelta(**by)


@dataclass
class People:
    """Staff made on demand, one of a kind."""

    ctx: Context
    _made: dict[tuple[str, str, str | None, int], Staff] = field(default_factory=dict)

    def clerk(self, department: str = "ecology", region: str = JINSHUI, number: int = 1) -> Staff:
        """A clerk of an organ; another `number` is a colleague."""
        return self._person(Role.CLERK, region, department, number)

    def coordinator(self, region: str = ZHENGZHOU) -> Staff:
        """Somebody of a region's coordinating office."""
        return self._person(Role.COORDINATOR, region, None, 1)

    def administrator(self) -> Staff:
        """Somebody who keeps accounts."""
        return self._person(Role.ADMINISTRATOR, HENAN, None, 1)

    def _person(self, role: Role, region: str, department: str | None, number: int) -> Staff:
        key = (role.value, region, department, number)
        if key not in self._made:
            login = "-".join(filter(None, (role.value, region, department, str(number))))
            new = accounts.NewUser(login, f"姓名{len(self._made)}", role, region, department)
            password = accounts.add_user(self.ctx, new)
            session = accounts.log_in(self.ctx, login, password, login)
            staff = accounts.staff_of(self.ctx, session)
            assert staff is not None
            self._made[key] = staff
        return self._made[key]


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The published record, loaded once."""
    return load(ROOT / "content")


@pytest.fixture(scope="session")
def common(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """What is slow to make and only read: index, router and analyzer over the real content."""
    context = context_for(settings_in(tmp_path_factory.mktemp("common")), registry)
    migrate.up(context.database)
    index.rebuild(context)
    yield context
    context.close()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy, closed so that nothing of it is in the write-ahead log."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrate.up(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server, started once."""
    made = Cluster()
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
        database=Database(database_url),
        files=EvidenceFiles(settings.files_dir),
        keys=load_or_create(tmp_path / "keys"),
        now=clock,
    )
    yield opened
    opened.database.close()


@pytest.fixture
def people(ctx: Context) -> People:
    """Staff, made when first asked for."""
    return People(ctx)


def settings_in(folder: Path) -> Settings:
    """Settings with everything under one folder, the real content, and a light proof of work."""
    given = {"DATA_DIR": str(folder), "CONTENT_DIR": str(ROOT / "content"), "POW_COST": "1"}
    return from_environment(given)


def complaint(text: str = "工厂烟囱夜里冒黑烟，刺鼻难闻。", **changes: object) -> Complaint:
    """A complaint of Jinshui about industrial smoke, with a contact."""
    plain = Complaint(
        text=text,
        location=Location(region=JINSHUI, address="花园路"),
        item="ST-001",
        contact=Contact("张小明", "13800001111", "zhang@example.com"),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # field names are the caller's


def filed(ctx: Context, **changes: object) -> str:
    """File such a complaint; returns its case number."""
    return submit.submit(ctx, complaint(**changes), "test").case_number  # type: ignore[arg-type]  # as above
