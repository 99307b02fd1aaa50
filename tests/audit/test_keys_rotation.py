"""A new key for sealed fields: while complaints come in, and after a crash at any batch."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from samples import Clock, People, complaint, filed

from intake.cases.errors import CaseworkError
from intake.cases.model import Contact
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.filing import drafts, submit
from intake.services.records import keys
from intake.store import sealed
from intake.store.keys import load_or_create

HER = Contact("张小明", "13800001111", "zhang@example.com")


def test_rotation_while_complaints_come_in(ctx: Context, people: People, clock: Clock) -> None:
    """A server that started before the rotation, and the command beside it, with keys read apart."""
    operator = replace(ctx, keys=load_or_create(ctx.settings.data_dir / "keys"))
    draft = drafts.start(ctx)
    drafts.save(ctx, draft, {"text": "写到一半"})
    numbers = [filed(ctx) for _each in range(10)]
    with ThreadPoolExecutor(4) as pool:
        coming = [pool.submit(filed, ctx) for _each in range(30)]
        assert keys.rotate(operator).new_key
        numbers += [each.result() for each in coming]
    keys.rotate(operator)  # whatever was sealed with the old key while the first one ran
    with pytest.raises(CaseworkError, match="一小时"):
        keys.retire(operator)
    clock.forward(hours=2)
    keys.retire(operator)
    assert ctx.keys.fields.count() == 1
    clerk = people.clerk()
    assert {inbox.reveal_contact(ctx, clerk, number, "核实") for number in numbers} == {HER}
    found = drafts.load(ctx, draft)
    assert found is not None
    assert found.answers == {"text": "写到一半"}


def test_a_rotation_killed_in_the_middle_goes_on(
    ctx: Context, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    for _each in range(7):
        filed(ctx)
    monkeypatch.setattr(keys, "_BATCH", 2)
    beats = iter(range(2))
    with pytest.raises(StopIteration):
        keys.rotate(ctx, lambda _done, _total: next(beats) and None)
    clock.forward(hours=2)
    with pytest.raises(CaseworkError, match="keys rotate"):
        keys.retire(ctx)
    assert keys.rotate(ctx) == keys.Rotation(new_key=False, values=7)
    assert keys.retire(ctx) == 1
    with ctx.database.reading() as connection:
        assert all(ctx.keys.fields.is_newest(each) for each in sealed.values(connection, 3))


def test_what_was_filed_with_an_old_key_is_not_lost_by_retiring(ctx: Context, clock: Clock) -> None:
    """A straggler: sealed with the old key, committed after the rotation."""
    old = ctx.keys.fields.encrypt(b'["late", "", ""]')
    keys.rotate(ctx)
    receipt = submit.submit(ctx, complaint(), "test")
    with ctx.database.writing() as connection:
        contacts = sealed.COLUMNS[0]
        connection.execute(contacts.table.update().values(sealed=old))
    clock.forward(hours=2)
    with pytest.raises(CaseworkError):
        keys.retire(ctx)
    assert not keys.rotate(ctx).new_key
    assert keys.retire(ctx) == 1
    assert receipt.code
