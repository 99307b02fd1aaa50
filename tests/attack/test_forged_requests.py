"""Requests that another site, another browser or no browser sends in somebody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from roles_world import digest
from siege import NOTED, Attack, House, changed, withstand
from werkzeug.routing import Rule

from intake.cases.model import Role
from intake.services.filing import drafts
from intake.web.security import access_of

TOO_OLD = re.compile("页面已经过期|这一页放得太久")
BY_KEY = ("/api/", "/open311/")  # no cookie opens anything there
ANSWERED = {
    "text": "工厂夜里冒黑烟，味道很大",
    "matter": "ST-001",
    "item": "ST-001",
    "address": "花园路",
    "region": "410105",
    "still": "now",
    "ongoing": True,
    "occurred_at": "夜里",
    "who": "anonymous",
    "anonymous": True,
}
FORMS = 60  # as many views at least say so
LEAD_AWAY = {"account.second_step", "place.confirm"}  # whoever has nothing that waits for them


@pytest.fixture(scope="module")
def victim(house: House) -> FlaskClient:
    """A citizen at the last page of a complaint."""
    browser, token = house.stranger(), drafts.start(house.ctx)
    drafts.save(house.ctx, token, ANSWERED)
    browser.set_cookie("mingdan_draft", token)
    browser.get("/track")
    return browser


def posts(house: House) -> Iterator[tuple[Rule, str, str]]:
    """Every view that takes a form: its address with something for each argument, and who may send it."""
    for rule in house.app.url_map.iter_rules():
        access = access_of(house.app, rule.endpoint)
        if "POST" not in (rule.methods or ()) or access is None or rule.rule.startswith(BY_KEY):
            continue
        first = re.sub(r"<any\('?([\w-]+)[^>]*>", r"\1", rule.rule)
        path = re.sub(r"<[^>]+>", house.number("accepted"), re.sub(r"<int:[^>]+>", "1", first))
        role = next((each for each in Role if each in access.roles), Role.CLERK)
        yield rule, path, "nobody" if access.kind == "public" else f"here {role.value}"


@pytest.mark.parametrize("token", [None, "forged"], ids=["no token", "a forged token"])
def test_no_form_is_taken_from_another_site(house: House, victim: FlaskClient, token: str | None) -> None:
    """Each view on its own, with the cookies that the browser adds by itself."""
    sent = [(rule, path, victim if who == "nobody" else house.by(who)) for rule, path, who in posts(house)]
    before, tried = digest(house.ctx), 0
    for rule, path, browser in sent:
        if rule.endpoint in LEAD_AWAY or path.startswith("/track/"):
            continue  # under /track the code itself is asked for, and no other site knows it
        answer = browser.post(path, data={"csrf_token": token} if token else {})
        said = answer.get_data(as_text=True)
        assert "CSRF" not in said, path
        assert answer.status_code in (200, 400, 403, 404, 422), (
            rule.endpoint,
            path,
            answer.status,
            answer.location,
        )
        # A form that its page does not offer now is told so before anything else.
        tried += TOO_OLD.search(said) is not None
    assert tried >= FORMS
    assert changed(before, digest(house.ctx)) <= NOTED


def accept(house: House) -> str:
    """The step that a clerk could take on a case."""
    return f"/desk/cases/{house.number('routed')}/accept"


CLERK, NO_PAGE, NOT_SO = "here clerk", "没有找到这个页面", "这个页面不能这样打开"
UPDATE = {"service_request_id": "1", "status": "CLOSED", "description": "x"}
STALE = "放得太久"
FORGED = [
    *(
        Attack(f"{method} takes no step", accept, 405, NOT_SO, CLERK, method)
        for method in ("PUT", "DELETE", "PATCH", "TRACE")
    ),
    Attack("GET takes no step", accept, 404, NO_PAGE, CLERK),
    Attack("no header makes it a POST", accept, 404, NO_PAGE, CLERK,
           headers={"X-HTTP-Method-Override": "POST"}),
    Attack("no field makes it a POST", lambda h: f"{accept(h)}?_method=POST", 404, NO_PAGE, CLERK),
    Attack("a form as JSON", accept, 422, STALE, CLERK, "POST", json={"version": "1"}),
    Attack("a form as plain text", accept, 422, STALE, CLERK, "POST", b'{"version":1}', kind="text/plain"),
    Attack("a form in the address", lambda h: f"{accept(h)}?version=1&csrf_token=x", 422, STALE, CLERK,
           "POST", {}, token=False),
    Attack("logging out by a picture", "/staff/logout", 404, NO_PAGE, CLERK),
    Attack("logging in as the attacker", "/staff/login", 422, STALE, "nobody", "POST",
           {"login": "attacker", "password": "x"}, token=False),
    Attack("filing by JSON elsewhere", "/api/v1/complaints", 401, "", CLERK, "POST", json={"text": "臭气"}),
    Attack("filing by a form elsewhere", "/api/v1/complaints", 401, "", CLERK, "POST", {"text": "臭气"}),
    Attack("a cookie is no key", "/api/v1/cases", 401, "", CLERK),
    Attack("a cookie updates nothing", "/open311/v2/servicerequestupdates.json", 403, "", CLERK, "POST",
           UPDATE),
]  # fmt: skip


@pytest.mark.parametrize("attack", FORGED, ids=str)
def test_a_forged_request_is_refused(house: House, attack: Attack) -> None:
    withstand(house, attack)


ORIGINS = ("https://evil.example", "null", "http://127.0.0.1.evil.example")


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("path", ["/desk/", "/staff/account", "/track", "/api/v1/search?q=x", "/healthz"])
def test_no_other_site_may_read_answers(house: House, origin: str, path: str) -> None:
    answer = house.by("here clerk").get(path, headers={"Origin": origin})
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.headers.get("Access-Control-Allow-Origin", "*") == "*"
    private = not path.startswith(("/api/", "/healthz"))
    assert not private or "Access-Control-Allow-Origin" not in answer.headers


HOSTS = ("evil.example", "evil.example:80", "127.0.0.1@evil.example", "evil.example/x", "a\tb")


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/search.atom?q=烟", "/desk/", "/api/v1/search?q=烟", "/track", "/lists"])
def test_whatever_host_is_named_no_address_of_it_is_told(house: House, host: str, path: str) -> None:
    headers = {
        "Host": host,
        "X-Forwarded-Host": host,
        "Forwarded": f"host={host}",
        "X-Original-URL": "/desk/",
    }
    answer = house.stranger().get(path, headers=headers)
    assert "evil" not in answer.get_data(as_text=True)
    assert "evil" not in str(answer.headers.get("Location", ""))


@pytest.mark.parametrize(
    "path", ["/desk/", "/staff/account", "/staff/login", "/complain/", "/track", "/search?q=a"]
)
def test_nothing_private_is_cached_framed_or_sniffed(house: House, path: str) -> None:
    answer = house.by("here clerk").get(path, follow_redirects=True)
    policy = answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "unsafe" not in policy and "default-src 'none'" in policy and "base-uri 'none'" in policy
    assert "form-action 'self'" in policy


@pytest.mark.parametrize(
    "trick", ["/desk/x.css", "/desk/;a.css", "/staff/account/x.js", "/desk/cases%2f..%2fx.css"]
)
def test_a_private_page_does_not_pass_for_a_file(house: House, trick: str) -> None:
    """Web cache deception: what ends like a file is none, and nothing of the page stands in the answer."""
    answer = house.by("here clerk").get(trick)
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_published_file_gives_nobody_a_session(house: House) -> None:
    answer = house.stranger().get("/feed.atom")
    assert "public" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
