"""The small form of `make fuzz-api`: requests made from the description, against the real server."""

from __future__ import annotations

from pathlib import Path

from benchmarks import api_fuzz


def test_what_the_description_allows_and_forbids_is_answered_as_described(tmp_path: Path) -> None:
    report = api_fuzz.run(tmp_path, 300, 7)
    assert report["requests"] >= 300
    assert not report["failures"]
    assert (report["server_errors"], report["unhandled"]) == (0, 0)
    assert set(report["statuses"]) >= {"200", "401", "403", "422"}
