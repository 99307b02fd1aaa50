"""What is written as a file of the content is what a person would write, and reads back as what it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import ROOT

from registry import (
    Approval,
    Basis,
    Boundary,
    Item,
    LeadDecision,
    Registry,
    Release,
    WithdrawnRelease,
    check,
    load,
)
from registry.draft import Draft
from registry.lists.lists import read_lists
from registry.prose import read_prose
from registry.reading.notes import Notes
from registry.writing import Cell, cell_at, decision_path, decision_text, release_path, release_text
from registry.writing.withdrawn import withdrawn_path, withdrawn_text

KEY = ("410105", "ecology", "2026-09-01")


def own_words(text: str) -> str:
    """A list's file without the comment that its writers put on the first line."""
    return text.partition("\n")[2]


def test_every_shipped_list_is_written_as_it_stands(registry: Registry) -> None:
    """Byte for byte: order of keys, blank lines, brackets, where lines are broken, what is quoted."""
    different = [
        release.key
        for release in registry.releases
        if own_words(release_text(replace(release, effective_to=None)))  # which later releases set
        != own_words((ROOT / "content" / release_path(release.key)).read_text(encoding="utf-8"))
    ]
    assert len(registry.releases) >= 33
    assert different == []


def test_every_shipped_decision_is_written_as_it_stands(registry: Registry) -> None:
    for decision in registry.lead_decisions.values():
        file = ROOT / "content" / decision_path(decision.id)
        assert decision_text(decision) == file.read_text(encoding="utf-8")


DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
AWKWARD = st.sampled_from(
    [*"~'\"", "null", "yes", "1e3", "0x1F", "#x", "[x", "{x}", "@x", "&x", "*x", "!x", "a: b", "- x"]
)
TEXTS = st.one_of(
    AWKWARD,
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
    st.text("烟尘噪声水，。：（）、〔〕—…\n\t \u3000", min_size=1, max_size=90),
).map(str.strip)
SAID = TEXTS.filter(bool)
IDS = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?", fullmatch=True)
BASES = st.builds(Basis, SAID, st.lists(SAID, max_size=3).map(tuple), st.none() | DAYS, st.none() | DAYS)
BOUNDARIES = st.builds(Boundary, SAID, IDS, IDS, TEXTS) | st.builds(Boundary, note=SAID)
ITEMS = st.builds(
    Item,
    id=st.from_regex(r"[A-Z]{2}-[0-9]{3}", fullmatch=True),
    matter=SAID,
    department=st.just(KEY[1]),
    region=st.just(KEY[0]),
    release=st.just(KEY[2]),
    topics=st.lists(IDS, min_size=1, max_size=2).map(tuple),
    supporting=st.lists(IDS, max_size=4).map(tuple),
    handled_at=st.sampled_from(["province", "city", "county"]),
    description=SAID,
    basis=st.lists(BASES, min_size=1, max_size=3).map(tuple),
    words=st.lists(SAID, min_size=1, max_size=30).map(tuple),
    boundaries=st.lists(BOUNDARIES, max_size=3).map(tuple),
    lead_status=st.sampled_from(["statutory", "designated_locally", "unclear"]),
    decision=st.just("") | IDS,
    unit=TEXTS,
    contact=TEXTS,
)
APPROVALS = st.builds(Approval, IDS, st.lists(IDS, min_size=1).map(tuple), SAID, SAID, DAYS, SAID, SAID, DAYS)
RELEASES = st.builds(
    Release,
    region=st.just(KEY[0]),
    department=st.just(KEY[1]),
    release=st.just(KEY[2]),
    title=SAID,
    demonstration=st.booleans(),
    approval=APPROVALS,
    effective_from=DAYS,
    effective_to=st.none() | DAYS,
    items=st.lists(ITEMS, min_size=1, max_size=3, unique_by=lambda item: item.id).map(tuple),
)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one list and one decision may lie."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "lists" / KEY[0] / KEY[1]).mkdir(parents=True)
    (folder / "lead_decisions").mkdir()
    return folder


@settings(deadline=None)
@given(release=RELEASES)
def test_whatever_is_decided_reads_back_as_it_was(content: Path, release: Release) -> None:
    """Line breaks, quotes, what looks like a number or a key, invisible characters: nothing is lost."""
    (content / release_path(release.key)).write_text(release_text(release), encoding="utf-8")
    draft = Draft(Notes(content))
    read_lists(draft)
    assert draft.releases[release.key] == release


@settings(deadline=None)
@given(release=RELEASES)
def test_a_fault_is_told_at_its_cell(content: Path, release: Release) -> None:
    """The line at which the reader finds an item is the one that `cell_at` calls by its number."""
    (content / release_path(release.key)).write_text(text := release_text(release), encoding="utf-8")
    draft = Draft(Notes(content))
    read_lists(draft)
    for place, item in enumerate(release.items):
        spot = draft.item_spots[release.key, item.id]
        assert cell_at(text, spot.line) == Cell(place, item.id, "id")
    assert cell_at(text, draft.release_spots[release.key].line) == Cell(None, "", "release")


@settings(deadline=None)
@given(basis=st.lists(BASES, min_size=1, max_size=3).map(tuple), said=SAID, day=DAYS)
def test_a_decision_reads_back_as_it_was(
    content: Path, basis: tuple[Basis, ...], said: str, day: date
) -> None:
    decision = LeadDecision("410105-ST-001", KEY[0], "ST-001", KEY[1], said, day, day, basis, True, "因为。")
    (content / decision_path(decision.id)).write_text(decision_text(decision), encoding="utf-8")
    draft = Draft(Notes(content))
    read_prose(draft)
    assert draft.lead_decisions[decision.id] == replace(decision, body_markdown="因为。")


def test_what_is_left_of_a_withdrawn_release_reads_back(small_copy: Path) -> None:
    reason, day = "“错了”：重写 #1", date(2026, 11, 23)
    gone = WithdrawnRelease("411100", "market", "2026-12-01", "市场（示范）", day, reason, demonstration=True)
    path = small_copy / withdrawn_path(gone.key)
    path.parent.mkdir(parents=True)
    path.write_text(withdrawn_text(gone), "utf-8")
    assert load(small_copy).withdrawn_releases == {gone.key: gone}
    path.write_text(withdrawn_text(replace(gone, release="2026-12-02")), "utf-8")
    assert [fault.kind for fault in check(small_copy)] == ["path-mismatch"]
