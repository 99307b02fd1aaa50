"""Ways in that are no forms: addresses of files and of others' things, extra fields, codes to guess."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from roles_world import CONTACT, SECRET, digest
from samples import complaint
from siege import NOTED, Attack, House, changed, token_of, withstand

from intake.cases.model import Role
from intake.services.filing import drafts, submit
from intake.store.cases import cases
from intake.web.security import LIMITS, limiter

UP = "../" * 6
TRAVERSALS = (
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/lists/../../secret.txt",
    "/lists/%2e%2e%2f%2e%2e%2fsecret.txt",
    f"/{UP}etc/passwd",
    "//etc/passwd",
    "/theme/../../secret.txt",
    "/theme/%2e%2e/%2e%2e/secret.txt",
    "/.%00./secret.txt",
    "/secret.txt%00.html",
    "/..;/secret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/....//secret.txt",
    "/file:///etc/passwd",
    "/.git/config",
    "/.env",
    "/keys/session.key",
    "/mingdan.sqlite3",
    "/../mingdan.sqlite3",
    "/~root/",
    "/CON",
    "/index.html/../../secret.txt",
)


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_address_leaves_the_published_folder(house: House, path: str) -> None:
    answer = house.stranger().get(path)
    assert answer.status_code in (404, 308), answer.status
    assert "TOP-SECRET" not in answer.get_data(as_text=True)
    assert "root:" not in answer.get_data(as_text=True)


def test_no_folder_is_listed(house: House) -> None:
    assert house.stranger().get("/lists/").status_code == 404


NEXTS = (
    "//evil.example",
    "https://evil.example",
    "http:evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%5cevil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/desk/\r\nSet-Cookie: a=b",
    "/desk/\nX: y",
    "@evil.example",
    "/desk@evil.example",
    "/staff/logout",
    "///evil.example",
    "/desk/..//evil.example\u3002",
    "https:/evil.example",
    "/desk/\u2028//evil",
    "\tjavascript:x",
)


@pytest.mark.parametrize("wanted", NEXTS, ids=ascii)
def test_logging_in_leads_nowhere_else(house: House, wanted: str) -> None:
    """The way on is one of the desk's own pages, or the person's first page."""
    with house.app.test_request_context(f"/staff/login?next={quote(wanted)}", method="POST"):
        from intake.web.views.login import signed_in  # inside, as the application is made

        token = _session(house)
        answer = signed_in(token)
    assert answer.location == "/desk/", answer.location
    assert "evil" not in str(answer.headers)


def _session(house: House) -> str:
    cookie = house.logged_in(house.world.here(Role.CLERK)).get_cookie("mingdan_staff")
    assert cookie is not None
    return cookie.value


def of(name: str, rest: str = "") -> Any:
    """The address of a case of the organ, or of something below it."""
    return lambda house: f"/desk/cases/{house.number(name)}{rest}"


def with_made(name: str, path: str) -> Any:
    return lambda house: path.format(house.world.made[name])


STRANGER, HEAD, ELSEWHERE = "away clerk", "away department_head", "away coordinator"
NOT_YOURS = (
    *(
        (f"a case's page {rest or '/'}", of("accepted", rest))
        for rest in (
            "",
            "/print",
            "/files",
            "/notes",
            "/tasks",
            "/merge",
            "/milestones",
            "/court",
            "/referrals",
            "/publication",
            "/supervision",
            "/transfer.pdf",
        )
    ),
    ("a photo", lambda h: f"/desk/cases/{h.number('public')}/evidence/{h.world.made['photo public']}"),
    (
        "a photo to be published",
        lambda h: f"/desk/cases/{h.number('written')}/publication/pictures/{h.world.made['photo written']}",
    ),
    (
        "a letter of referral",
        lambda h: (
            f"/desk/cases/{h.number('approved')}/referrals/{h.world.made['referral approved']}/letter.pdf"
        ),
    ),
    ("a list being drafted", with_made("list", "/desk/lists/{}")),
    ("its rows", with_made("list", "/desk/lists/{}/rows")),
    ("its export", with_made("list", "/desk/lists/{}/export.xlsx")),
    ("a reminder letter", with_made("letter", "/desk/office/letters/{}")),
    ("a supervision item", with_made("item", "/desk/office/items/{}")),
    ("an inspection finding", with_made("finding", "/desk/office/findings/{}")),
    ("a plan being written", with_made("annual", "/desk/annual/{}/plan")),
    ("a colleague's page", with_made("colleague", "/desk/people/{}")),
)


@pytest.mark.parametrize("what", NOT_YOURS, ids=lambda what: what[0])
@pytest.mark.parametrize("who", [STRANGER, HEAD])
def test_what_belongs_to_others_is_not_told(house: House, who: str, what: tuple[str, Any]) -> None:
    answer = house.by(who).get(what[1](house))
    assert answer.status_code in (403, 404), answer.status
    said = answer.get_data(as_text=True)
    assert SECRET not in said and CONTACT.name not in said


EXTRA = {
    "state": "closed",
    "case-state": "closed",
    "owner": "410300/water",
    "assignee": "admin",
    "role": "coordinator",
    "staff_id": "1",
    "id": "1",
    "restricted": "1",
    "number": "2026-0101-000001",
    "is_admin": "true",
    "__class__": "x",
    "case-case_id": "1",
}


def test_fields_nobody_asked_for_change_nothing(house: House) -> None:
    """A step with every field that somebody might try does the step and no more."""
    number = submit.submit(house.ctx, complaint(), "test").case_number
    clerk = house.by("here clerk")
    form = {"case-version": "1", "case-csrf_token": token_of(clerk), "csrf_token": token_of(clerk), **EXTRA}
    assert clerk.post(f"/desk/cases/{number}/accept", data=form).status_code == 303
    with house.ctx.database.reading() as connection:
        case = cases.by_number(connection, number)
    assert case is not None
    assert (case.state.value, case.owner.department, case.owner.region) == ("accepted", "ecology", "410105")


@pytest.mark.parametrize("field", ["state", "owner", "source", "number", "certificate", "id", "restricted"])
def test_nor_do_those_of_a_complaint(house: House, field: str) -> None:
    """What a form does not ask is not kept."""
    browser, token = house.stranger(), drafts.start(house.ctx)
    browser.set_cookie("mingdan_draft", token)
    typed = {"text": "工厂夜里冒黑烟，味道很大", field: "x", "csrf_token": token_of(browser)}
    assert browser.post("/complain/what", data=typed).status_code == 303
    found = drafts.load(house.ctx, token)
    assert found is not None and field not in found.answers


CODES = (
    "0" * 20,
    "1" * 20,
    "12345678901234567890",
    "99999999999999999999",
    "１２３４５６７８９０１２３４５６７８９０",
    "abc",
    "' OR 1=1",
    "",
)


def test_a_wrong_code_tells_nothing(house: House) -> None:
    """Two codes that could be somebody's are answered with the very same page."""
    from intake.cases import receipt

    told = set()
    for draft in ("one", "two"):
        code = receipt.make(b"a key of nobody" * 2, draft)
        browser = house.stranger()
        answer = browser.post("/track", data={"code": code, "csrf_token": token_of(browser)})
        said = re.sub(r'nonce="[^"]*"|value="[^"]*"', "", answer.get_data(as_text=True))
        told.add((answer.status_code, said.replace(code, "")))
    assert len(told) == 1


@pytest.mark.parametrize("code", CODES)
def test_codes_that_are_none_change_and_tell_nothing(house: House, code: str) -> None:
    before = digest(house.ctx)
    for path in (
        "/track",
        "/track/print",
        "/track/save",
        "/track/withdraw",
        "/track/my-data/",
        "/track/my-data/erase",
    ):
        browser = house.stranger()
        answer = browser.post(path, data={"code": code, "csrf_token": token_of(browser)})
        assert answer.status_code in (200, 404, 422), (path, answer.status)
        assert SECRET not in answer.get_data(as_text=True)
    assert changed(before, digest(house.ctx)) <= NOTED


GUESSED = (
    ("lookup", "/track", {"code": "1" * 20}),
    ("login", "/staff/login", {"login": "nobody", "password": "x"}),
    ("start", "/complain/what", {"text": "村口的沟又黑又臭，鱼都死了"}),
)


@pytest.mark.parametrize(("purpose", "path", "typed"), GUESSED, ids=lambda x: x if isinstance(x, str) else "")
def test_each_purpose_has_its_end(house: House, purpose: str, path: str, typed: dict[str, str]) -> None:
    """From one address; another address goes on."""
    most = int(LIMITS[purpose].split()[0])
    browser = house.stranger()
    sent = {**typed, "csrf_token": token_of(browser)}
    limiter.enabled = True
    try:
        statuses = [_post_afresh(browser, path, sent, "203.0.113.7") for _time in range(most + 1)]
        other = _post_afresh(browser, path, {**sent, "login": "another"}, "203.0.113.8")
    finally:
        limiter.enabled = False
        limiter.reset()
    assert 429 in statuses and statuses[-1] == 429
    assert other != 429


def _post_afresh(browser: FlaskClient, path: str, sent: dict[str, str], address: str) -> int:
    browser.delete_cookie("mingdan_draft")
    return browser.post(path, data=sent, environ_overrides={"REMOTE_ADDR": address}).status_code


SPOOFED = (
    "X-Forwarded-For",
    "X-Real-Ip",
    "Forwarded",
    "Client-Ip",
    "True-Client-Ip",
    "X-Client-Ip",
    "Cf-Connecting-Ip",
)


@pytest.mark.parametrize("header", SPOOFED)
def test_no_header_makes_another_caller(house: House, header: str) -> None:
    from intake.web.security import caller

    with house.app.test_request_context(
        headers={header: "198.51.100.1"}, environ_base={"REMOTE_ADDR": "203.0.113.7"}
    ):
        assert caller() == "203.0.113.7"


CLOSED = [
    Attack("nobody counts us", "/metrics", 404, "没有找到", headers={"X-Forwarded-For": "203.0.113.7"}),
    Attack("nobody asks how we are", "/readyz", 404, "没有找到", headers={"Via": "1.1 proxy"}),
    Attack(
        "a key is not guessed", "/api/v1/cases", 401, "", headers={"Authorization": "Bearer md_" + "a" * 43}
    ),
    Attack("a key is no cookie", "/api/v1/cases?key=md_x", 401),
    Attack("no key of another kind", "/api/v1/cases", 401, "", headers={"Authorization": "Basic YTpi"}),
    Attack(
        "a client does not guess",
        "/api/v1/token",
        401,
        "invalid_client",
        "nobody",
        "POST",
        {"grant_type": "client_credentials", "client_id": "mdc_" + "0" * 24, "client_secret": "x"},
        token=False,
    ),
    Attack(
        "a client is not asked of the address",
        "/api/v1/token?client_id=a",
        400,
        "invalid_request",
        "nobody",
        "POST",
        {"grant_type": "client_credentials"},
        token=False,
    ),
    Attack(
        "no password grant",
        "/api/v1/token",
        401,
        "invalid_client",
        "nobody",
        "POST",
        {"grant_type": "password", "username": "a", "password": "b"},
        token=False,
    ),
    Attack("too long a page", "/track", 413, "太大", "nobody", "POST", {"code": "1" * 1_100_000}),
    Attack(
        "too deep a JSON",
        "/api/v1/complaints",
        401,
        "",
        "nobody",
        "POST",
        b"[" * 100_000,
        kind="application/json",
    ),
    Attack(
        "no Open311 without a key",
        "/open311/v2/requests.json",
        403,
        "api_key",
        "nobody",
        "POST",
        {"description": "x"},
    ),
    Attack(
        "no XML entity",
        "/open311/v2/requests.xml",
        403,
        "",
        "nobody",
        "POST",
        b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        kind="text/xml",
        silent="root:",
    ),
]


@pytest.mark.parametrize("attack", CLOSED, ids=str)
def test_a_closed_door_stays_closed(house: House, attack: Attack) -> None:
    withstand(house, attack)
