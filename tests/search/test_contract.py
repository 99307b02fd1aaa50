"""What every engine must do besides ranking: change in place, filter before paging, order by time, hide."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import Document, Query, SearchBackend, Sort

Opener = Callable[[], SearchBackend]


def case(number: int, text: str = "夜里施工扰民", organ: str = "jinshui", title: str = "") -> Document:
    return Document(
        f"case-{number}",
        "case",
        title or f"第{number}件",
        text,
        filters={"organ": (organ,), "state": ("open" if number % 2 else "closed",)},
        stored={"number": str(number)},
        day=20261100 + number,
        order=number,
    )


@pytest.fixture
def cases(open_engine: Opener) -> SearchBackend:
    """Thirty cases of one organ and ten of another."""
    backend = open_engine()
    backend.rebuild([*(case(n) for n in range(1, 31)), *(case(n, organ="erqi") for n in range(31, 41))])
    return backend


def numbers(backend: SearchBackend, query: Query) -> list[int]:
    return [hit.order for hit in backend.query(query).hits]


def test_what_is_put_in_is_found_by_every_open_reader(open_engine: Opener, cases: SearchBackend) -> None:
    writer = open_engine()
    writer.update([case(41, "河里漂死鱼"), case(3, "垃圾没人收")], removed=["case-5", "never-there"])
    assert numbers(cases, Query("死鱼")) == [41]
    assert numbers(cases, Query("垃圾")) == [3]
    assert 3 not in numbers(cases, Query("施工", limit=50))
    assert cases.count() == 40
    assert cases.ids() == {f"case-{n}" for n in range(1, 42) if n != 5}
    writer.update([case(41, "河里漂死鱼", organ="erqi")])
    assert cases.query(Query("死鱼", filters={"organ": ("jinshui",)})).total == 0


def test_a_document_whose_making_fails_changes_nothing(open_engine: Opener, cases: SearchBackend) -> None:
    def breaking() -> object:
        yield case(42, "河里漂死鱼")
        raise RuntimeError("source failed")

    with pytest.raises(RuntimeError):
        open_engine().update(breaking())
    assert (cases.count(), numbers(cases, Query("死鱼"))) == (40, [])
    open_engine().update([case(42, "河里漂死鱼")])
    assert numbers(cases, Query("死鱼")) == [42]


def test_newest_first_page_by_page_without_gap_or_repeat(cases: SearchBackend) -> None:
    ours = {"organ": ("jinshui",)}
    seen: list[int] = []
    before = None
    while page := numbers(cases, Query("施工", ours, limit=7, sort=Sort.NEWEST, before=before)):
        seen += page
        before = page[-1]
    assert seen == list(range(30, 0, -1))
    assert cases.query(Query("施工", ours, limit=7, sort=Sort.NEWEST, before=8)).total == 30
    assert numbers(cases, Query("", ours, limit=2, sort=Sort.NEWEST, before=1)) == []


def test_filters_come_before_paging_and_counting(cases: SearchBackend) -> None:
    """A filter applied to a finished page would leave gaps in it and count what must not be known."""
    found = cases.query(Query("施工", {"organ": ("erqi",)}, limit=4, offset=8, facets=("state", "organ")))
    assert (found.total, len(found.hits)) == (10, 2)
    assert found.facets == {"state": {"open": 5, "closed": 5}, "organ": {"erqi": 10}}
    assert cases.query(Query("施工", {"organ": ()})).total == 40
    assert cases.query(Query("施工", {"organ": ("nobody",)}, facets=("state",))).facets == {"state": {}}


@pytest.mark.parametrize(
    ("days", "expected"),
    [((20261110, 20261112), [12, 11, 10]), ((20261139, 0), [40, 39]), ((0, 20261102), [2, 1])],
)
def test_days(cases: SearchBackend, days: tuple[int, int], expected: list[int]) -> None:
    assert numbers(cases, Query("施工", days=days, sort=Sort.NEWEST, limit=50)) == expected


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('"工厂排污水"', {1}),
        ('"排污水"', {1, 2}),
        ('"污水 工厂"', set()),
        ('"工厂" "污水"', {1, 2, 3}),
        ("工廠 汙水", {1, 2, 3}),
        ('"工厂" -排污水', {3}),
    ],
)
def test_phrases_exclusions_and_traditional_characters(
    open_engine: Opener, typed: str, found: set[int]
) -> None:
    backend = open_engine()
    texts = ("这家工厂排污水到河里", "工厂夜里偷偷排污水", "污水是从那家工厂来的", "小区垃圾没人收")
    backend.rebuild([case(number, text) for number, text in enumerate(texts, 1)])
    assert set(numbers(backend, Query(typed))) == found


def test_only_title_names_and_text_are_searched_and_shown(open_engine: Opener) -> None:
    """What lies in filters and stored facts is for programs: neither found by words nor in a snippet."""
    backend = open_engine()
    hidden = Document(
        "x", "case", "噪声", "夜里很吵", filters={"note": ("线人",)}, stored={"secret": "张三丰"}, order=1
    )
    backend.rebuild([hidden])
    assert backend.query(Query("线人")).total == 0
    assert backend.query(Query("张三丰")).total == 0
    (hit,) = backend.query(Query("噪声 张三丰")).hits
    assert "张三丰" not in hit.title_html + hit.snippet_html


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200), name=st.text(min_size=1, max_size=40))
def test_any_text_may_be_indexed(engine: SearchBackend, text: str, name: str) -> None:
    random.seed(
        secrets.token_bytes()
    )  # Whoosh names segments by chance, which hypothesis makes repeat itself
    engine.update([Document("odd", "odd", name, text, (name,), filters={"f": (name,)}, order=1)])
    assert engine.query(Query("", kinds=("odd",))).total == 1
    engine.query(Query(text))
    engine.update([], removed=["odd"])
    assert engine.query(Query("", kinds=("odd",))).total == 0
