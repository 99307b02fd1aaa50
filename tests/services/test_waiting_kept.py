"""What a row of the waiting room holds, and that one filing has one row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from samples import complaint
from sqlalchemy import Connection, select, update
from waiting_room import all_waiting, queueing

from intake.services.citizens import track
from intake.services.context import Context
from intake.services.filing import carry, room, submit
from intake.services.filing.making import HandedOver
from intake.store.filing import waiting
from intake.store.filing.waiting import NewFiling
from intake.store.filing.waiting_table import waiting_filings

# As version 1 sealed it: a later version must still make cases of what waits when it is installed.
FORMAT_1: dict[str, Any] = {
    "format": 1,
    "complaint": {
        "contact": {
            "email": "zhang@example.com",
            "name": "张明",
            "notify": True,
            "phone": "13800001111",
        },
        "item": "ST-001",
        "location": {"address": "花园路", "latitude": 34.78, "longitude": 113.68, "region": "410105"},
        "occurred_at": "昨天",
        "ongoing": True,
        "text": "工厂烟囱夜里冒黑烟。",
        "title": "冒黑烟",
    },
    "handed_over": {"key": "钥匙一", "number": "A-1", "partner": "热线", "partner_id": 1, "staff_id": 1},
}


@pytest.fixture
def crowd(ctx: Context) -> Context:
    """Every filing waits."""
    return queueing(ctx, "always")


def kept(ctx: Context) -> waiting.WaitingFiling:
    """The one that waits."""
    with ctx.database.reading() as connection:
        code = connection.execute(select(waiting_filings.c.code_hash)).scalar_one()
        found = waiting.by_code_hash(connection, code)
    assert found
    return found


def seal(ctx: Context, held: object) -> None:
    """Put something else into the row."""
    sealed = ctx.keys.fields.encrypt(json.dumps(held).encode())
    with ctx.database.writing() as connection:
        connection.execute(update(waiting_filings).values(sealed=sealed))


def test_what_the_first_format_held_is_read_and_still_written(crowd: Context) -> None:
    submit.submit(crowd, complaint(), "api:1")
    seal(crowd, FORMAT_1)
    read = room.opened(crowd, kept(crowd))
    assert read.complaint.text == "工厂烟囱夜里冒黑烟。" and read.complaint.contact
    assert read.handed_over == HandedOver(1, "A-1", "热线", "钥匙一", 1)
    written = room._sealed(crowd, read, submit._sent(crowd, read.complaint, "api:1", "code").plain)
    assert json.loads(crowd.keys.fields.decrypt(written)) == FORMAT_1


@pytest.mark.parametrize(
    "held",
    [
        {**FORMAT_1, "format": 2},
        {**FORMAT_1, "complaint": {**FORMAT_1["complaint"], "of a later version": 1}},
        {name: FORMAT_1[name] for name in ("format", "complaint")},
        [FORMAT_1["complaint"], None],
    ],
)
def test_what_another_version_sealed_waits_for_it_and_is_told_of(crowd: Context, held: object) -> None:
    filed = submit.submit(crowd, complaint(), "web")
    seal(crowd, held)
    with pytest.raises(room.UnknownFormat):
        room.opened(crowd, kept(crowd))
    assert carry.work_off(crowd) == 1
    assert all_waiting(crowd) == 1
    with pytest.raises(carry.StillWaiting, match=filed.case_number):
        track.by_code(crowd, filed.code)


def test_the_same_on_both_sides_of_midnight_is_kept_once_and_harms_no_other(
    crowd: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two days count in two series: on PostgreSQL neither sees the other before the first is committed."""
    looked, fresh = Event(), waiting._fresh

    def looking(connection: Connection, new: Sequence[NewFiling]) -> list[int]:
        found = fresh(connection, new)
        looked.set()
        return found

    with ThreadPoolExecutor(1) as pool:
        with crowd.database.writing() as connection:
            before = waiting.keep(connection, [new(crowd, "2026-1123", "same")])
            monkeypatch.setattr(waiting, "_fresh", looking)
            second = [new(crowd, "2026-1124", code) for code in ("stranger", "same", "another")]
            after = pool.submit(lambda: in_one(crowd, second))
            assert crowd.database.is_sqlite or looked.wait(20)  # SQLite lets nobody begin until we are done
        assert [bool(number) for number in after.result()] == [True, False, True]
    assert before == ["2026-1123-000001"]
    assert all_waiting(crowd) == 3


def new(ctx: Context, series: str, code: str) -> NewFiling:
    return NewFiling(series, code, "request", "api:1", ctx.now(), b"sealed")


def in_one(ctx: Context, several: Sequence[NewFiling]) -> list[str | None]:
    with ctx.database.writing() as connection:
        return waiting.keep(connection, several)


def test_a_repeat_over_midnight_gets_the_first_receipt(
    crowd: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = submit.submit(crowd, complaint(), "api:1", "key-1")
    monkeypatch.setattr(waiting, "_fresh", lambda _connection, several: list(range(len(several))))
    assert submit.submit(crowd, complaint(), "api:1", "key-1") == first
    assert all_waiting(crowd) == 1
