"""Who writes the record, in which order, and what an auditor is given of it."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from samples import People, filed

from intake.cases.events import Event, Recorded
from intake.services.casework import handle
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.records import audit
from intake.services.records.audit import Verdict
from intake.store.records import chain, events
from intake.store.records.chain import Line


def test_many_writers_make_one_chain(ctx: Context) -> None:
    def write(number: int) -> None:
        with ctx.database.writing() as connection:
            for part in range(3):
                events.record(
                    connection, Recorded(Event.CASE_FILED, ctx.now(), detail={"n": f"{number}.{part}"})
                )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert audit.verify(ctx) == Verdict(120, None)


def test_the_record_is_checked_while_it_grows(ctx: Context) -> None:
    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(filed, ctx) for _each in range(20)]
        verdicts = [audit.verify(ctx) for _each in range(10)]
        for each in writing:
            each.result()
    assert [each.fault for each in verdicts if each.lines] == [None] * sum(bool(v.lines) for v in verdicts)
    assert audit.verify(ctx) == Verdict(40, None)


def test_an_auditor_gets_every_line_but_nobodys_name_or_words(ctx: Context, people: People) -> None:
    number = filed(ctx)
    clerk, colleague = people.clerk(), people.clerk(number=2)
    handle.accept(ctx, clerk, number, 1)
    handle.assign(ctx, clerk, number, 2, colleague.login)
    inbox.reveal_contact(ctx, clerk, number, "核实张小明的地址")
    lines = list(audit.export(ctx, ctx.now(), ctx.now() + timedelta(days=1)))
    assert [line["id"] for line in lines] == list(range(1, len(lines) + 1))
    written = json.dumps(lines, ensure_ascii=False)
    for secret in ("张小明", "核实", clerk.name, clerk.login, colleague.name):
        assert secret not in written
    revealed = next(line for line in lines if line["event"] == Event.CONTACT_REVEALED)
    assert (revealed["withheld"], revealed["staff_id"]) == (["reason"], clerk.id)
    assert (
        revealed["facts"] == hashlib.sha256(json.dumps({"reason": "核实张小明的地址"}).encode()).hexdigest()
    )
    _chain_can_be_computed_again(lines)
    assert lines[-1]["event"] == Event.AUDIT_EXPORTED
    assert list(audit.export(ctx, ctx.now() + timedelta(days=1), ctx.now() + timedelta(days=2))) == []


def _chain_can_be_computed_again(lines: list[dict[str, object]]) -> None:
    previous = chain.GENESIS
    for each in lines:
        fields = {name: each[name] for name in ("id", "at", "event", "case_id", "staff_id", "facts")}
        assert each["previous"] == previous
        previous = chain.hash_of(previous, Line(**fields))  # type: ignore[arg-type]  # JSON's object
        assert each["hash"] == previous
