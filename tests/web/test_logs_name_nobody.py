"""Logs say what happened and never to whom: marked words through every route, then every log searched."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from citizen import code_on, fill_all, photo, send
from flask import Flask
from flask.testing import FlaskClient
from inspect_page import InspectingClient, fields, parse
from office import JINSHUI, Office

from intake import logs, security_log
from intake.cases.model import Role
from intake.services.context import Context
from intake.services.partners import managing

NAME, PHONE, MAIL = "欧阳标记", "13912340987", "marked.person@example.cn"
TEXT = "标记句子：隔壁厂子半夜排黑烟，呛得睡不着觉，请查一查。"
MARKS = (NAME, PHONE, MAIL, TEXT[:8], "marked-word", "198.51.100.77", "Marked-Agent")
CALLER = {"REMOTE_ADDR": "198.51.100.77"}


class Logs:
    """Everything that was written, as an operator finds it."""

    def __init__(self, stream: io.StringIO, folder: Path) -> None:
        self._stream, self._folder = stream, folder

    def all(self) -> str:
        """Of both logs."""
        return self._stream.getvalue() + "\n".join(map(json.dumps, self.security()))

    def requests(self) -> list[dict[str, object]]:
        """One line a request."""
        lines = map(json.loads, self._stream.getvalue().splitlines())
        return [line for line in lines if line["event"] == "request"]

    def security(self) -> list[dict[str, object]]:
        """The security log."""
        texts = (path.read_text("utf-8") for path in sorted(self._folder.glob("*.jsonl")))
        return [json.loads(line) for text in texts for line in text.splitlines()]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Logs]:
    """Logging as a running service has it."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    logs.configure()
    security_log.keep_in(tmp_path / "logs")
    yield Logs(stream, tmp_path / "logs")
    security_log._folder.clear()


def test_filing_every_way_leaves_no_mark(
    client: InspectingClient, ctx: Context, app: Flask, kept: Logs
) -> None:
    contact = {"who": "named", "name": NAME, "phone": PHONE, "email": MAIL}
    fill_all(client, what={"text": TEXT}, contact=contact, evidence={"files": (photo(), f"{NAME}.jpg")})
    send(client)
    code = code_on(client.get("/complain/receipt"))
    page = parse(client.get("/track"))
    client.post("/track", data={**fields(page, "/track"), "code": code})
    body = {"text": TEXT, "region": JINSHUI, "contact": {"name": NAME, "phone": PHONE, "email": MAIL}}
    key = managing.add_apikey(ctx, "热线")
    filed = app.test_client().post(
        "/api/v1/complaints", json=body, headers={"Authorization": f"Bearer {key}"}
    )
    assert filed.status_code == 201
    written = kept.all()
    for mark in (*MARKS[:4], code, code.replace(" ", ""), filed.get_json()["receipt_code"], key):
        assert mark not in written, mark
    assert "case filed" in written
    assert any(line["event"] == "key:used" for line in kept.security())


def test_whatever_is_sent_wherever_leaves_no_mark(app: Flask, kept: Logs) -> None:
    """Every route, with marks in path, query, form, JSON, cookies and headers."""
    headers = {
        "User-Agent": "Marked-Agent",
        "Referer": "https://x/marked-word",
        "X-Request-Id": "marked-word",
    }
    headers |= {"Authorization": "Bearer marked-word", "X-Forwarded-For": "198.51.100.77"}
    marked = {"text": TEXT, "name": NAME, "phone": PHONE, "email": MAIL, "login": NAME, "code": "marked-word"}
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<int:[^>]+>", "7", re.sub(r"<(?:path:|string:)?\w+>", "marked-word", rule.rule))
        path = re.sub(r"<[^>]+>", "marked-word", path)
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            browser = FlaskClient(app)
            browser.set_cookie("mingdan_staff", "marked-word")
            sent = {"json": marked} if path.startswith("/api") else {"data": marked}
            address = f"{path}?q={NAME}&code=marked-word"
            browser.open(address, method=method, headers=headers, environ_base=CALLER, **sent)  # type: ignore[arg-type]
    FlaskClient(app).open("/marked-word\r\nforged", method="MARKED")
    written = kept.all()
    assert len(kept.requests()) > 100
    found = [mark for mark in MARKS if mark in re.sub(r'"address": "[^"]*"', "", written)]
    assert not found
    addressed = [line for line in kept.security() if "address" in line]
    assert all(re.match(r"/(staff|desk|api|open311)", str(line.get("route", "/staff"))) for line in addressed)


def test_the_security_log_tells_who_did_what(app: Flask, ctx: Context, kept: Logs) -> None:
    """Log-in, refusal, lock-out, a page beyond somebody's rights; each line with the request's id."""
    office = Office(ctx, app)
    reader = office.hire("marked-reader", Role.REVIEWER, JINSHUI, "ecology")
    assert reader.browser.get("/desk/key-in").status_code == 403
    stranger = office.browser()
    for _try in range(7):
        page = parse(stranger.get("/staff/login"))
        form = {**fields(page), "login": "marked-reader", "password": "wrong-marked-word"}
        stranger.post("/staff/login", data=form)
    said = kept.security()
    told = {str(line["event"]) for line in said}
    assert {"account:session:opened", "account:session:refused", "account:password:changed"} <= told
    assert [line for line in said if line["event"] == "request:refused" and line["status"] == 429]
    assert [line for line in said if line["event"] == "request:refused" and line["staff"]]
    assert all(line["id"] for line in said if line["event"].startswith(("request:", "account:session")))  # type: ignore[attr-defined]
    ids = {line["id"] for line in kept.requests()}
    assert {line["id"] for line in said if line["event"] == "request:refused"} <= ids
    assert "wrong-marked-word" not in kept.all()
    assert "marked-reader" not in kept.all()


def test_the_file_is_its_owners_and_old_ones_go(kept: Logs, tmp_path: Path) -> None:
    security_log.note("request:refused", route="/x", status=403)
    folder = tmp_path / "logs"
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    old = folder / "security-2025-01-01.jsonl"
    old.write_text("{}\n")
    assert security_log.drop_before(folder, datetime.now(UTC) - timedelta(days=183)) == 1
    assert list(folder.iterdir()) == [file]
