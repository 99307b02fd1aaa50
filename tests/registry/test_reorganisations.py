"""Departments merge, split and are renamed on a day, at one place or one level; who works follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from registry import check, load

BEFORE, SINCE, LATER = date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 1)

SPLIT = """
- id: split-zhengzhou
  kind: split
  region: "410100"
  department: ecology
  parts: [{to: market, matters: [ST-002]}]
  since: 2026-11-01
  basis: 示范
  demonstration: true
"""
MERGE = """
- {id: merge-cities, kind: merge, level: city, department: market, to: reform,
   since: 2026-12-01, basis: 示范, demonstration: true}
"""
RENAME = """
- {id: rename-counties, kind: rename, level: county, department: market, name: "{short}市场局",
   since: 2026-11-01, basis: 示范, demonstration: true}
- {id: rename-again, kind: rename, region: "411121", department: market, name: "{region}市场局",
   since: 2026-12-01, basis: 示范, demonstration: true}
"""
# department, region, matter, day → who is named, who works
CASES = [
    ("ecology", "410100", "ST-002", BEFORE, "郑州市生态环境局", None),
    ("ecology", "410100", "ST-002", SINCE, "郑州市生态环境局", "郑州市市场监督管理局"),
    (
        "ecology",
        "410100",
        "ST-002",
        LATER,
        "郑州市生态环境局",
        "郑州市发展和改革委员会",
    ),  # split, then merged
    ("ecology", "410100", "ST-001", LATER, "郑州市生态环境局", None),
    ("ecology", "411100", "ST-002", LATER, "漯河市生态环境局", None),
    ("market", "411100", "", LATER, "漯河市市场监督管理局", "漯河市发改委"),
    ("market", "411121", "", BEFORE, "舞阳县市场监督管理局", None),
    ("market", "411121", "", SINCE, "舞阳市场局", None),
    ("market", "411121", "", LATER, "舞阳县市场局", None),
]


@pytest.mark.parametrize(("department", "region", "matter", "on", "named", "works"), CASES)
def test_who_works(
    small_copy: Path, department: str, region: str, matter: str, on: date, named: str, works: str | None
) -> None:
    (small_copy / "reorganisations.yaml").write_text(SPLIT + MERGE + RENAME, "utf-8")
    organ = load(small_copy).organ(department, region, on, matter)
    assert (organ.name, organ.performed_by.name if organ.performed_by else None) == (named, works)


def test_the_answer_follows_for_the_matters_that_were_split_off(small_copy: Path) -> None:
    (small_copy / "reorganisations.yaml").write_text(SPLIT, "utf-8")
    answer = load(small_copy).who("ST-002", "410100", SINCE)
    assert answer is not None and answer.organ.performed_by is not None and answer.succession is not None
    assert (answer.lead.id, answer.organ.performed_by.key) == ("ecology", "410100/market")
    assert answer.succession.since == SINCE


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("level: city", 'level: city, region: "410100"', "bad-reorganisation"),
        ("to: reform", "name: 新局", "bad-reorganisation"),
        ("to: reform", "to: nobody", "unknown-department"),
        ("to: reform", "to: market", "succession-cycle"),
        ("since: 2026-12-01", "since: soon", "bad-date"),
    ],
)
def test_faulty_events_are_named(small_copy: Path, old: str, new: str, kind: str) -> None:
    (small_copy / "reorganisations.yaml").write_text(MERGE.replace(old, new), "utf-8")
    assert kind in {fault.kind for fault in check(small_copy)}


def test_two_events_may_not_hand_the_work_round(small_copy: Path) -> None:
    back = MERGE.replace("merge-cities", "back").replace(
        "department: market, to: reform", "department: reform, to: market"
    )
    (small_copy / "reorganisations.yaml").write_text(MERGE + back, "utf-8")
    assert {fault.kind for fault in check(small_copy)} == {"succession-cycle"}
