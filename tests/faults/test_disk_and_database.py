"""A full disk, a database that is locked: whoever is refused is told so, and nothing acknowledged is lost."""

from __future__ import annotations

import multiprocessing
import resource
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from samples import complaint
from sqlalchemy import text

from intake.services.citizens import track
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.partners import managing
from intake.services.records import audit
from intake.store.base import Database
from intake.store.records import events
from intake.web.app import create_app

ROOM = 150_000  # bytes by which a file may still grow: enough for some complaints
MANY = 60  # more than there is room for
BODY = {"text": "工厂烟囱夜里冒黑烟，刺鼻难闻。", "region": "410105", "address": "花园路"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_full_disk_refuses_and_loses_nothing(ctx: Context) -> None:
    """In a process of its own whose files cannot grow: some are filed, then none, then, with room, all."""
    submit.submit(ctx, complaint(), "test")
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=_file_until_full, args=(ctx, theirs))
    child.start()
    child.join(120)
    codes, others, once_more = ours.recv()
    assert codes
    assert others == {503}
    assert once_more == 201
    views = [track.by_code(ctx, code) for code in codes]
    assert None not in views
    assert audit.verify(ctx).fault is None
    with ctx.database.reading() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def _file_until_full(ctx: Context, answer: Pipe) -> None:
    own = replace(ctx, database=Database(ctx.settings.database_url))
    client, key = create_app(own).test_client(), managing.add_apikey(own, "满盘")
    file = Path(own.database.engine.url.database or "")
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + ROOM, hard))
    answers = [_file(client, key, number) for number in range(MANY)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    once_more, _code = _file(client, key, MANY)
    codes = [code for status, code in answers if status == 201]
    answer.send((codes, {status for status, _code in answers} - {201}, once_more))


def _file(client: FlaskClient, key: str, number: int) -> tuple[int, str]:
    headers = {"X-Api-Key": key, "Idempotency-Key": f"full-{number:06d}"}
    sent = client.post("/api/v1/complaints", json=BODY, headers=headers)
    return sent.status_code, (sent.get_json() or {}).get("receipt_code", "")


def test_a_database_held_by_another_is_waited_for(ctx: Context) -> None:
    """Another process writes for a while; on PostgreSQL it holds the end of the record."""
    submit.submit(ctx, complaint(), "test")
    with closing(Database(ctx.settings.database_url)) as another, ThreadPoolExecutor(4) as pool:
        with another.writing() as connection:
            events.locked_head(connection)
            filing = [pool.submit(submit.submit, ctx, complaint(), "test") for _each in range(4)]
            time.sleep(0.7)
            assert not any(each.done() for each in filing)
        receipts = [each.result(20) for each in filing]
    assert len({each.case_number for each in receipts}) == 4
    assert all(track.by_code(ctx, each.code) for each in receipts)
    assert audit.verify(ctx).fault is None
