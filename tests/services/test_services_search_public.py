"""The search of what is published on every engine: its language, its counts, its pages, what never shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from pathlib import Path

import pytest
from cluster import Cluster
from samples import Clock

from intake.services.context import Context
from intake.services.search import index, published, search_public
from intake.services.search.keeping import Keeper
from intake.services.search.search_public import FoundPage, Wanted
from intake.services.search.vocabulary import analyzer_for
from registry import Registry, Result, Withdrawal
from search import Document, Sort, open_backend

BOTH = [Sort.BEST, Sort.NEWEST]


@pytest.fixture(scope="module", params=["whoosh", "tantivy", "postgresql"])
def ctx(
    request: pytest.FixtureRequest, common: Context, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Context]:
    """An open context whose public index is the engine's."""
    if request.param == "whoosh":
        yield common  # made already
        return
    address = f"tantivy://{tmp_path_factory.mktemp('public')}/index"
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        address = cluster.url(cluster.create(migrated=False))
    opened = replace(common, index=open_backend(address, analyzer_for(common.registry)))
    index.rebuild(opened)
    yield opened
    opened.index.close()


@pytest.fixture
def own(common: Context, clock: Clock, tmp_path: Path) -> Iterator[Context]:
    """The same with an index of its own, not made yet, and a clock."""
    backend = open_backend(f"tantivy://{tmp_path}/index", analyzer_for(common.registry))
    yield replace(common, index=backend, now=clock)
    backend.close()


def pages(ctx: Context, wanted: Wanted) -> Iterator[FoundPage]:
    """Page after page, as somebody follows them."""
    while True:
        page = search_public.search(ctx, wanted)
        yield page
        if not page.after:
            return
        wanted = replace(wanted, after=page.after)


def ids(page: FoundPage) -> list[str]:
    return [each.hit.id for each in page.items]


def everything(ctx: Context, typed: str) -> set[str]:
    return {each for page in pages(ctx, Wanted(typed)) for each in ids(page)}


JINSHUI_AND_ERQI = ("result:410105", "result:410103")
LANGUAGE = [
    ("类别:办理结果 部门:城市管理", lambda each: each.kind == "result" and "urban-management" in dep(each)),
    ("类型:result 状态:不属实", lambda each: "untrue" in each.filters.get("state", ())),
    ("状态:部分属实", lambda each: "partly_true" in each.filters.get("state", ())),
    ("领域:噪声 类别:事项", lambda each: each.kind == "item" and "noise" in each.filters["topic"]),
    ("日期:2026-10", lambda each: each.day // 100 == 202610),
    ("日期:>2026-11-01 日期:<2026-11-10", lambda each: 20261101 <= each.day <= 20261110),
    ("日期:<2026-08-31", lambda each: 0 < each.day <= 20260831),
    ("状态:已失效", lambda each: each.filters.get("state") == ("past",)),
    ("类别:清单 状态:现行 部门:水利", lambda each: each.kind == "list" and in_force(each, "water")),
    ("类别:牵头决定", lambda each: each.kind == "decision"),
    ("地区:郑州市 类别:办理结果", lambda each: each.id.startswith("result:4101")),
    ("地区:郑州市金水区 类别:办理结果", lambda each: each.id.startswith("result:410105")),
    ("地区:金水区 地区:二七区 类别:办理结果", lambda each: each.id[:13] in JINSHUI_AND_ERQI),
    ("类别:清单 地区:漯河", lambda each: current_list(each) and each.id[5:11] in ("410000", "411100")),
    ("部门:公安 部门:文物 类别:部门", lambda each: each.id in ("department:police", "department:heritage")),
    ("region:410105 kind:result", lambda each: each.id.startswith("result:410105")),
]  # fmt: skip


def dep(each: Document) -> tuple[str, ...]:
    return each.filters.get("department", ())


def in_force(each: Document, department: str) -> bool:
    return each.filters["state"] == ("in_force",) and dep(each) == (department,)


def current_list(each: Document) -> bool:
    return each.kind == "list" and each.filters["state"] != ("past",)


@pytest.mark.parametrize(("typed", "meant"), LANGUAGE, ids=[typed for typed, _meant in LANGUAGE])
def test_a_field_finds_exactly_what_it_names(
    ctx: Context, registry: Registry, typed: str, meant: Callable[[Document], bool]
) -> None:
    documents = published.documents(registry, ctx.today())
    expected = {each.id for each in documents if meant(each)}
    assert expected
    assert everything(ctx, typed) == expected


@pytest.mark.parametrize("sort", BOTH)
@pytest.mark.parametrize("typed", ["污染", "管理 部门:生态环境", "噪声 类别:事项", "类别:部门"])
def test_pages_show_each_hit_once_also_where_many_are_of_one_day(
    ctx: Context, typed: str, sort: Sort
) -> None:
    shown = list(pages(ctx, Wanted(typed, sort=sort)))
    seen = [each for page in shown for each in ids(page)]
    assert len(seen) == len(set(seen)) == shown[0].total
    assert {page.total for page in shown} == {shown[0].total}, "a filter applied after paging"
    assert all(len(page.items) == 20 for page in shown[:-1])
    if sort is Sort.NEWEST:
        days = [each.day or date.min for page in shown for each in page.items]
        assert days == sorted(days, reverse=True)


def test_a_place_in_the_other_order_is_the_beginning(ctx: Context) -> None:
    best = search_public.search(ctx, Wanted("污染"))
    crossed = search_public.search(ctx, Wanted("污染", sort=Sort.NEWEST, after=best.after))
    assert ids(crossed) == ids(search_public.search(ctx, Wanted("污染", sort=Sort.NEWEST)))


@pytest.mark.parametrize("typed", ["垃圾", "", "噪声 地区:郑州市", "类别:办理结果", "油烟 部门:城市管理"])
def test_every_count_is_what_following_it_finds(ctx: Context, typed: str) -> None:
    page = search_public.search(ctx, Wanted(typed), counting=True)
    assert page.facets
    for facet in page.facets:
        for option in facet.options:
            narrower = Wanted(f"{typed} {facet.field}:{option.code}")
            if facet.field == "region":
                narrower = Wanted(
                    typed.replace("地区:郑州市", f"地区:{option.code}"), {"region": (option.code,)}
                )
            assert search_public.search(ctx, narrower).total == option.count, (facet.field, option)


def test_the_mark_of_the_index_is_never_a_hit(ctx: Context) -> None:
    for typed in ("", "mark", "stamp", "类别:mark"):
        assert index.MARK not in everything(ctx, typed)
    assert search_public.search(ctx, Wanted("类别:mark")).asked.not_understood == ("类别:mark",)


def test_nothing_is_shown_that_no_page_shows(ctx: Context, registry: Registry) -> None:
    """A hit can quote all of its document: so no document holds more than its page."""
    known = {each.id: each for each in published.documents(registry, ctx.today())}
    result = next(iter(registry.results.values()))
    told = known[f"result:{result.id}"]
    inside = f"{told.title} {told.body} {' '.join(told.words)} {dict(told.stored)}"
    assert result.disclosure.grounds not in inside and result.disclosure.reviewed_by not in inside
    for page in pages(ctx, Wanted(result.disclosure.grounds)):
        for each in page.items:
            shown = each.hit.snippet_html.replace("<mark>", "").replace("</mark>", "").strip("…")
            document = known[each.hit.id]
            assert shown in escape(document.body or "、".join(document.words))


def withdrawn(registry: Registry, result: Result) -> Registry:
    """The record after a result was taken back."""
    gone = replace(
        result, title="", complaint="", outcome="", withdrawn=Withdrawal(date(2026, 11, 20), "有误")
    )
    return replace(registry, results={**registry.results, result.id: gone}, fingerprint="after")


def test_a_withdrawn_result_is_not_found_and_until_then_the_page_says_that_it_is_behind(
    own: Context, registry: Registry
) -> None:
    result = next(iter(registry.results.values()))
    index.rebuild(own)
    asked = Wanted(f'"{result.title}" 类别:办理结果')
    before = search_public.search(own, asked)
    assert ids(before) == [f"result:{result.id}"] and not before.behind
    renewed = replace(own, registry=withdrawn(registry, result))
    assert search_public.search(renewed, asked).behind
    assert index.keep_up(renewed) and not index.keep_up(renewed)
    after = search_public.search(renewed, asked)
    assert (after.items, after.total, after.behind) == ((), 0, False)
    assert search_public.newest(renewed, asked).items == ()


def test_the_index_heals_and_two_processes_do_not_fight_over_it(own: Context, registry: Registry) -> None:
    older, newer = own, replace(own, registry=replace(registry, fingerprint="newer"))
    old_keeper, new_keeper = Keeper(), Keeper()
    assert old_keeper.look(older) and not old_keeper.look(older)
    assert new_keeper.look(newer)
    assert not old_keeper.look(older), "the newer record was put back"
    assert search_public.search(older, Wanted("油烟")).behind
    assert not search_public.search(newer, Wanted("油烟")).behind


def test_a_list_that_takes_effect_makes_the_index_old_on_that_day(
    own: Context, registry: Registry, clock: Clock
) -> None:
    release = next(each for each in registry.releases if each.effective_to is None)
    begins = own.today() + timedelta(days=3)
    later = [replace(each, effective_from=begins) if each is release else each for each in registry.releases]
    ctx = replace(own, registry=replace(registry, releases=tuple(later)))
    keeper = Keeper()
    assert keeper.look(ctx)
    asked = Wanted(f"部门:{release.department} 类别:清单 状态:即将施行")
    assert ids(search_public.search(ctx, asked)) == [f"list:{release.key}"]
    clock.forward(days=2)
    assert not keeper.look(ctx)
    clock.forward(days=1)
    assert search_public.search(ctx, asked).behind
    assert keeper.look(ctx)
    assert ids(search_public.search(ctx, asked)) == []


def test_what_is_not_understood_narrows_nothing_and_is_named(ctx: Context) -> None:
    page = search_public.search(ctx, Wanted('油烟 部门:"火 星" 日期:2026-13 颜色:红', {"region": ("月球",)}))
    assert page.asked.not_understood == ('部门:"火 星"', "日期:2026-13", "地区:月球")
    assert page.asked.unnamed == ("颜色",)
    assert page.items


def test_an_item_is_as_new_as_its_last_change(registry: Registry) -> None:
    """A release that repeats an item does not make it news."""
    known = {each.id: each for each in published.documents(registry)}
    for item in registry.items.values():
        versions = [
            (release.approval.published_on, replace(each, release=""))
            for release in registry.releases
            for each in release.items
            if release.region == item.region and each.id == item.id
        ]
        same = [day for day, each in versions if each == replace(item, release="")]
        assert known[f"item:{item.id}"].stored["day"] >= min(same).isoformat()


def test_orders_stay_when_something_is_added(registry: Registry) -> None:
    """A reader between two pages must not miss a hit because another was published."""
    before = {each.id: each.order for each in published.documents(registry)}
    _first, *others = registry.results
    fewer = replace(registry, results={name: registry.results[name] for name in others})
    after = {each.id: each.order for each in published.documents(fewer)}
    assert after.items() <= before.items() and len(after) == len(before) - 1


def test_what_is_not_public_yet_or_no_longer_holds_is_told_apart(registry: Registry) -> None:
    """As on the site: approved for later stays unseen, what its list dropped is no longer in force."""
    old = next(each for each in registry.releases if each.effective_to is None and len(each.items) > 1)
    kept, dropped = old.items[0], old.items[-1]
    begins, public = date(2027, 3, 1), date(2027, 2, 1)
    new = replace(
        old,
        release="2027-03-01",
        effective_from=begins,
        approval=replace(old.approval, published_on=public),
        items=(replace(kept, release="2027-03-01", description="改了说法。"),),
    )
    ended = replace(old, effective_to=begins - timedelta(days=1))
    others = [each for each in registry.releases if each is not old]
    changed = replace(registry, releases=(*others, ended, new))

    def on(day: date) -> dict[str, Document]:
        return {each.id: each for each in published.documents(changed, day)}

    before, announced, begun = on(public - timedelta(days=1)), on(public), on(begins)
    assert f"list:{new.key}" not in before
    assert announced[f"list:{new.key}"].filters["state"] == ("upcoming",)
    assert begun[f"list:{new.key}"].filters["state"] == ("in_force",)
    assert begun[f"list:{old.key}"].filters["standing"] == ("past",)
    for documents in (before, announced):
        assert "改了说法" not in documents[f"item:{kept.id}"].body
        assert documents[f"item:{dropped.id}"].filters["state"] == ("in_force",)
    assert "改了说法" in begun[f"item:{kept.id}"].body
    assert begun[f"item:{dropped.id}"].filters["state"] == ("past",)
