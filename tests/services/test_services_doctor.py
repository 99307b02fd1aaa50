"""The doctor sees real faults, names what to do, and its exit status tells a script."""

from __future__ import annotations

import json
import os
import platform
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from samples import ROOT, Clock, filed
from sqlalchemy import text

from intake.cases.errors import CaseworkError
from intake.services.context import Context
from intake.services.doctor import CHECKS, Level, examine
from intake.services.doctor.searching import MOST_CASES
from intake.services.monitoring import hosts
from intake.services.search import case_index, index
from intake.store.sharing import worker_beats


@pytest.fixture
def sound(ctx: Context) -> Context:
    """An installation whose folders and indexes are in order, with one case."""
    ctx.settings.files_dir.mkdir(parents=True, exist_ok=True)
    (ctx.settings.data_dir / "keys").chmod(0o700)
    filed(ctx)
    index.keep_up(ctx)
    case_index.catch_up(ctx)
    return ctx


def levels(ctx: Context) -> dict[str, Level]:
    return {name: each.level for name, each in examine(ctx).items()}


def test_a_sound_installation_has_no_fault(sound: Context) -> None:
    found = examine(sound)
    assert {name: each for name, each in found.items() if each.level is Level.FAULT} == {}
    assert found.keys() == CHECKS.keys()
    assert all(each.todo for each in found.values() if each.level is not Level.OK)
    assert found["投诉的索引"].says == "1 件"


def test_an_index_that_lost_a_case_is_a_fault(sound: Context) -> None:
    number = next(iter(sound.case_index.ids() - {"format"}))
    sound.case_index.update([], [number])
    assert levels(sound)["投诉的索引"] is Level.FAULT
    case_index.rebuild(sound)
    assert levels(sound)["投诉的索引"] is Level.OK


def test_a_case_that_waits_for_the_index_is_told_by_its_lag_alone(sound: Context, clock: Clock) -> None:
    filed(sound)
    assert levels(sound)["投诉的索引"] is Level.OK
    for minutes, level in ((5, Level.NOTICE), (120, Level.FAULT)):
        clock.forward(minutes=minutes)
        assert levels(sound)["索引延迟"] is level


def test_an_index_of_garbage_is_a_fault(sound: Context, tmp_path: Path) -> None:
    for file in next((tmp_path / "cases").glob("generation-*")).iterdir():
        file.write_bytes(b"garbage")
    assert levels(sound)["投诉的索引"] is Level.FAULT


def test_a_database_of_another_version_is_a_fault(sound: Context) -> None:
    with sound.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    found = examine(sound)["数据库版本"]
    assert (found.level, "0001" in found.says) == (Level.FAULT, True)


def test_keys_that_others_can_read_are_a_fault(sound: Context) -> None:
    key = next((sound.settings.data_dir / "keys").iterdir())
    key.chmod(0o644)
    found = examine(sound)["密钥"]
    assert (found.level, key.name in found.says) == (Level.FAULT, True)


def test_a_model_that_is_not_what_was_switched_on_is_a_fault(sound: Context) -> None:
    folder = sound.settings.data_dir / "model"
    folder.mkdir()
    (folder / "active.json").write_text("{ half", "utf-8")
    assert levels(sound)["转办模型"] is Level.FAULT


@contextmanager
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_mail_server_that_is_away_is_a_fault(sound: Context) -> None:
    def mail(port: int) -> Level:
        notices = replace(sound.settings.notices, mail_url=f"smtp+plain://127.0.0.1:{port}")
        return levels(replace(sound, settings=replace(sound.settings, notices=notices)))["邮件"]

    with listening() as port:
        assert mail(port) is Level.OK
    assert mail(port) is Level.FAULT


def test_an_index_on_one_machine_serves_no_second(sound: Context, clock: Clock) -> None:
    """Told by the doctor, and refused at the start; not where the index lies in a database for all."""
    with sound.database.writing() as connection:
        worker_beats.beat(connection, platform.node()[:100], "send", clock())
        worker_beats.beat(connection, "another-host", "send", clock())
    assert levels(sound)["搜索引擎"] is Level.FAULT
    with pytest.raises(CaseworkError, match=r"SEARCH_URL.*another-host"):
        hosts.refuse_several(sound)
    shared = replace(sound, settings=replace(sound.settings, search_url="postgresql+psycopg://x/y"))
    hosts.refuse_several(shared)
    clock.forward(minutes=2)
    hosts.refuse_several(sound)


def test_it_says_when_the_engine_is_outgrown(sound: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    assert levels(sound)["搜索引擎"] is Level.OK
    monkeypatch.setitem(MOST_CASES, "whoosh", 0)
    found = examine(sound)["搜索引擎"]
    assert (found.level, "tantivy" in found.todo) == (Level.NOTICE, True)


def test_the_command_tells_scripts_and_survives_broken_content(tmp_path: Path) -> None:
    def doctor(**environment: str) -> tuple[int, dict[str, dict[str, str]]]:
        done = subprocess.run(
            [sys.executable, "-m", "intake", "doctor", "--json"],
            cwd=ROOT,
            env={**os.environ, "DATA_DIR": str(tmp_path), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, json.loads(done.stdout)

    status, found = doctor()
    assert (status, found["数据库版本"]["level"], found["公开内容的索引"]["level"]) == (1, "故障", "故障")
    (tmp_path / "content").mkdir()
    status, found = doctor(CONTENT_DIR=str(tmp_path / "content"))
    assert (status, [*found]) == (1, ["公布的内容"])
