"""Counts below five are not told, and cannot be worked out from a table and its total."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intake.cases.small_counts import FEWEST, shown

TABLES = st.dictionaries(st.text(max_size=3), st.integers(0, 12), max_size=8)


@given(TABLES)
def test_no_small_count_is_told_or_left_alone_with_its_total(table: dict[str, int]) -> None:
    told = shown(table)
    assert told.keys() == table.keys()
    assert all(count is None or count == 0 or count >= FEWEST for count in told.values())
    assert all(told[key] in (None, count) for key, count in table.items())
    hidden = [key for key, count in told.items() if count is None]
    others = [count for count in table.values() if count >= FEWEST]
    assert len(hidden) != 1 or not others, "the total would give it away"


@given(TABLES)
def test_nothing_is_hidden_without_need(table: dict[str, int]) -> None:
    if not any(0 < count < FEWEST for count in table.values()):
        assert shown(table) == table
