"""A PostgreSQL for one run, of the tests' kind: its own small settings, gone afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cluster import Cluster


@contextmanager
def own_postgres() -> Iterator[str]:
    """The URL of an empty database."""
    with server(durable=False) as cluster:
        yield cluster.url(cluster.create(migrated=False))


@contextmanager
def two_durable() -> Iterator[tuple[str, str]]:
    """The URLs of two empty databases of a server that waits for the disk at each commit."""
    with server(durable=True) as cluster:
        yield cluster.url(cluster.create(migrated=False)), cluster.url(cluster.create(migrated=False))


@contextmanager
def server(*, durable: bool) -> Iterator[Cluster]:
    """The server itself; `durable`: it waits for the disk at each commit."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from cluster import Cluster

    cluster = Cluster(durable=durable)
    try:
        yield cluster
    finally:
        cluster.stop()
