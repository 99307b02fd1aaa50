"""Filings that wait, while somebody else carries them through, files more, or has one that fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from samples import complaint
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from waiting_room import all_waiting, carry_all, queueing

from intake.cases.model import Receipt
from intake.services.citizens import track
from intake.services.context import Context
from intake.services.filing import carry, making, submit
from intake.services.filing.carry import StillWaiting
from intake.services.records import audit
from intake.store.cases import cases
from intake.store.tables import cases as case_table


@pytest.fixture
def crowd(ctx: Context) -> Context:
    """Every filing waits."""
    return queueing(ctx, "always")


@pytest.fixture
def once_decided(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[], None]], None]:
    """Do something when so many filings were decided, and none of these is kept yet."""
    decide = making.decide

    def plan(count: int, meanwhile: Callable[[], None]) -> None:
        left = [count]

        def decided(*given: Any) -> making.Decided:
            made = decide(*given)
            left[0] -= 1
            if left[0] == 0:
                meanwhile()
            return made

        monkeypatch.setattr(making, "decide", decided)

    return plan


def file(ctx: Context, count: int) -> list[Receipt]:
    return [submit.submit(ctx, complaint(), "web") for _each in range(count)]


def all_are_cases_once(ctx: Context, receipts: list[Receipt]) -> bool:
    found = [track.by_code(ctx, each.code) for each in receipts]
    with ctx.database.reading() as connection:
        numbers = list(
            connection.execute(select(case_table.c.number).order_by(case_table.c.number)).scalars()
        )
    return all(found) and numbers == sorted(each.case_number for each in receipts)


def test_one_that_comes_while_another_goes_is_not_taken_for_it(
    crowd: Context, once_decided: Callable[[int, Callable[[], None]], None]
) -> None:
    """SQLite gives the row of the one that comes the id of the one that went."""
    receipts = file(crowd, 2)

    def meanwhile() -> None:
        track.by_code(crowd, receipts[1].code)
        receipts.extend(file(crowd, 1))

    once_decided(2, meanwhile)
    carry.work_off(crowd)
    assert all_waiting(crowd) == 1, "who came meanwhile waits still"
    assert all_are_cases_once(crowd, receipts)
    assert audit.verify(crowd).fault is None


@pytest.mark.parametrize("ask", [track.by_code, lambda ctx, _code: carry.work_off(ctx)])
def test_whoever_is_overtaken_finds_the_case_that_another_made(
    crowd: Context,
    once_decided: Callable[[int, Callable[[], None]], None],
    ask: Callable[[Context, str], Any],
) -> None:
    receipts = file(crowd, 1)
    once_decided(1, lambda: all_are_cases_once(crowd, receipts))
    assert ask(crowd, receipts[0].code)
    assert all_are_cases_once(crowd, receipts)
    assert audit.verify(crowd).fault is None


def stumble_over(monkeypatch: pytest.MonkeyPatch, text: str, fault: Exception) -> None:
    keep = cases.insert_case

    def stumble(connection: Any, new: cases.NewCase) -> int | None:
        if new.complaint.text == text:
            raise fault
        return keep(connection, new)

    monkeypatch.setattr(making.store, "insert_case", stumble)


def test_what_the_database_refuses_of_one_stops_none_of_its_group(
    crowd: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = submit.submit(crowd, complaint(text="这一件数据库不收。"), "web")
    good = file(crowd, 2)
    stumble_over(monkeypatch, "这一件数据库不收。", IntegrityError("", None, Exception()))
    carry.work_off(crowd)
    assert all_waiting(crowd) == 1
    with pytest.raises(StillWaiting, match=bad.case_number):
        track.by_code(crowd, bad.code)
    assert all_are_cases_once(crowd, good)


def test_a_database_that_is_away_is_nobodys_own_fault_and_holds_up_nobody_when_it_is_back(
    crowd: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts = file(crowd, 3)
    with monkeypatch.context() as away:
        stumble_over(away, complaint().text, OperationalError("", None, Exception()))
        with pytest.raises(OperationalError):
            carry.work_off(crowd)
    carry_all(crowd)
    assert all_are_cases_once(crowd, receipts)
