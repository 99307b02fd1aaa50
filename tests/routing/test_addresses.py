"""Made-up Henan addresses with the traps of real life, as the router reads them: found, or asked about."""

import csv
from collections import Counter
from datetime import date

import pytest
from samples import ROOT

from intake.cases.routing.facts import RegionalFacts
from registry import Registry

ON = date(2026, 11, 23)
with (ROOT / "tests/registry/addresses.csv").open(encoding="utf-8", newline="") as _table:
    ROWS = list(csv.DictReader(_table))
TRAPS = sorted({row["trap"] for row in ROWS})


@pytest.fixture(scope="module")
def facts(registry: Registry) -> RegionalFacts:
    return RegionalFacts(registry)


def _answer(facts: RegionalFacts, row: dict[str, str]) -> str:
    """right, asked (a question that names the right one or is due), missed (nothing found), or wrong."""
    place = facts.where("", row["address"], row["within"] or None, ON).place
    if place.certain:
        return "right" if place.region == row["expected"] else "wrong"
    return "asked" if row["expected"] in ("ask", *place.candidates) else "missed"


def test_the_table_is_wide_enough() -> None:
    assert len(ROWS) >= 300
    assert min(Counter(row["trap"] for row in ROWS).values()) >= 6


@pytest.mark.parametrize("trap", TRAPS)
def test_no_place_is_named_that_is_not_meant(facts: RegionalFacts, trap: str) -> None:
    wrong = [row["address"] for row in ROWS if row["trap"] == trap and _answer(facts, row) == "wrong"]
    assert wrong == []


def test_nearly_all_are_found_or_asked_about(facts: RegionalFacts) -> None:
    missed = [row["address"] for row in ROWS if _answer(facts, row) == "missed"]
    assert len(missed) <= 0.03 * len(ROWS), missed


SETTLED = [
    # address, text, chosen region → the place that is certain, if any
    ("城关镇东头", "嵩县的厂子冒烟", None, "410325"),
    ("城关镇东头", "厂子冒烟", None, None),
    ("洛阳市涧西区某厂", "", "410105", None),
    ("洛阳市涧西区某厂", "就在洛阳市涧西区", "410105", None),
    ("文化路口", "郑州市金水区夜里施工", None, "410105"),
]


@pytest.mark.parametrize(("address", "text", "chosen", "expected"), SETTLED)
def test_the_text_settles_what_the_address_leaves_open(
    facts: RegionalFacts, address: str, text: str, chosen: str | None, expected: str | None
) -> None:
    place = facts.where(text, address, chosen, ON).place
    assert (place.region if place.certain else None) == expected
