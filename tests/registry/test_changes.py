"""Changes between releases: each side can be had back from the other, and what moved is told as moved."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from approved import assert_approved
from hypothesis import given
from hypothesis import strategies as st

import registry
from registry import Basis, Boundary, Item, SetChange, TextChange, compare, compare_days, compare_items
from registry.lists.changes_data import lead_changes_data, list_changes_data
from registry.lists.marks import marked

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests/site/content"

WORDS = st.text("工地扬尘归城管住建0129ab，。", max_size=30)
SET = st.lists(st.sampled_from(["air", "water", "noise", "soil"]), unique=True, max_size=4).map(tuple)
BASIS = st.builds(
    Basis, st.sampled_from(["环境保护法", "生态环境法典"]), st.just(("第1条",)) | st.just(("第2条", "第9条"))
)
BOUNDARIES = st.lists(
    st.builds(Boundary, looks_like=WORDS, goes_to=st.just("police")), max_size=3, unique=True
)


def items(name: str) -> st.SearchStrategy[Item]:
    return st.builds(
        Item,
        id=st.just(name),
        matter=WORDS,
        department=st.just("ecology"),
        region=st.just("410000"),
        release=st.just("2026-09-01"),
        topics=SET,
        supporting=SET,
        handled_at=st.sampled_from(["city", "county"]),
        description=WORDS,
        basis=st.lists(BASIS, max_size=2, unique=True).map(tuple),
        words=SET,
        boundaries=BOUNDARIES.map(tuple),
        lead_status=st.just("statutory"),
        unit=WORDS,
        contact=WORDS,
    )


LISTS = st.lists(st.sampled_from(["ST-001", "ST-002", "ST-003"]), unique=True).flatmap(
    lambda names: st.tuples(*(items(name) for name in names))
)


@given(WORDS, WORDS)
def test_marks_hold_both_texts(before: str, after: str) -> None:
    marks = marked(before, after)
    assert "".join(mark.text for mark in marks if mark.kind != "new") == before
    assert "".join(mark.text for mark in marks if mark.kind != "gone") == after
    assert all(mark.text for mark in marks)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("依据第13条办理", "依据第130条办理", "依据第[-13-]{+130+}条办理"),
        ("工地扬尘由城管查处", "工地扬尘由住建部门查处", "工地扬尘由[-城管-]{+住建部门+}查处"),
        ("", "新写的", "{+新写的+}"),
    ],
)
def test_marks_read_well(before: str, after: str, told: str) -> None:
    shapes = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    assert "".join(shapes[mark.kind].format(mark.text) for mark in marked(before, after)) == told


@given(LISTS, LISTS)
def test_changes_lead_from_the_old_list_to_the_new(old: tuple[Item, ...], new: tuple[Item, ...]) -> None:
    was = {item.id: item for item in old}
    for change in compare_items(old, new):
        if change.after is None:
            del was[change.id]
        else:
            was[change.id] = change.after
        for field in change.fields:
            check_field(field, change.before, change.after)
    assert {key: in_any_order(item) for key, item in was.items()} == {
        item.id: in_any_order(item) for item in new
    }
    assert compare_items(new, new) == ()


def check_field(field: TextChange | SetChange, before: Item | None, after: Item | None) -> None:
    assert before is not None and after is not None
    if isinstance(field, TextChange):
        assert (field.before, field.after) == (getattr(before, field.field), getattr(after, field.field))
    elif field.field != "basis":
        was, now = set(getattr(before, field.field)), set(getattr(after, field.field))
        assert (was - set(field.removed)) | set(field.added) == now
        assert set(field.added).isdisjoint(was)


def in_any_order(item: Item) -> Item:
    """The item with everything that is a set in one order, so that only its members count."""
    ordered = {
        name: tuple(sorted(getattr(item, name), key=repr)) for name in ("topics", "supporting", "words")
    }
    singly = sorted({each for basis in item.basis for each in basis.singly})
    basis = tuple(Basis(each) for each in singly)
    return replace(item, **ordered, basis=basis, boundaries=tuple(sorted(item.boundaries, key=repr)))


@pytest.fixture
def moved(tmp_path: Path) -> registry.Registry:
    """The small content, with one item of the province's market list led by ecology from 2026-10-10."""
    content = tmp_path / "content"
    shutil.copytree(SMALL, content)
    market, ecology = (content / "lists/410000" / each for each in ("market", "ecology"))
    (market / "2027-02-01.yaml").unlink()
    (ecology / "2027-01-01.yaml").unlink()
    written = (market / "2026-09-01.yaml").read_text("utf-8")
    head, item = written.split("items:\n")
    rest = item.replace("SJ-001", "SJ-009").replace("销售劣质煤和散煤", "计量器具不准的事情")
    (market / "2026-10-10.yaml").write_text(on_new_day(head) + "items:\n" + rest, "utf-8")
    own = (ecology / "2026-09-01.yaml").read_text("utf-8")
    (ecology / "2026-10-10.yaml").write_text(on_new_day(own) + item, "utf-8")
    return registry.load(content)


def dumped(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def on_new_day(text: str) -> str:
    for written in ("release: 2026-09-01", "effective_from: 2026-09-01"):
        text = text.replace(written, written.replace("2026-09-01", "2026-10-10"))
    return text


def test_what_moved_is_told_in_both_lists(moved: registry.Registry) -> None:
    market = compare(moved, *moved.versions("410000", "market"))
    ecology = compare(moved, *moved.versions("410000", "ecology")[-2:])
    assert [(c.id, c.kind, c.other) for c in market.changes] == [
        ("SJ-009", "added", ""),
        ("SJ-001", "moved_out", "ecology"),
    ]
    assert [(c.id, c.kind, c.other) for c in ecology.changes] == [("SJ-001", "moved_in", "market")]
    assert_approved(
        "registry", "changes: lists", [dumped(list_changes_data(each)) for each in (market, ecology)]
    )
    back = compare(moved, *reversed(moved.versions("410000", "ecology")[-2:]))
    assert [(c.id, c.kind, c.other) for c in back.changes] == [("SJ-001", "moved_out", "market")]


def test_a_region_between_two_days(moved: registry.Registry) -> None:
    found = compare_days(moved, "410105", date(2026, 9, 15), date(2026, 10, 15))
    assert [(each.matter, each.kind) for each in found] == [("SJ-001", "moved"), ("SJ-009", "added")]
    assert_approved("registry", "changes: leads", [dumped(lead_changes_data(found))])
    assert compare_days(moved, "410105", date(2026, 9, 15), date(2026, 10, 9)) == ()
    luohe = compare_days(moved, "411100", date(2026, 9, 15), date(2026, 10, 15))
    assert [each.matter for each in luohe] == ["SJ-009"], "its own list goes before the province's"
