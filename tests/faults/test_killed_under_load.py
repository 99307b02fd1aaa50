"""`make faults` in small: processes killed while complaints come in, PostgreSQL ended as a crash ends it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.faults.campaign import Campaign
from intake.services.context import Context

LIVES = (("web", 5.0), ("worker", 4.0), ("worker", 4.0))


# SQLite with a queue for all: test_waiting_room.py kills it before and after every step.
@pytest.mark.parametrize(("restarts", "queue", "kills"), [(None, "auto", 4), (1, "always", 4)])
def test_what_was_acknowledged_is_stored_routed_notified_and_found(
    common: Context, tmp_path: Path, restarts: int | None, queue: str, kills: int
) -> None:
    index = common.settings.data_dir / "index"
    shutil.copytree(index, tmp_path / "data" / "index")  # of the same content: saves the first start's time
    report = Campaign(tmp_path, kills, restarts, queue, LIVES).run()
    assert report["faults"] == []
    assert min(report["killed"].values()) >= kills / 2, "no role is spared"
    assert report["acknowledged"] >= 8
    assert report["stored"] - report["acknowledged"] <= 8  # one a system that was never told
