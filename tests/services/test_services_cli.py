"""The command line as it is typed: real processes, real output."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import warm
from samples import ROOT

from intake.cli import COMMANDS, main
from intake.services import setup
from intake.settings import SettingsError, from_environment

TIMEOUT = 90
PASSWORD = re.compile(r"\b(\w{4}-){3}\w{4}\b")


def command(
    folder: Path, *arguments: str, given: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    return warm.run(
        arguments, {**os.environ, "DATA_DIR": str(folder), **environment}, given=given, timeout=TIMEOUT
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_found_though_no_other_is_imported(name: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name.replace("_", "-"), "--help"])
    assert ended.value.code == 0


def test_route_answers_every_line_in_order(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": "楼下饭店油烟直排，晚上呛得睡不着", "region": "410105"}),
        "not json",
        json.dumps(
            {
                "id": "b",
                "text": "公司拖欠我三个月工资不发，请帮我要回工资",
                "title": None,
                "date": "2026-11-23",
            }
        ),
        json.dumps({"id": "c", "text": 5}),
        json.dumps({"text": "没有编号"}),
        json.dumps({"id": "d", "text": "x\ud800", "region": "nowhere"}),
        json.dumps({"id": "e", "text": "冒烟", "date": "yesterday"}),
        "[" * 100_000,
    ]
    done = command(tmp_path, "route", "--jsonl", given="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", None, "b", "c", None, "d", "e", None]
    assert [answer.get("line") for answer in answers if "error" in answer] == [2, 4, 5, 7, 8]
    assert done.returncode == 1
    first, third = answers[0], answers[2]
    assert set(first) == {
        *("id", "environmental", "department", "item", "region", "organ", "confidence", "decided"),
        *("alternatives", "matched", "rule"),
    }
    assert (first["department"], first["item"], first["region"]) == ("城市管理", "CG-001", "410105")
    assert (third["environmental"], third["department"]) == (False, "非环境事项")
    assert not (tmp_path / "mingdan.sqlite3").exists()


def test_every_faulty_setting_is_named_at_once(tmp_path: Path) -> None:
    wrong = {
        "PORT": "http",
        "DEMO": "maybe",
        "DATABASE_URL": "mysql://u:PLANTED@x",
        "BASE_URL": "mingdan.cn",
        "POW_COST": "-1",
        "SEARCH_URL": "solr://x",
    }
    done = command(tmp_path, "migrate", **wrong)
    assert done.returncode == 1
    assert "PLANTED" not in done.stderr  # a console is often a log
    assert [re.split("[=：]", line)[0] for line in done.stderr.splitlines()[1:-1]] == [
        *("PORT", "DATABASE_URL", "SEARCH_URL", "DEMO", "BASE_URL", "POW_COST")
    ]
    with pytest.raises(SettingsError):
        from_environment({"PORT": "70000"})
    with pytest.raises(SettingsError) as refused:
        from_environment({"WARN_DAYS": "1,3", "ESCALATE_DAYS": "1,2,3", "INTERIM_HANDLER": "nobody"})
    assert len(refused.value.faults) == 3
    unknown = command(tmp_path, "run", PROCEDURE="no-such-procedure")
    assert unknown.returncode == 1
    assert unknown.stderr.splitlines()[1].startswith("PROCEDURE='no-such-procedure'：应为 violation-report、")
    assert from_environment({"DATABASE_URL": "postgres://h/d"}).database_url == "postgresql+psycopg://h/d"


def test_run_then_the_other_commands_beside_it(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "PORT": port,
        "OUTPUT_DIR": str(tmp_path / "output"),
    }
    log = (tmp_path / "log").open("w")
    said = []
    with subprocess.Popen(
        [sys.executable, "-m", "intake", "run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            for line in server.stdout:
                said.append(line.strip())
                if line.startswith("ready"):
                    break
            assert said[-1] == f"ready http://127.0.0.1:{port}"
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
                assert answer.status == 200
            passwords = [line.split()[1] for line in said if PASSWORD.search(line)]
            assert len(set(passwords)) == len(setup.DEMONSTRATION)
            added = command(tmp_path, "user", "add", "zhao", "--region", "410105", "--department", "water")
            assert len(added.stdout.splitlines()[-1]) == 19
            twice = command(tmp_path, "user", "add", "zhao", "--region", "410105", "--department", "water")
            assert (twice.returncode, "登录名" in twice.stderr) == (1, True)
            assert command(tmp_path, "apikey", "add", "test").stdout.splitlines()[-1].startswith("md_")
            assert command(tmp_path, "index", "rebuild").returncode == 0
            server.send_signal(signal.SIGTERM)
            assert server.wait(20) == 0
        finally:
            server.kill()  # what fails above must not leave it waiting for ever
    log.close()
    told = (tmp_path / "log").read_text().splitlines()
    lines = [line for line in told if not line.startswith("建立搜索索引：")]  # how far it is
    assert lines
    assert all(json.loads(line) for line in lines)
    logged = "".join(lines)
    assert not [password for password in passwords if password in logged]
    assert not any(password.encode() in (tmp_path / "mingdan.sqlite3").read_bytes() for password in passwords)
    assert command(tmp_path, "tidy").returncode == 0
    assert json.loads(command(tmp_path, "healthcheck").stdout) == {
        "database": "ok",
        "migrations": "ok",
        "index": "ok",
        "files": "ok",
    }
