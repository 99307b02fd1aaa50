"""The published matters, found as citizens type them: the public index over the real content."""

from pathlib import Path

import pytest

from intake.services.search.published import documents
from intake.services.search.vocabulary import analyzer_for
from registry import Registry, load
from search import Query, SearchBackend, open_backend

EVERYDAY = {
    "饭店冒烟": "CG-001",
    "工厂冒黑烟": "ST-001",
    "半夜施工": "ZJ-012",
    "垃圾没人收": "CG-004",
    "臭水沟": "ZJ-006",
    "狗叫": "GA-005",
    "炸街": "GA-003",
    "楼上装修": "CG-016",
    "养猪场臭": "ST-024",
    "电鱼": "NN-011",
    "基站辐射": "ST-029",
    "自来水发黄": "ZJ-009",
    "KTV吵": "WL-001",
    "飞机噪音": "MH-001",
    "小区门口烧烤味道大": "CG-002",
    "化粪池满了往外流": "ZJ-003",
    "煤改气": "NY-004",
    "黄河滩": "HW-001",
}
PINYIN = {"youyan": "CG-001", "guangchangwu": "GA-002", "huozangchang": "MZ-001", "zhatuche": "CG-008"}
INITIALS = {"cyyy": "CG-001", "gcw": "GA-002", "nsbd": "SL-014"}
SLIPS = {"餐饮油咽": "CG-001", "油言": "CG-001", "烧结杆": "NN-001", "扎土车": "CG-008", "火藏场": "MZ-001"}


@pytest.fixture(scope="module")
def content() -> Registry:
    return load(Path(__file__).resolve().parents[2] / "content")


@pytest.fixture(scope="module")
def public(content: Registry, tmp_path_factory: pytest.TempPathFactory) -> SearchBackend:
    backend = open_backend(f"whoosh://{tmp_path_factory.mktemp('public')}/index", analyzer_for(content))
    backend.rebuild(documents(content))
    return backend


@pytest.mark.parametrize(("typed", "matter"), [*EVERYDAY.items(), *PINYIN.items(), *INITIALS.items()])
def test_the_matter_comes_first(public: SearchBackend, typed: str, matter: str) -> None:
    results = public.query(Query(typed))
    assert results.hits[0].stored.get("matter") == matter
    assert results.corrected is None


@pytest.mark.parametrize(("typed", "matter"), SLIPS.items())
def test_a_slip_is_forgiven_and_named(public: SearchBackend, typed: str, matter: str) -> None:
    results = public.query(Query(typed))
    assert results.hits[0].stored.get("matter") == matter
    assert results.corrected


def test_every_matter_is_found_by_its_own_name(public: SearchBackend, content: Registry) -> None:
    missed = [
        item.matter
        for item in content.items.values()
        if public.query(Query(item.matter, kinds=("item",), limit=1)).hits[0].stored["matter"] != item.id
    ]
    assert missed == []


def test_everyday_words_find_their_matter_near_the_top(public: SearchBackend, content: Registry) -> None:
    """Some everyday words belong to several matters; each must still be within reach."""
    asked = [(item.id, word) for item in content.items.values() for word in item.words[::3]]
    missed = [
        (matter, word)
        for matter, word in asked
        if matter not in [hit.stored.get("matter") for hit in public.query(Query(word, limit=5)).hits]
    ]
    assert len(missed) <= 0.02 * len(asked), missed
