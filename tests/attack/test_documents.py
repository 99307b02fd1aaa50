"""What the threat model and the ASVS table name is there; and what they say of our scripts is true."""

from __future__ import annotations

import re

import pytest
from samples import ROOT

DOCUMENTS = ("docs/threat-model.md", "docs/asvs.md")
# How many requirements of levels 1 and 2 each chapter of ASVS 5.0.0 has.
CHAPTERS = {
    1: 27,
    2: 11,
    3: 19,
    4: 10,
    5: 9,
    6: 35,
    7: 18,
    8: 7,
    9: 7,
    10: 29,
    11: 14,
    12: 9,
    13: 13,
    14: 9,
    15: 13,
    16: 16,
    17: 7,
}
ROW = re.compile(
    r"^\| (\d+)\.(\d+\.\d+) \| ([12]) \| .+ \| (met|n/a|\*\*not met\*\*) \| (.*) \|$", re.MULTILINE
)
NAMED = re.compile(
    r"`((?:docs|intake|tests|site|search|registry|benchmarks|deploy)/[\w./-]+|[A-Z]+\.md"
    r"|requirements[\w.-]*)`"
)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_named_is_there(document: str) -> None:
    named = set(NAMED.findall((ROOT / document).read_text("utf-8")))
    assert len(named) > 20
    assert not {each for each in named if not (ROOT / each).exists()}


def test_every_requirement_of_levels_one_and_two_is_answered_once() -> None:
    rows = ROW.findall((ROOT / "docs/asvs.md").read_text("utf-8"))
    assert len(rows) == len({row[:2] for row in rows})
    assert {chapter: sum(row[0] == str(chapter) for row in rows) for chapter in CHAPTERS} == CHAPTERS
    assert [row[2] for row in rows].count("1") == 70
    assert not [row for row in rows if row[3] == "met" and not row[4].strip()]


def test_the_count_at_the_top_is_that_of_the_rows() -> None:
    text = (ROOT / "docs/asvs.md").read_text("utf-8")
    states = [row[3] for row in ROW.findall(text)]
    met, apart = states.count("met"), states.count("n/a")
    told = f"Of {len(states)} requirements {met} are met, {apart} do not concern us, "
    assert f"{told}{states.count('**not met**')} are not met." in text


SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|"
    r"addEventListener\(\s*[\"']message|localStorage\.(?!removeItem)|sessionStorage|indexedDB|__proto__"
)


def test_no_script_of_ours_makes_pages_of_words_or_keeps_them() -> None:
    scripts = sorted((ROOT / "site/theme/static/js").rglob("*.js"))
    assert scripts
    texts = {each.name: each.read_text("utf-8") for each in scripts}
    # keep.js does, by the writer's choice, and nothing that was not locked before
    stored = re.findall(r"\w+\.setItem\((.*)\)", texts["keep.js"])
    record = re.findall(r"const kept = \{(.*)\};", texts["keep.js"])
    assert stored == ["NAME, JSON.stringify(kept)"]
    assert record == [
        " v: 1, rounds: used.rounds, salt: packed(used.salt), iv: packed(iv), data: btoa(pieces) "
    ]
    assert {name for name, text in texts.items() if SINKS.search(text)} == {"keep.js"}
