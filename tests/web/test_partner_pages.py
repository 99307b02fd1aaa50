"""Other systems at the desk: added, given keys that are shown once, told of events, their tables imported."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask
from inspect_page import fields, parse
from office import JINSHUI, Office, main_text
from werkzeug.test import TestResponse

from intake.cases.events import Event
from intake.cases.model import Role
from intake.cases.states import State
from intake.services.context import Context
from intake.services.partners import hooks, importing, keys
from intake.store.records import events

TABLE = "工单编号,诉求内容,区县\nG-1,工厂烟囱夜里冒黑烟,金水区\nG-2,短,火星区\n".encode()


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """The coordinating office, the administrator and the head of an organ."""
    made = Office(ctx, app)
    made.hire("office", Role.COORDINATOR, "410100")
    made.hire("admin", Role.ADMINISTRATOR, "410000")
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    made.hire("head", Role.DEPARTMENT_HEAD, JINSHUI, "ecology")
    return made


def post(office: Office, who: str, page: str, action: str, **typed: object) -> TestResponse:
    """Fill in a form of a page and send it."""
    browser = office.people[who].browser
    return browser.post(action, data={**fields(parse(browser.get(page)), action), **typed})


def add(office: Office, name: str, department: str) -> str:
    """Add a system through the page; its address."""
    typed = {"partner-name": name, "partner-region": JINSHUI, "partner-department": department}
    added = post(office, "office", "/desk/partners", "/desk/partners", **typed)
    assert added.status_code == 303
    return str(added.location)


def secret_of(shown: TestResponse) -> str:
    found = re.search(r"<code>(md_[\w-]+)</code>", shown.get_data(as_text=True))
    assert found, main_text(shown)
    return found[1]


def test_a_key_is_shown_once_and_waits_for_the_head(office: Office) -> None:
    browser = office.people["office"].browser
    page = add(office, "局里的系统", "ecology")
    wrong = post(office, "office", page, f"{page}/keys", **{"key-name": "正式环境", "key-days": "0"})
    assert wrong.status_code == 422
    assert "正式环境" in wrong.get_data(as_text=True)
    boxes = re.findall(r'<input[^>]*name="key-scopes"[^>]*>', browser.get(page).get_data(as_text=True))
    assert boxes
    assert not any("required" in box for box in boxes), "a browser would want every box ticked"
    assert (
        post(office, "office", page, f"{page}/keys", **{"key-name": "x", "key-days": "30"}).status_code == 422
    )
    typed = {"key-name": "正式环境", "key-days": "30", "key-scopes": ["cases:read", "cases:write"]}
    shown = post(office, "office", page, f"{page}/keys", **typed)
    assert shown.headers["Cache-Control"] == "no-store"
    secret = secret_of(shown)
    assert secret not in browser.get(page).get_data(as_text=True)
    assert keys.caller(office.ctx, secret) is None
    head = office.people["head"].browser
    approve = re.search(
        r'action="(/desk/partners/\d+/keys/\d+/approve)"', head.get(page).get_data(as_text=True)
    )
    assert approve
    assert post(office, "head", page, approve[1]).status_code == 303
    assert keys.caller(office.ctx, secret)
    revoke = approve[1].replace("approve", "revoke")
    again = secret_of(post(office, "office", page, approve[1].replace("approve", "rotate")))
    assert keys.caller(office.ctx, again) is None
    assert post(office, "office", page, revoke).status_code == 303
    assert keys.caller(office.ctx, secret) is None


def test_where_events_go(office: Office) -> None:
    page = add(office, "另一个系统", "housing")
    inner = post(office, "office", page, f"{page}/hook", **{"hook-url": "http://10.0.0.1/"})
    assert (inner.status_code, "http://10.0.0.1/" in inner.get_data(as_text=True)) == (422, True)
    shown = post(office, "office", page, f"{page}/hook", **{"hook-url": "https://127.0.0.1/events"})
    assert "whsec_" in shown.get_data(as_text=True)
    assert post(office, "office", page, f"{page}/hook/test").status_code == 303
    told = office.people["office"].browser.get(page).get_data(as_text=True)
    assert "inner address" in told, "looked at when it is sent"
    assert "whsec_" not in told
    assert post(office, "office", page, f"{page}/close").status_code == 303


def test_the_administrator_sees_what_did_not_arrive_and_sends_it_again(office: Office) -> None:
    page, other = add(office, "污染源系统", "ecology"), add(office, "别家的系统", "housing")
    post(office, "admin", page, f"{page}/hook", **{"hook-url": "https://127.0.0.1/events"})
    head = office.people["head"].browser
    assert "等单位负责人批准" in main_text(head.get(page))
    assert post(office, "head", page, f"{page}/hook/approve", set_at="gestern").status_code == 400
    other_time = "2026-01-01T00:00:00+00:00"
    assert post(office, "head", page, f"{page}/hook/approve", set_at=other_time).status_code == 404
    assert post(office, "head", page, f"{page}/hook/approve").status_code == 303
    assert "等单位负责人批准" not in main_text(head.get(page))
    told = office.case(State.ROUTED)
    hooks.drain(office.ctx)
    admin = office.people["admin"].browser
    assert "1 个没有送到" in main_text(admin.get("/desk/partners"))
    seen = main_text(admin.get(page))
    assert all(words in seen for words in ("case.routed", "没有送到", "试了 1 次", "inner address"))
    assert told.case_number not in seen, "an administrator reaches no case"
    again = re.search(rf'action="({page}/events/\d+/resend)"', admin.get(page).get_data(as_text=True))
    assert again
    wrong = again[1].replace(page, other)
    assert admin.post(wrong, data=fields(parse(admin.get(page)), again[1])).status_code == 404
    assert post(office, "admin", page, again[1]).status_code == 303
    assert "等待发出" in main_text(admin.get(page))
    assert admin.get("/desk/partners/imports").status_code == 403
    with office.ctx.database.reading() as connection:
        assert events.times_of_staff(connection, office.staff("admin").id, Event.PARTNER_HOOK_RESENT, 9)


def test_a_table_of_a_hotline(office: Office) -> None:
    page = add(office, "热线", "")
    number = page.rsplit("/", 1)[1]
    start = "/desk/partners/imports"
    none = post(office, "office", start, start, **{"table-partner": number})
    assert none.status_code == 422
    file = (io.BytesIO(TABLE), "工单.csv")
    received = post(office, "office", start, start, **{"table-partner": number, "table-file": file})
    assert received.status_code == 303, main_text(received)
    preview = office.people["office"].browser.get(received.location)
    assert "可以立件 1 行" in main_text(preview)
    assert "火星区" not in main_text(preview) or "没认出这个地区" in main_text(preview)
    looked = post(office, "office", received.location, received.location, step="look")
    assert looked.status_code == 200
    confirmed = post(office, "office", received.location, received.location, step="confirm")
    assert confirmed.status_code == 303
    importing.work_off(office.ctx)
    done = main_text(office.people["office"].browser.get(confirmed.location))
    assert "1 / 1 行已处理" in done
    assert "G-1" in done


def test_the_months_list_is_taken_as_a_file(office: Office) -> None:
    browser = office.people["office"].browser
    page = browser.get("/desk/share-list?month=2026-10")
    assert "给检察机关的月度清单" in main_text(page)
    assert browser.get("/desk/share-list?month=never").status_code == 422
    for kind in ("xlsx", "csv", "json"):
        taken = post(office, "office", "/desk/share-list?month=2026-10", f"/desk/share-list/{kind}")
        assert taken.status_code == 200
        assert f"share-list-2026-10.{kind}" in taken.headers["Content-Disposition"]
