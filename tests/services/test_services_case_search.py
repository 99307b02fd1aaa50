"""Search of cases: who finds what, what is never found, how the index follows the database and heals."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from samples import HENAN, JINSHUI, Clock, People, complaint, filed
from structlog.testing import capture_logs

from intake.cases.errors import NotPermitted
from intake.cases.model import Contact, Location, Role, Staff
from intake.services.casework import handle
from intake.services.casework.handle import Answer
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.filing import submit
from intake.services.search import case_index, case_search
from search import IndexMissing, Sort

ERQI = "410103"
NAMED = {"state": "状态", "region": "地区", "department": "部门"}
SMOKE = "工厂烟囱夜里冒黑烟，刺鼻难闻。"
ACCUSING = "金水区生态环境分局的执法人员收了工厂的钱，包庇它偷排黑烟。"


def index(ctx: Context) -> None:
    while case_index.catch_up(ctx):
        pass


def logged(ctx: Context) -> list[tuple[str, str]]:
    """Index, and what the journal says of it."""
    with capture_logs() as lines:
        index(ctx)
    return [(line["log_level"], line["event"]) for line in lines]


def found(ctx: Context, staff: Staff, typed: str, **how: object) -> list[str]:
    return [each.row.case_number for each in case_search.search(ctx, staff, typed, **how).items]  # type: ignore[arg-type]


def case_in(ctx: Context, region: str, text: str = SMOKE, item: str | None = "ST-001") -> str:
    said = replace(complaint(text), location=Location(region=region, address="花园路"), item=item)
    return submit.submit(ctx, said, "test").case_number


def test_everybody_finds_what_they_reach_and_nothing_else(ctx: Context, people: People) -> None:
    ours, theirs = case_in(ctx, JINSHUI), case_in(ctx, ERQI)
    index(ctx)
    assert found(ctx, people.clerk(), "黑烟") == [ours]
    assert found(ctx, people.clerk(region=ERQI), "黑烟") == [theirs]
    assert found(ctx, people.clerk("housing"), "黑烟") == []
    for office in (people.coordinator(), people.coordinator(HENAN)):
        assert sorted(found(ctx, office, "黑烟")) == sorted([ours, theirs])
    assert found(ctx, people.coordinator("410300"), "黑烟") == []
    hidden = case_search.search(ctx, people.clerk("housing"), "黑烟")
    assert (hidden.total, hidden.after) == (0, "")
    for nobody in (people.auditor(), people.administrator()):
        with pytest.raises(NotPermitted):
            case_search.search(ctx, nobody, "黑烟")


def test_restricted_cases_and_identities_are_not_in_the_index(ctx: Context, people: People) -> None:
    restricted = case_in(ctx, JINSHUI, ACCUSING, None)
    known = replace(complaint(), contact=Contact("申某某", "13712345678", "shen@example.com"))
    number = submit.submit(ctx, known, "test").case_number
    index(ctx)
    assert ctx.case_index.ids() == {case_index.MARK, number}
    for office in (people.coordinator(), people.coordinator(HENAN)):
        assert restricted not in found(ctx, office, "执法人员 收钱 包庇")
    for secret in ("申某某", "13712345678", "shen@example.com"):
        assert found(ctx, people.coordinator(HENAN), secret) == []


def test_answers_and_assignments_follow_within_one_round(ctx: Context, people: People) -> None:
    number, clerk = filed(ctx), people.clerk()
    index(ctx)
    assert case_index.lag(ctx).total_seconds() == 0
    version = handle.accept(ctx, clerk, number, 1)
    assert ctx.case_index.ids() == {case_index.MARK, number}
    assert case_index.compare(ctx).outdated == (number,)
    handle.answer(ctx, clerk, number, version, Answer("已查处。"))
    index(ctx)
    assert case_index.compare(ctx).sound
    assert found(ctx, clerk, "状态:已答复 黑烟") == [number]
    assert found(ctx, clerk, "状态:答复 黑烟") == [number]
    assert found(ctx, clerk, "状态:正在办理 黑烟") == []


def test_lag_is_told_and_a_change_during_indexing_is_not_forgotten(ctx: Context, clock: Clock) -> None:
    from intake.store.search import index_marks, index_queue

    filed(ctx)
    clock.forward(minutes=7)
    assert case_index.lag(ctx).total_seconds() == 420
    with ctx.database.reading() as connection:
        (taken,) = index_queue.waiting(connection, 10)
    with ctx.database.writing() as connection:
        index_marks.add(connection, [taken.case_id], ctx.now())
    with ctx.database.writing() as connection:
        index_queue.done(connection, [taken])
    assert case_index.lag(ctx).total_seconds() == 420
    index(ctx)
    assert case_index.lag(ctx).total_seconds() == 0


@pytest.mark.parametrize("damage", ["gone", "garbage", "format"])
def test_a_broken_index_is_said_and_heals_by_itself(
    ctx: Context, people: People, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = filed(ctx)
    with pytest.raises(IndexMissing):
        case_search.search(ctx, people.clerk(), "黑烟")
    assert logged(ctx) == [("info", "case index built")]
    folder = ctx.settings.data_dir / "cases"
    if damage == "gone":
        shutil.rmtree(folder)
    elif damage == "garbage":
        ctx.case_index.close()
        for file in next(folder.glob("generation-*")).iterdir():
            file.write_bytes(b"garbage")
    else:
        monkeypatch.setattr(case_index, "FORMAT", "of tomorrow")
    expected = ("info", "case index built") if damage == "gone" else ("warning", "case index rebuilt")
    assert logged(ctx)[0] == expected
    assert found(ctx, people.clerk(), "黑烟") == [number]


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("地区:金水区", {"jinshui"}),
        ("地区:郑州市", {"jinshui", "erqi"}),
        ("地区:河南", {"jinshui", "erqi"}),
        ("部门:环保局 地区:二七区", {"erqi"}),
        ("部门：生态环境 黑烟", {"jinshui", "erqi"}),
        ('部门:"住房城乡建设"', set()),
        ("日期:2026-11-23", {"jinshui", "erqi"}),
        ("日期:2026-11", {"jinshui", "erqi"}),
        ("日期:<2026-11-22", set()),
        ("日期:2026-11-24..2026-12-31", set()),
        ("feiqi", {"jinshui", "erqi"}),
        ("黑煙", {"jinshui", "erqi"}),
        ('"夜里冒黑烟"', {"jinshui", "erqi"}),
        ('"黑烟夜里"', set()),
        ("烟囱 -黑烟", set()),
    ],
)
def test_the_query_language(ctx: Context, people: People, typed: str, hits: set[str]) -> None:
    numbers = {case_in(ctx, JINSHUI): "jinshui", case_in(ctx, ERQI): "erqi"}
    index(ctx)
    assert {numbers[each] for each in found(ctx, people.coordinator(HENAN), typed)} == hits


@pytest.mark.parametrize("typed", ["地区:火星", "部门:魔法 黑烟", "状态:飞", "日期:昨天", "日期:2026-13x"])
def test_what_is_not_understood_is_said_and_finds_nothing(ctx: Context, people: People, typed: str) -> None:
    filed(ctx)
    index(ctx)
    answer = case_search.search(ctx, people.clerk(), typed)
    assert answer.items == ()
    assert answer.not_understood == (typed.split(maxsplit=1)[0],)


def test_pages_newest_first_have_no_gap(ctx: Context, people: People) -> None:
    numbers = [filed(ctx) for _each in range(45)]
    index(ctx)
    seen: list[str] = []
    after = ""
    while True:
        page = case_search.search(ctx, people.clerk(), "黑烟", Sort.NEWEST, after)
        seen += [each.row.case_number for each in page.items]
        assert page.total == 45
        if not page.after:
            break
        after = page.after
    assert seen == numbers[::-1]
    for nonsense in ("-1", "x", "9" * 40):
        case_search.search(ctx, people.clerk(), "黑烟", Sort.NEWEST, nonsense)


def test_a_case_that_just_left_is_not_shown_while_the_index_is_behind(ctx: Context, people: People) -> None:
    from intake.cases.objections import Grounds, Reason
    from intake.services.casework import objections

    number, clerk = filed(ctx), people.clerk()
    index(ctx)
    grounds = Grounds(Reason.OTHER_DEPARTMENT, "清单第 1 项", "归别的部门")
    version = objections.object_to(ctx, clerk, number, 1, grounds)
    objections.agree(ctx, people.coordinator(), number, version, "理由成立")
    assert found(ctx, clerk, "黑烟") == []
    assert inbox.case(ctx, people.coordinator(), number).case_number == number
    assert found(ctx, people.organ_role(Role.DEPARTMENT_HEAD), "黑烟") == []


def test_counts_follow_the_reach_and_are_what_following_them_finds(ctx: Context, people: People) -> None:
    """Restricted cases and those of others are in nobody's counts."""
    for region in (JINSHUI, JINSHUI, ERQI):
        number = case_in(ctx, region)
    case_in(ctx, JINSHUI, ACCUSING, None)
    handle.accept(ctx, people.clerk(region=ERQI), number, 1)
    index(ctx)
    office = people.coordinator()
    page = case_search.search(ctx, office, "")
    counts = {facet.field: {each.code: each.count for each in facet.options} for facet in page.facets}
    assert counts["region"] == {"金水区": 2, "二七区": 1}
    assert sum(counts["state"].values()) == page.total == 3
    for facet in page.facets:
        for option in facet.options:
            asked = f"{NAMED[facet.field]}:{option.code}"
            assert case_search.search(ctx, office, asked).total == option.count
    assert case_search.search(ctx, people.clerk(), "").facets == ()
    assert case_search.search(ctx, people.clerk("housing"), "").facets == ()
