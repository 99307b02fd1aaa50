"""Filings that wait: kept sealed in one row, carried through once each, as if there had been no crowd."""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import media
import pytest
from samples import Clock, complaint
from sqlalchemy import delete, make_url, select
from waiting_room import all_waiting, carry_all, queueing

from intake.cases.errors import IdempotencyConflict
from intake.cases.events import Event
from intake.cases.model import Complaint, Receipt
from intake.services.citizens import citizen, rights, track
from intake.services.context import Context
from intake.services.filing import carry, drafts, making, submit
from intake.services.filing.carry import StillWaiting
from intake.services.filing.making import HandedOver
from intake.services.records import audit
from intake.services.records.keys import rotate
from intake.store.base import Database
from intake.store.cases import cases
from intake.store.cases.casework_tables import case_clocks
from intake.store.filing.crowd import MANY, Crowd
from intake.store.filing.waiting_table import waiting_filings
from intake.store.notices.outbox_table import outbox
from intake.store.records import events
from intake.store.tables import cases as case_table
from intake.store.tables import contacts
from intake.store.tables import events as event_table

SAID = (
    {},
    {"text": "小区楼下的烧烤摊每天晚上冒油烟。", "item": None, "contact": None},
    {"text": "工地半夜打桩，吵得睡不着。", "item": None, "title": "夜间施工"},
    {"text": "举报金水区生态环境局不作为，工厂冒黑烟。"},
)


@pytest.fixture
def crowd(ctx: Context) -> Context:
    """Every filing waits."""
    return queueing(ctx, "always")


def told(ctx: Context, number: str) -> dict[str, Any]:
    """Everything kept of a case, but for ids and for keys made by chance."""
    with ctx.database.reading() as connection:
        row = connection.execute(select(case_table).where(case_table.c.number == number)).one()
        contact = cases.open_contact(connection, ctx.keys.fields, row.id)
        kept: dict[str, Any] = {"contact": contact}
        for name, table in (("clocks", case_clocks), ("notices", outbox), ("record", event_table)):
            mine = select(table).where(table.c.case_id == row.id).order_by(table.c.id)
            kept[name] = [without_chance(each._asdict()) for each in connection.execute(mine)]
    return kept | without_chance(row._asdict())


def without_chance(row: dict[str, Any]) -> dict[str, Any]:
    chance = ("id", "case_id", "number", "code_hash", "key", "hash", "previous", "seal")
    return {name: value for name, value in row.items() if name not in chance}


@pytest.mark.parametrize("said", SAID)
def test_a_filing_that_waited_is_the_case_that_it_would_have_been(
    ctx: Context, crowd: Context, said: dict[str, Any]
) -> None:
    at_once = submit.submit(queueing(ctx, "off"), complaint(**said), "api:1", "at once")
    later = submit.submit(crowd, complaint(**said), "api:1", "later")
    assert (at_once.certificate is None, later.certificate is None) == (False, True)
    carry_all(crowd)
    assert told(ctx, later.case_number) == told(ctx, at_once.case_number)
    assert audit.verify(ctx).fault is None
    assert all_waiting(ctx) == 0


# The office counts the days from the filing: before midnight, and before a holiday.
@pytest.mark.parametrize("filed", ["2026-11-23T15:59:00", "2026-09-30T15:30:00", "2026-12-31T15:59:30"])
def test_its_clocks_run_from_when_it_was_filed(crowd: Context, clock: Clock, filed: str) -> None:
    clock.at = datetime.fromisoformat(filed).replace(tzinfo=UTC)
    at_once = submit.submit(queueing(crowd, "off"), complaint(), "api:1", "at once")
    later = submit.submit(crowd, complaint(), "api:1", "later")
    clock.forward(hours=9)
    carry_all(crowd)
    one, other = told(crowd, at_once.case_number), told(crowd, later.case_number)
    assert other["filed_at"] == clock.at - timedelta(hours=9)
    assert other["updated_at"] == clock.at, "who asks what changed since then must be told of it"
    assert (one["clocks"], one["next_due_at"]) == (other["clocks"], other["next_due_at"])
    assert later.case_number[:9] == at_once.case_number[:9], "its number is of the day it was filed"


def test_they_become_cases_in_the_order_in_which_they_came(crowd: Context) -> None:
    numbers = [submit.submit(crowd, complaint(), "api:1").case_number for _each in range(carry.TOGETHER + 3)]
    assert numbers == sorted(numbers)
    assert carry.work_off(crowd) == carry.TOGETHER
    carry_all(crowd)
    with crowd.database.reading() as connection:
        assert list(connection.execute(select(case_table.c.number).order_by(case_table.c.id)).scalars()) == (
            numbers
        )


def test_a_repeat_gives_the_same_receipt_before_and_after(crowd: Context) -> None:
    first = submit.submit(crowd, complaint(), "api:1", "key-1")
    assert submit.submit(crowd, complaint(), "api:1", "key-1") == first
    assert submit.submit(queueing(crowd, "off"), complaint(), "api:1", "key-1") == first
    with pytest.raises(IdempotencyConflict):
        submit.submit(crowd, complaint(text="另一件完全不同的事情。"), "api:1", "key-1")
    carry_all(crowd)
    for again in (submit.submit(crowd, complaint(), "api:1", "key-1"),):
        assert (again.code, again.case_number) == (first.code, first.case_number)
        assert again.certificate
    with pytest.raises(IdempotencyConflict):
        submit.submit(crowd, complaint(text="另一件完全不同的事情。"), "api:1", "key-1")
    following = submit.submit(crowd, complaint(), "api:1").case_number
    assert int(following[-6:]) == int(first.case_number[-6:]) + 1, "repeats use no numbers up"


def test_the_same_at_once_waits_once(crowd: Context) -> None:
    def file(number: int) -> Receipt:
        how = "off" if number % 3 == 0 else "always"
        return submit.submit(queueing(crowd, how), complaint(), "api:1", f"key-{number // 6}")

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(file, range(24)))
    assert len({(each.code, each.case_number) for each in receipts}) == 4
    carry_all(crowd)
    with crowd.database.reading() as connection:
        assert len(connection.execute(select(case_table.c.id)).all()) == 4


def test_a_draft_waits_with_its_files_and_cannot_be_changed_or_cleared(crowd: Context) -> None:
    token = drafts.start(crowd)
    file = drafts.add_evidence(crowd, token, "a.jpg", io.BytesIO(media.photo()))
    drafts.save(crowd, token, {"text": "工厂烟囱夜里冒黑烟。", "region": "410105", "phone": "13800001111"})
    filed = submit.submit_draft(crowd, token)
    assert submit.submit_draft(crowd, token) == filed
    found = drafts.load(crowd, token)
    assert found and found.submitted and not found.answers
    drafts.discard(crowd, token)
    carry_all(crowd)
    assert submit.submit_draft(crowd, token).certificate
    with crowd.database.reading() as connection:
        case = cases.by_number(connection, filed.case_number)
        assert case and [each.id for each in drafts.store.evidence_of_case(connection, case.id)] == [file.id]
    assert crowd.files.path(file.id).exists()


def test_what_a_hotline_handed_over_is_found_by_its_number(crowd: Context) -> None:
    from intake.services.partners import handing_over, keys, managing

    secret = managing.add_apikey(crowd, "热线")
    caller = keys.caller(crowd, secret)
    assert caller
    filed = handing_over.hand_over(crowd, caller, complaint(), "A-1")
    assert handing_over.hand_over(crowd, caller, complaint(), "A-1") == filed
    assert handing_over.standing(crowd, caller, "A-1").case_number == filed.case_number
    line = told(crowd, filed.case_number)["record"][1]
    assert (line["event"], line["detail"]["partner"]) == (Event.CASE_HANDED_OVER, "热线")


def test_whoever_asks_for_it_by_its_code_finds_a_case(crowd: Context) -> None:
    codes = [submit.submit(crowd, complaint(), "web").code for _each in range(3)]
    assert track.by_code(crowd, codes[0])
    citizen.withdraw(crowd, codes[1])
    rights.erase_contact(crowd, codes[2])
    assert all_waiting(crowd) == 0
    assert rights.export(crowd, codes[2])


def test_one_that_cannot_be_carried_through_holds_up_nobody_and_is_not_denied(
    crowd: Context, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = complaint(), complaint(text="这一件使程序出错。")
    receipts = [submit.submit(crowd, said, "web") for said in (good, bad, good)]
    keep = cases.insert_case

    def stumble(connection: Any, new: cases.NewCase) -> int | None:
        if new.complaint.text == bad.text:
            raise ValueError
        return keep(connection, new)

    monkeypatch.setattr(making.store, "insert_case", stumble)
    carry_all(crowd)
    assert [bool(track.by_code(crowd, each.code)) for each in (receipts[0], receipts[2])] == [True, True]
    with pytest.raises(StillWaiting, match=receipts[1].case_number):
        track.by_code(crowd, receipts[1].code)
    monkeypatch.setattr(making.store, "insert_case", keep)
    assert carry.work_off(crowd) == 0, "it is not tried all the time"
    clock.forward(minutes=6)
    carry_all(crowd)
    assert track.by_code(crowd, receipts[1].code)
    assert audit.verify(crowd).fault is None


# Every place at which the process that carries through may be killed, before and after what it is called.
STEPS = (
    (carry.waiting, "take"),
    (carry.waiting, "hold"),
    (making.store, "insert_case"),
    (making.store, "seal_contact"),
    (making.store, "set_next_due"),
    (making.events, "record"),
    (carry.waiting, "remove"),
)


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(("module", "name"), STEPS, ids=[name for _module, name in STEPS])
def test_killed_anywhere_each_becomes_one_case(
    crowd: Context, clock: Clock, module: Any, name: str, before: bool
) -> None:
    receipts = [submit.submit(crowd, complaint(), "web") for _each in range(3)]
    die_while_carrying(crowd, module, name, before=before)
    assert all_waiting(crowd) == 3, "nothing was half done"
    clock.at += carry.LEASE
    while all_waiting(crowd):  # PostgreSQL holds what the killed one took until it notices that it is gone
        carry_all(crowd)
    whole = [told(crowd, each.case_number) for each in receipts]
    assert [(len(each["record"]), len(each["clocks"]), each["contact"] is not None) for each in whole] == (
        [(2, len(whole[0]["clocks"]), True)] * 3
    )
    assert audit.verify(crowd).fault is None
    with crowd.database.reading() as connection:
        assert len(connection.execute(select(case_table.c.id)).all()) == 3


def die_while_carrying(ctx: Context, module: Any, name: str, *, before: bool) -> None:
    """A process of its own carries through and ends there, as kill -9 ends it."""
    child = os.fork()
    if child == 0:
        step = getattr(module, name)

        def dying(*given: Any) -> Any:
            if not before:
                step(*given)
            os._exit(9)

        setattr(module, name, dying)
        carry.work_off(replace(ctx, database=Database(ctx.settings.database_url)))
        os._exit(0)
    _child, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9


def test_nothing_that_was_typed_can_be_read_in_the_database(
    crowd: Context, request: pytest.FixtureRequest
) -> None:
    said = Complaint(
        text="凤凰路第三化工厂夜里偷排",
        title="化工厂偷排",
        location=complaint().location,
        contact=replace(complaint().contact, name="欧阳问天", phone="13987654321"),  # type: ignore[type-var]
    )
    by = HandedOver(1, "RX-20261123-7", "某热线", "钥匙一", 1)
    submit.submit(crowd, said, "api:1", "external 1", submit.Beside(handed_over=by))
    kept = database_bytes(crowd, request)
    for secret in (
        said.text,
        said.title,
        "欧阳问天",
        "13987654321",
        "花园路",
        "RX-20261123-7",
        "zhang@example",
    ):
        assert secret.encode() not in kept
        assert secret.encode("unicode_escape") not in kept


def database_bytes(ctx: Context, request: pytest.FixtureRequest) -> bytes:
    if not ctx.database.is_sqlite:
        cluster = request.getfixturevalue("cluster")
        dumped: bytes = cluster.dump(make_url(ctx.settings.database_url).database or "")
        return dumped
    file = Path(make_url(ctx.settings.database_url).database or "")
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def test_new_keys_seal_what_waits_too(crowd: Context) -> None:
    filed = submit.submit(crowd, complaint(), "web")
    rotate(crowd)
    with crowd.database.reading() as connection:
        sealed = connection.execute(select(waiting_filings.c.sealed)).scalar_one()
    assert crowd.keys.fields.is_newest(bytes(sealed))
    assert track.by_code(crowd, filed.code)


def test_two_workers_carry_each_through_once(crowd: Context) -> None:
    for _each in range(40):
        submit.submit(crowd, complaint(), "api:1")
    with ThreadPoolExecutor(3) as pool:
        for working in [pool.submit(carry_all, crowd) for _each in range(3)]:
            working.result()
    with crowd.database.reading() as connection:
        assert len(connection.execute(select(case_table.c.id)).all()) == 40
        assert len(connection.execute(select(contacts.c.case_id)).all()) == 40
        assert events.last_id(connection) == 80
    assert audit.verify(crowd).fault is None


def test_in_quiet_times_nobody_waits_and_in_a_crowd_they_do(ctx: Context) -> None:
    assert submit.submit(ctx, complaint(), "web").certificate
    with ThreadPoolExecutor(MANY) as pool:
        held = [pool.submit(lambda: stay(ctx)) for _each in range(MANY)]
        while ctx.database.filing._here < MANY:
            pass
        assert submit.submit(ctx, complaint(), "web").certificate is None
        with ctx.database.writing() as connection:
            connection.execute(delete(waiting_filings))
    assert all(each.done() for each in held)


def stay(ctx: Context) -> None:
    with ctx.database.filing.joined():
        import time

        time.sleep(0.3)


def test_a_crowd_is_many_at_once_and_lasts_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("intake.store.filing.crowd.time.monotonic", lambda: now[0])
    crowd = Crowd()
    for _each in range(3 * MANY):  # one after another is no crowd
        with crowd.joined() as crowded:
            assert not crowded
    several = [crowd.joined() for _each in range(MANY)]
    assert [each.__enter__() for each in several] == [False] * (MANY - 1) + [True]
    for each in several:
        each.__exit__(None, None, None)
    for seconds, expected in ((4.9, True), (5.1, False)):
        now[0] = 100.0 + seconds
        with crowd.joined() as crowded:
            assert crowded is expected
