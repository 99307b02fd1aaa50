"""What must not be read is refused for the right reason, before it does harm."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from random import Random

import pytest
from hostile import GOOD, MADE
from making import docx, parts, sheet, xls, zipped
from ugly import MADE as UGLY

from intake.tables import opening
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
    assert set(Reason) == {Reason.BUSY, *(reason for reason, _file, _make in MADE.values())}


def test_no_more_than_two_files_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening.READER, "patience", 0)
    with ExitStack() as busy:
        for _turn in range(opening.READER.at_once):
            busy.enter_context(opening.READER.turns)
        with pytest.raises(TableRefused) as refused:
            open_tables(sheet(GOOD), "a.xlsx")
        assert refused.value.reason is Reason.BUSY
    assert open_tables(sheet(GOOD), "a.xlsx").grids


def _damaged(content: bytes, random: Random) -> bytes:
    """Some bytes other, gone, or twice."""
    damaged = bytearray(content)
    for _time in range(random.choice((1, 3, 10))):
        at, length = random.randrange(len(damaged)), random.randrange(1, 40)
        put = random.choice((b"", random.randbytes(length), damaged[at : at + length] * 2))
        damaged[at : at + length] = put
    return bytes(damaged)


@pytest.mark.parametrize("name", sorted(set(UGLY) - {"old_excel"}))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str) -> None:
    """Fifteen times each, inside of its XML where it has any: no reader's fault comes through unnamed."""
    file, content = UGLY[name]()
    random = Random(name)
    for _time in range(15):
        if content.startswith(b"PK"):
            entries = parts(content)
            part = random.choice([each for each in entries if each.endswith((".xml", ".rels"))])
            given = zipped({**entries, part: _damaged(entries[part], random)})
        else:
            given = _damaged(content, random)
        with suppress(TableRefused):
            read(given, file)


def test_a_damaged_old_file_ends_nothing_but_its_reader() -> None:
    """calamine itself aborts on some of these: that is what the process is for."""
    file, content = UGLY["old_excel"]()
    random = Random(5)
    for _time in range(6):
        with suppress(TableRefused):
            open_tables(_damaged(content, random), file)
