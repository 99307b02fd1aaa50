"""The metrics as text: what this process counted, and what the database, the backups and the site say now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from intake.services.backup import keeping
from intake.services.context import Context
from intake.services.monitoring import heartbeat
from intake.services.publication import building
from intake.store import migrate
from intake.store.sharing import queues
from intake.version import VERSION

_WEEK = timedelta(days=7)


def text(ctx: Context) -> tuple[str, str]:
    """Everything, in the text format of Prometheus, and the name of that format."""
    of_now = CollectorRegistry(auto_describe=False)
    of_now.register(_OfNow(ctx))
    both = generate_latest(REGISTRY) + generate_latest(of_now)
    return both.decode(), CONTENT_TYPE_LATEST


class _OfNow(Collector):
    """Looks when it is asked. Without its database it still says that it is without."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def collect(self) -> Iterable[Metric]:
        yield from _files(self._ctx)
        yield from _pool(self._ctx)
        try:
            found = list(_database(self._ctx))
        except SQLAlchemyError:
            found = [_gauge("database_up", "Whether the database answers", 0)]
        yield from found


def _database(ctx: Context) -> Iterator[Metric]:
    moment = ctx.now()
    with ctx.database.reading() as connection:
        there, _wanted = migrate.revisions(connection)
        waits = queues.now(connection, moment, moment - _WEEK)
    yield _gauge("database_up", "Whether the database answers", 1)
    yield _info(there)
    yield _gauge("filings_waiting", "Complaints with a receipt and no case yet", waits.filings)
    yield _gauge("filings_oldest_seconds", "Age of the oldest of them", _age(moment, waits.filings_since))
    yield _gauge("notices_waiting", "Notices that are not sent yet", waits.notices)
    yield _gauge("notices_oldest_seconds", "Age of the oldest of them", _age(moment, waits.notices_since))
    yield _gauge("notices_failed_week", "Notices refused or given up within seven days", waits.failed)
    yield _gauge("index_waiting", "Cases whose search entry is out of date", waits.outdated)
    yield _gauge("index_oldest_seconds", "Since when the oldest is", _age(moment, waits.outdated_since))
    yield _gauge("publications_waiting", "Publications of lists under way", waits.publications)
    yield _gauge("clocks_overdue", "Running time limits that are over", waits.overdue)
    yield _gauge("clocks_unswept", "Time limits that the sweep must look at", waits.unswept)
    silent = {job: age.total_seconds() for job, age in heartbeat.ages(ctx).items() if age is not None}
    yield _by_job("worker_silent_seconds", "Since a worker last did this job", silent)


def _files(ctx: Context) -> Iterator[Metric]:
    folder = ctx.settings.operations.backup_dir
    taken = keeping.taken_at(folder) if folder else None
    if taken:
        yield _gauge("backup_age_seconds", "Age of the newest sound backup", _age(ctx.now(), taken))
    last = building.last(ctx.settings.data_dir)
    if last:
        yield _gauge("site_build_seconds", "How long the last build of the site took", last.seconds)
        yield _gauge("site_built_timestamp_seconds", "When it was", last.at.timestamp())


def _pool(ctx: Context) -> Iterator[Metric]:
    pool = ctx.database.engine.pool
    if isinstance(pool, QueuePool):
        yield _gauge("database_pool_used", "Connections in use by this process", pool.checkedout())
        yield _gauge("database_pool_size", "Connections it keeps", pool.size())


def _age(now: datetime, since: datetime | None) -> float:
    return max((now - since).total_seconds(), 0.0) if since else 0.0


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(f"mingdan_{name}", says, value=value)


def _by_job(name: str, says: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"mingdan_{name}", says, labels=("job",))
    for job, value in values.items():
        family.add_metric((job,), value)
    return family


def _info(schema: str) -> Metric:
    family = GaugeMetricFamily(
        "mingdan_info", "Program and schema of the database", labels=("version", "schema")
    )
    family.add_metric((VERSION, schema), 1)
    return family
