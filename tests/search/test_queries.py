"""What people type must find what they mean, on every engine."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import Query, SearchBackend


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("餐饮油烟", "CG-001"),  # official name
        ("饭店冒烟", "CG-001"),  # everyday words, one only as a synonym
        ("楼下饭馆味道大", "CG-001"),  # a sentence with a synonym
        ("黑臭水体", "ZJ-006"),  # a word the general dictionary would cut in two
        ("烟", "CG-001"),  # one character of a longer word
        ("工地扬", "ZJ-001"),  # half a phrase
        ("youyan", "CG-001"),  # pinyin
        ("canyinyouyan", "CG-001"),  # pinyin of the whole name
        ("canyinyou", "CG-001"),  # pinyin still being typed
        ("cyyy", "CG-001"),  # initials
        ("ＣＹＹＹ", "CG-001"),  # full-width
        ("臭水沟", "ZJ-006"),
        ("火锅店的味道真大", "CG-001"),  # grammar is not a slip
    ],
)
def test_finds(engine: SearchBackend, typed: str, first: str) -> None:
    results = engine.query(Query(typed))
    assert [hit.id for hit in results.hits][:1] == [first]
    assert results.corrected is None
    assert results.hits[0].matched


@pytest.mark.parametrize(
    ("typed", "meant", "first"),
    [
        ("餐饮油咽", "餐饮油烟", "CG-001"),  # sounds the same
        ("烧结杆", "烧秸秆", "NN-001"),  # two wrong characters that sound the same
        ("夜间建筑施王噪声", "夜间建筑施工噪声", "ZJ-012"),  # looks the same
        ("夜里打庄", "夜里打桩", "ZJ-012"),
    ],
)
def test_forgives_a_slip_and_says_so(engine: SearchBackend, typed: str, meant: str, first: str) -> None:
    results = engine.query(Query(typed))
    assert results.corrected == meant
    assert results.hits[0].id == first


@pytest.mark.parametrize("typed", ["量子力学", "xyzzy", "<script>", "%%%", "-", '""'])
def test_nothing_is_said_plainly(engine: SearchBackend, typed: str) -> None:
    results = engine.query(Query(typed, kinds=("item",)))
    assert results.corrected is None
    assert (results.total == 0) == (not results.hits)
    if any(each.isalnum() for each in typed):
        assert results.total == 0


def test_filters_apply_before_counting_and_paging(engine: SearchBackend) -> None:
    everything = engine.query(Query("", facets=("department", "kind")))
    assert everything.total == 6
    assert engine.query(Query("")).facets == {}
    assert everything.facets["department"] == {"urban-management": 1, "housing": 3, "agriculture": 1}
    assert everything.facets["kind"] == {"item": 5, "page": 1}
    housing = Query("", filters={"department": ("housing",)}, limit=2)
    first, second = engine.query(housing), engine.query(Query("", housing.filters, limit=2, offset=2))
    assert (first.total, len(first.hits), second.total, len(second.hits)) == (3, 2, 3, 1)
    assert {hit.id for hit in (*first.hits, *second.hits)} == {"ZJ-001", "ZJ-006", "ZJ-012"}
    assert engine.query(Query("油烟", filters={"department": ("housing",)})).total == 0
    both = engine.query(Query("", filters={"department": ("housing",), "region": ("410500", "410100")}))
    assert [hit.id for hit in both.hits] == ["ZJ-012"]
    assert [hit.kind for hit in engine.query(Query("油烟", kinds=("page",))).hits] == ["page"]


def test_exclusion_and_quotes(engine: SearchBackend) -> None:
    assert {hit.id for hit in engine.query(Query("工地", kinds=("item",))).hits} == {"ZJ-001", "ZJ-012"}
    assert {hit.id for hit in engine.query(Query("工地 -打桩", kinds=("item",))).hits} == {"ZJ-001"}
    assert {hit.id for hit in engine.query(Query('工地 "黄土"')).hits} == {"ZJ-001"}


def test_a_hit_brings_back_what_was_stored(engine: SearchBackend) -> None:
    (hit,) = engine.query(Query("餐饮油烟", kinds=("item",))).hits[:1]
    assert (hit.url, hit.stored, hit.title_html) == (
        "/items/CG-001/",
        {"organ": "城市管理局"},
        "<mark>餐饮油烟</mark>",
    )
    assert hit.filters["region"] == ("410000", "410100")


def test_markup_in_documents_is_shown_not_obeyed(engine: SearchBackend) -> None:
    (page,) = engine.query(Query("油烟", kinds=("page",))).hits
    assert page.snippet_html == "本站说明谁负责什么，&lt;b&gt;<mark>油烟</mark>&lt;/b&gt; &amp; 噪声都能查。"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=300))
def test_any_text_may_be_typed(engine: SearchBackend, typed: str) -> None:
    results = engine.query(Query(typed))
    assert len(results.hits) <= results.total <= 6
    for hit in results.hits:
        bare = (hit.title_html + hit.snippet_html).replace("<mark>", "").replace("</mark>", "")
        assert "<" not in bare
        assert ">" not in bare


@pytest.mark.parametrize("typed", ["油" * 50_000, "油烟" * 25_000, '-"' * 50_000, "\ufdfa" * 20_000])
def test_a_whole_book_typed_is_answered_at_once(engine: SearchBackend, typed: str) -> None:
    begun = time.process_time()
    engine.query(Query(typed))
    assert time.process_time() - begun < 2


def test_an_exclusion_of_characters_cut_apart_still_excludes(engine: SearchBackend) -> None:
    """不正 is no word, but stands in 不正常: the pair is known, its two characters are not looked for."""
    assert "CG-001" in {hit.id for hit in engine.query(Query("油烟")).hits}
    assert {hit.id for hit in engine.query(Query("油烟 -不正")).hits} == {"about"}
