"""What must not be read is refused for the right reason, before it does harm."""

from __future__ import annotations

import pytest
from hostile import GOOD, MADE
from making import docx, sheet, xls

from intake.tables.opening import open_tables
from intake.tables.reading import read
from intake.tables.refusals import Reason, TableRefused

BY_THE_PROCESS = ("deep_nesting", "hundred_thousand_rows", "zip_bomb", "macros_in_disguise")


@pytest.mark.parametrize("name", sorted(set(MADE) - {"deep_nesting"}))
def test_a_hostile_file_is_refused(name: str) -> None:
    reason, file, make = MADE[name]
    with pytest.raises(TableRefused) as refused:
        read(make(), file)
    assert refused.value.reason is reason


@pytest.mark.parametrize("name", BY_THE_PROCESS)
def test_the_reading_process_refuses_it_too(name: str) -> None:
    reason, file, make = MADE[name]
    with pytest.raises(TableRefused) as refused:
        open_tables(make(), file)
    assert refused.value.reason is reason


def test_the_reading_process_reads_what_is_harmless() -> None:
    for content, file in ((sheet(GOOD), "a.xlsx"), (docx(GOOD), "甲.DOCX"), (xls(GOOD), "a.xls")):
        grid = open_tables(content, file).grids[0]
        assert [[cell.text for cell in row] for row in grid.rows] == GOOD


def test_every_reason_tells_what_to_do_and_is_met_above() -> None:
    assert all(TableRefused(reason).message for reason in Reason)
    assert set(Reason) == {reason for reason, _file, _make in MADE.values()}
