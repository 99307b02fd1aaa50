"""Keys of other systems: what opens what, for how long, and what is kept of them."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest
from contract import ContractClient
from other_system import Make
from samples import JINSHUI, ZHENGZHOU, Clock, People

from intake.cases.errors import BadInput, LoginRefused, NotFound, NotPermitted
from intake.cases.model import Role, Staff
from intake.cases.partner import OF_HOTLINE, OF_ORGAN, Scope
from intake.services.context import Context
from intake.services.partners import keys, managing
from intake.services.partners.keys import Wanted
from intake.services.partners.managing import NewPartner
from intake.services.staff import accounts, staff_admin
from intake.web.app import create_app
from intake.web.security import access_of

# One harmless call for every scope-guarded address; what it answers to a key with the scope.
NUMBER = "2026-1123-000001"
CALLS: list[tuple[str, str, Any, Scope, int]] = [
    ("POST", "/complaints", {}, Scope.FILE, 422),
    ("POST", "/handovers", {}, Scope.FILE, 422),
    ("GET", "/handovers", None, Scope.FILE, 200),
    ("GET", "/handovers/x", None, Scope.FILE, 404),
    ("GET", "/cases", None, Scope.CASES_READ, 200),
    ("GET", f"/cases/{NUMBER}", None, Scope.CASES_READ, 404),
    *[
        ("POST", f"/cases/{NUMBER}/{step}", {"version": 1, **body}, Scope.CASES_WRITE, 404)
        for step, body in (
            ("accept", {}),
            ("start", {}),
            ("object", {"clause": "清单"}),
            ("ask", {"text": "在哪里？"}),
            ("go-on", {}),
            ("extend", {"amount": 1, "reason": "等检测", "approved_by": "王局"}),
            ("answer", {"text": "已查处。"}),
            ("close", {}),
            ("refer", {"kind": "police", "to": "公安局", "grounds": "涉嫌犯罪"}),
        )
    ],
    ("GET", "/results", None, Scope.PUBLISH_READ, 200),
    ("GET", "/hook", None, Scope.HOOKS, 404),
    ("PUT", "/hook", {"url": "http://x"}, Scope.HOOKS, 422),
    ("DELETE", "/hook", None, Scope.HOOKS, 404),
    ("POST", "/hook/test", None, Scope.HOOKS, 404),
]


def test_every_guarded_address_is_in_the_table(ctx: Context) -> None:
    application = create_app(ctx)
    guarded = {
        (
            method,
            rule.rule.removeprefix("/api/v1")
            .replace("<number>", NUMBER)
            .replace("<anything:external_number>", "x"),
        )
        for rule in application.url_map.iter_rules()
        if (access := access_of(application, rule.endpoint)) and access.kind == "key"
        if rule.rule.startswith("/api/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert guarded == {(method, path) for method, path, *_rest in CALLS}


def test_each_address_opens_to_its_scope_alone(system: Make, client: ContractClient) -> None:
    holders = {scope: system("ecology" if scope in OF_ORGAN else "", scope) for scope in Scope}
    for method, path, body, needed, status in CALLS:
        for scope, holder in holders.items():
            answer = holder.call(method, path, body)
            assert answer.status_code == (status if scope is needed else 403), (method, path, scope)
        assert client.open(f"/api/v1{path}", method=method, json=body).status_code == 401, path


def test_a_hotline_gets_no_cases_and_an_organ_files_none(ctx: Context) -> None:
    hotline = managing.add(ctx, None, NewPartner("热线", JINSHUI))
    organ = managing.add(ctx, None, NewPartner("局里的系统", JINSHUI, "ecology"))
    for partner, beyond in ((hotline, OF_ORGAN - OF_HOTLINE), (organ, OF_HOTLINE - OF_ORGAN)):
        for scope in beyond:
            with pytest.raises(BadInput):
                keys.issue(ctx, None, partner, Wanted("x", [scope], 1))
        for wrong in ([], ["cases"], ["file "]):
            with pytest.raises(BadInput):
                keys.issue(ctx, None, partner, Wanted("x", wrong, 1))


def test_a_key_lives_until_it_is_revoked_or_too_old(ctx: Context, clock: Clock) -> None:
    hotline = managing.add(ctx, None, NewPartner("热线", JINSHUI))
    first = keys.issue(ctx, None, hotline, Wanted("甲", ["file"], 1))
    second = keys.rotate(ctx, None, hotline, first.key_id, 30)
    assert keys.caller(ctx, first.secret) and keys.caller(ctx, second.secret)
    for wrong in ("", first.secret[:-1], first.secret.lower(), "\ud800"):
        assert keys.caller(ctx, wrong) is None
    clock.forward(days=1)
    assert keys.caller(ctx, first.secret) is None
    used = {each.id: each.used_at for each in managing.everything(ctx)[0][1]}
    assert used[first.key_id] is not None
    keys.revoke(ctx, None, hotline, second.key_id)
    assert keys.caller(ctx, second.secret) is None
    with pytest.raises(NotFound):
        keys.rotate(ctx, None, hotline, second.key_id, 30)
    third = keys.issue(ctx, None, hotline, Wanted("乙", ["file"], 30))
    managing.close(ctx, None, hotline)
    assert keys.caller(ctx, third.secret) is None
    with pytest.raises(NotFound):
        keys.issue(ctx, None, hotline, Wanted("丙", ["file"], 30))


def test_no_secret_lies_in_the_database(ctx: Context) -> None:
    organ = managing.add(ctx, None, NewPartner("局里的系统", JINSHUI, "ecology"))
    issued = keys.issue(ctx, None, organ, Wanted("甲", ["hooks"], 30, client=True))
    found = keys.client_named(ctx, issued.client_id or "")
    assert found
    token = keys.grant(ctx, found[0], found[0].scopes)
    with ctx.database.reading() as connection:
        for table in ("api_keys", "access_tokens", "partners", "events", "users"):
            rows = repr(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            assert issued.secret not in rows
            assert token.token not in rows


def test_an_organs_cases_open_only_by_its_heads_word(ctx: Context, people: People) -> None:
    office = people.coordinator()
    organ = managing.add(ctx, office, NewPartner("局里的系统", JINSHUI, "ecology"))
    issued = keys.issue(ctx, office, organ, Wanted("甲", ["cases:read"], 30))
    assert issued.needs_head
    assert keys.caller(ctx, issued.secret) is None
    others: list[Staff] = [
        office,
        people.administrator(),
        people.clerk(),
        people.organ_role(Role.UNIT_HEAD),
        people.organ_role(Role.DEPARTMENT_HEAD, "housing"),
        people.organ_role(Role.DEPARTMENT_HEAD, region=ZHENGZHOU),
    ]
    for other in others:
        with pytest.raises(NotPermitted):
            keys.approve(ctx, other, organ, issued.key_id)
    keys.approve(ctx, people.organ_role(Role.DEPARTMENT_HEAD), organ, issued.key_id)
    assert keys.caller(ctx, issued.secret)
    again = keys.rotate(ctx, office, organ, issued.key_id, 30)
    assert keys.caller(ctx, again.secret) is None, "a rotated key is a new one to the head"
    hooks_only = keys.issue(ctx, office, organ, Wanted("乙", ["hooks"], 30))
    assert keys.caller(ctx, hooks_only.secret)


def test_partners_are_managed_where_they_are(ctx: Context, people: People) -> None:
    made = managing.add(ctx, people.coordinator(), NewPartner("热线", JINSHUI))
    assert keys.managed(ctx, people.coordinator(JINSHUI), made.id)
    for outside, refusal in (
        (people.coordinator("410300"), NotFound),
        (people.clerk(), NotPermitted),
        (people.administrator("410300"), NotFound),
        (people.auditor(), NotPermitted),
    ):
        with pytest.raises(refusal):
            keys.managed(ctx, outside, made.id)
    with pytest.raises(BadInput):
        managing.add(ctx, people.coordinator(JINSHUI), NewPartner("热线", ZHENGZHOU))


def test_nobody_signs_in_as_a_machine(ctx: Context) -> None:
    hotline = managing.add(ctx, None, NewPartner("热线", JINSHUI))
    issued = keys.issue(ctx, None, hotline, Wanted("甲", ["file"], 30))
    caller = keys.caller(ctx, issued.secret)
    assert caller
    for password in ("", issued.secret):
        with pytest.raises(LoginRefused):
            accounts.log_in(ctx, caller.staff.login, password, "here")
    for act in (staff_admin.unlock, staff_admin.reset):
        with pytest.raises(BadInput):
            act(ctx, caller.staff.login)


def basic(user: str | None, secret: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{user}:{secret}'.encode()).decode()}"}


def test_client_credentials(ctx: Context, client: ContractClient, clock: Clock) -> None:
    organ = managing.add(ctx, None, NewPartner("局里的系统", JINSHUI, "ecology"))
    issued = keys.issue(ctx, None, organ, Wanted("甲", ["cases:read", "hooks"], 30, client=True))
    form = {"grant_type": "client_credentials"}
    in_body = {**form, "client_id": issued.client_id, "client_secret": issued.secret}
    for sent, headers in ((form, basic(issued.client_id, issued.secret)), (in_body, {})):
        answer = client.post("/api/v1/token", data=sent, headers=headers)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        told = answer.get_json()
        assert told["scope"] == "cases:read hooks"
        bearer = {"Authorization": f"bearer {told['access_token']}"}
        assert client.get("/api/v1/cases", headers=bearer).status_code == 200
    narrow = client.post("/api/v1/token", data={**in_body, "scope": "hooks"}).get_json()
    narrowed = {"Authorization": f"Bearer {narrow['access_token']}"}
    assert client.get("/api/v1/cases", headers=narrowed).status_code == 403
    assert client.get("/api/v1/cases", headers={"X-API-Key": issued.secret}).status_code == 401
    clock.forward(seconds=told["expires_in"])
    assert client.get("/api/v1/cases", headers=bearer).status_code == 401
    fresh = client.post("/api/v1/token", data=in_body).get_json()["access_token"]
    keys.revoke(ctx, None, organ, issued.key_id)
    assert client.get("/api/v1/cases", headers={"Authorization": f"Bearer {fresh}"}).status_code == 401
    assert client.post("/api/v1/token", data=in_body).status_code == 401


def test_token_requests_that_are_refused(ctx: Context, client: ContractClient) -> None:
    hotline = managing.add(ctx, None, NewPartner("热线", JINSHUI))
    issued = keys.issue(ctx, None, hotline, Wanted("甲", ["file"], 30, client=True))
    static = keys.issue(ctx, None, hotline, Wanted("乙", ["file"], 30))
    good = {"grant_type": "client_credentials", "client_id": issued.client_id, "client_secret": issued.secret}
    cases: list[tuple[dict[str, Any], dict[str, str], str]] = [
        ({**good, "client_secret": "x"}, {}, "invalid_client"),
        ({**good, "client_id": "mdc_" + "0" * 24}, {}, "invalid_client"),
        ({**good, "client_id": "\x00"}, {}, "invalid_client"),
        ({**good, "client_secret": static.secret}, {}, "invalid_client"),
        ({"grant_type": "client_credentials"}, {}, "invalid_client"),
        ({"grant_type": "client_credentials"}, {"Authorization": "Basic ////"}, "invalid_client"),
        (
            {"grant_type": "client_credentials"},
            {"Authorization": f"Bearer {issued.secret}"},
            "invalid_client",
        ),
        (good, basic(issued.client_id, issued.secret), "invalid_request"),
        ({**good, "scope": "file cases:read"}, {}, "invalid_scope"),
        ({**good, "grant_type": "password"}, {}, "unsupported_grant_type"),
        ({**good, "grant_type": ""}, {}, "invalid_request"),
        ({**good, "grant_type": ["client_credentials"] * 2}, {}, "invalid_request"),
    ]
    for sent, headers, error in cases:
        answer = client.post("/api/v1/token", data=sent, headers=headers)
        assert answer.get_json()["error"] == error, sent
        assert answer.status_code == (401 if error == "invalid_client" else 400)
    query = client.post(f"/api/v1/token?client_secret={issued.secret}", data=good)
    assert query.get_json()["error"] == "invalid_request"


def test_what_a_machine_may_do_is_less_than_any_of_its_organ(ctx: Context, system: Make) -> None:
    caller = keys.caller(ctx, system().key)
    assert caller
    assert caller.staff == replace(caller.staff, role=Role.MACHINE, region=JINSHUI, department="ecology")
