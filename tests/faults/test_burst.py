"""`python -m benchmarks.burst` in small: each deadline, notice and index entry of many complaints at once."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.burst import burst
from intake.services.context import Context

MANY = 48


def test_a_burst_is_drained_whole(common: Context, tmp_path: Path) -> None:
    index = common.settings.data_dir / "index"
    shutil.copytree(index, tmp_path / "data" / "index")  # of the same content: saves the first start's time
    report = burst(tmp_path, MANY, connections=16)
    assert report["faults"] == []
    assert report["answered"] == report["stored"] == report["letters"] == MANY
