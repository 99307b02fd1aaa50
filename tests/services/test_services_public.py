"""What citizens find before they complain: search, who answers, suggestions; and whether all is well."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import JINSHUI, complaint, settings_in

from intake.cases.model import Location
from intake.services import health
from intake.services.context import Context, context_for
from intake.services.filing import suggest
from intake.services.search import index, published, search_public
from intake.services.search.kinds import FIELDS, KINDS, STATES
from intake.services.search.search_public import Wanted
from intake.store import migrate
from registry import Registry
from search import Sort


def found(ctx: Context, q: str, **by: str) -> list[str]:
    page = search_public.search(ctx, Wanted(q, {name: (value,) for name, value in by.items()}))
    return [each.hit.id for each in page.items]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("饭店冒烟", "item:CG-001"),
        ("餐饮油烟", "item:CG-001"),
        ("youyan", "item:CG-001"),
        ("个人信息", "page:privacy"),
    ],
)
def test_everyday_words_find_official_things(common: Context, q: str, expected: str) -> None:
    assert expected in found(common, q)[:5]


def test_every_example_finds_a_matter(common: Context, registry: Registry) -> None:
    """In both languages; the English ones by the English names of matters."""
    examples = {*registry.site.examples, *registry.site.english_examples}
    assert not [q for q in examples if not any(each.startswith("item:") for each in found(common, q)[:5])]


def test_every_published_thing_is_in_the_index(common: Context, registry: Registry) -> None:
    documents = list(published.documents(registry))
    assert common.index.ids() == {each.id for each in documents} | {index.MARK}
    assert common.index.count() == len(documents) + 1
    assert {each.kind for each in documents} == set(KINDS)
    assert {state for each in documents for state in each.filters.get("state", ())} <= set(STATES)
    assert len({each.order for each in documents}) == len(documents)
    assert all(bool(each.day) == bool(each.stored["day"]) for each in documents)
    assert {each.id for each in documents if each.kind == "item"} == {
        f"item:{item}" for item in registry.items
    }


def test_a_region_names_who_answers_there(common: Context) -> None:
    """散煤: 漯河 gave it to 生态环境, 濮阳 to 市场监管 (their own lists)."""
    organs = {}
    for region in ("411100", "410900"):
        page = search_public.search(common, Wanted("散煤", {"region": (region,), "kind": ("item",)}))
        organs[region] = {each.hit.stored["matter"]: each.organ for each in page.items}
    [matter] = [
        each
        for each in organs["411100"]
        if organs["411100"][each] != organs["410900"].get(each)
        and "生态环境" in str(organs["411100"][each])
        and "市场监" in str(organs["410900"].get(each))
    ]
    there = search_public.who(common, matter, "411100")
    assert there is not None
    assert there.lead.id == "ecology"
    assert search_public.who(common, matter, "999999") is None
    assert search_public.who(common, "XX-1", "411100") is None


def test_lists_of_other_regions_are_left_out(common: Context, registry: Registry) -> None:
    local = next(each for each in registry.releases if each.region not in ("410000", "410100"))
    inside = found(common, local.title, region=local.region, kind="list")
    assert f"list:{local.key}" in inside
    assert not [
        each for each in found(common, local.title, region=JINSHUI, kind="list") if local.region in each
    ]


def test_a_department_filter_keeps_its_own(common: Context) -> None:
    page = search_public.search(common, Wanted("污染", {"department": ("water",)}))
    assert page.items
    assert all("water" in each.hit.filters["department"] for each in page.items)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    q=st.text(st.characters(codec=None), max_size=300),
    after=st.one_of(st.text(max_size=30), st.integers(-5, 10**20).map("newest-{}".format)),
    field=st.sampled_from(sorted(FIELDS)),
    value=st.text(max_size=8),
    sort=st.sampled_from(Sort),
)
def test_any_search_is_safe(common: Context, q: str, after: str, field: str, value: str, sort: Sort) -> None:
    page = search_public.search(common, Wanted(q, {field: (value,)}, sort, after), counting=True)
    assert len(page.items) <= min(page.total, 20)
    assert suggest.suggest(common, q, value) is not None


def test_suggestions_name_items_and_organs(common: Context) -> None:
    best, *others = suggest.suggest(common, "楼下饭店油烟直排，晚上呛得睡不着", JINSHUI)
    assert (best.item_id, best.department, best.organ) == ("CG-001", "城市管理", "金水区城市管理局")
    assert best.matched
    assert len(others) <= 4
    assert len({each.item_id for each in (best, *others)}) == len(others) + 1
    assert suggest.suggest(common, "楼下饭店油烟直排", None)[0].organ is None
    assert suggest.suggest(common, "  ") == []


def test_a_preview_stores_nothing_and_says_what_filing_will(ctx: Context) -> None:
    said = complaint(location=Location(address="金水区花园路"))
    assert suggest.preview(ctx, said).organ_key == "410105/ecology"
    assert health.check(ctx)["database"] == "ok"


def test_the_index_knows_when_it_is_old(registry: Registry, tmp_path: Path) -> None:
    ctx = context_for(settings_in(tmp_path), registry)
    assert index.is_stale(ctx)
    assert health.check(ctx) == {
        "database": "OperationalError",
        "migrations": "SchemaDiffers",
        "index": "IndexMissing",
        "files": "ok",
    }
    counted: list[int] = []
    assert index.rebuild(ctx, counted.append) == counted[-1]
    assert not index.is_stale(ctx)
    migrate.up(ctx.database)
    assert set(health.check(ctx).values()) == {"ok"}
    ctx.close()
