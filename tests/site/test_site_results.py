"""Statistics of results give nobody's count away, and no planted identity reaches the site."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from disclosure.small_cells import LEAST, shown, told_by_month
from hypothesis import given
from hypothesis import strategies as st
from site_pages import SMALL, built, files, run_build

COUNTS = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 9), min_size=1, max_size=4)


@given(counts=COUNTS)
def test_no_small_count_can_be_worked_out(counts: dict[str, int]) -> None:
    """A reader who knows the total, the rule, and that every row has at least one, still cannot tell any
    hidden small count: another table would have looked the same."""
    if sum(counts.values()) < LEAST:
        return  # no statistics at all
    table = shown(counts)
    assert table is None or all(count is None or count >= LEAST for count in table.values())
    if table is None or None not in table.values():
        return
    possible = [other for other in fillings(table, sum(counts.values())) if shown(other) == table]
    for name, count in counts.items():
        if count < LEAST:
            assert len({other[name] for other in possible}) > 1, (counts, name)


def fillings(table: dict[str, int | None], total: int) -> Iterator[dict[str, int]]:
    """Every way to fill the hidden counts that adds up."""
    hidden = [name for name, count in table.items() if count is None]
    left = total - sum(count for count in table.values() if count)
    for guess in product(range(1, left + 1), repeat=len(hidden)):
        if sum(guess) == left:
            yield {**{n: c for n, c in table.items() if c}, **dict(zip(hidden, guess, strict=True))}


@given(counts=COUNTS)
def test_nothing_is_hidden_without_need(counts: dict[str, int]) -> None:
    if all(count >= LEAST for count in counts.values()):
        assert shown(counts) == counts


THINGS = st.lists(
    st.tuples(st.sampled_from(("01", "02")), st.frozensets(st.sampled_from("abc"), min_size=1)), max_size=60
)


@given(things=THINGS)
def test_months_of_a_kind_give_no_small_count_away(things: list[tuple[str, frozenset[str]]]) -> None:
    """Nor do the months' totals without the kinds that are told."""
    told = told_by_month(things)
    for kind, months in told.items():
        assert months == Counter(month for month, kinds in things if kind in kinds)
        assert min(months.values()) >= LEAST
    for month in ("01", "02"):
        left = sum(when == month and kinds.isdisjoint(told) for when, kinds in things)
        assert not told or left == 0 or left >= LEAST


def test_a_kind_alone_is_told_and_a_rare_one_beside_it_hides_it() -> None:
    common = [("01", frozenset("a"))] * 9
    assert told_by_month(common) == {"a": Counter({"01": 9})}
    assert told_by_month([*common, ("01", frozenset("b"))]) == {}


def test_a_withdrawn_result_shows_only_that_it_is(small: Path) -> None:
    page = (small / "results/410105-2026-0002/index.html").read_text(encoding="utf-8")
    assert "已撤回" in page
    listed = b"".join(
        data for name, data in files(small).items() if not name.startswith(("results/410105", "."))
    )
    assert b"410105-2026-0002" not in listed


def test_a_planted_identity_fails_the_build_and_reaches_no_page(small: Path, tmp_path: Path) -> None:
    content = Path(shutil.copytree(SMALL, tmp_path / "content"))
    output = built(content, tmp_path / "output")
    path = content / "results/410105/2026/0003.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("反映炉子冒灰。", "联系１３８ 0000 1111。"), encoding="utf-8")
    result = run_build(content, output)
    assert result.returncode != 0
    assert "results/410105/2026/0003.yaml:" in result.stderr
    assert "[identity]" in result.stderr
    assert "0000 1111" not in result.stderr
    assert files(output) == files(small)
