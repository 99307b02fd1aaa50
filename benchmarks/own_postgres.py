"""A PostgreSQL for one run, of the tests' kind: its own small settings, gone afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_postgres() -> Iterator[str]:
    """The URL of an empty database."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from cluster import Cluster

    cluster = Cluster()
    try:
        yield cluster.url(cluster.create(migrated=False))
    finally:
        cluster.stop()
