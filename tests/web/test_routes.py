"""The application as a whole: who may call what, how it answers, what it sends with every page."""

from __future__ import annotations

import gzip
import logging
import re

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from inspect_page import InspectingClient, fields, parse, words

from intake.services.context import Context
from intake.web.app import create_app
from intake.web.security import access_of, caller, limiter

# what some pages must be asked to have an answer
ECOLOGY = "410000/ecology"
QUERIES = {
    "search.who": "?matter=ST-001&region=410105",
    "releases.compare_data": f"?from={ECOLOGY}/2026-03-01&to={ECOLOGY}/2026-09-01",
    "releases.compare_region_data": "?region=410000&from=2026-03-02&to=2026-09-02",
}
# single sign-on is not there unless a provider is set: test_single_sign_on.py walks it with one
WITHOUT_A_PROVIDER = {"/staff/sign-on/": {404}, "/staff/sign-on/return": {404, 422}}
STEPS = ("what", "matter", "where", "place", "when", "evidence", "contact", "check", "receipt", "receipt.txt")


def test_every_view_says_who_may_call_it(app: Flask) -> None:
    undeclared = [rule.endpoint for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None]
    assert not undeclared, f"closed until they say @public, @staff_only or @key_holders: {undeclared}"


def test_a_view_that_does_not_say_so_is_closed(ctx: Context) -> None:
    application = create_app(ctx)
    application.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = application.test_client().get("/forgotten")
    assert answer.status_code == 403
    assert b"secret" not in answer.data


def test_the_desk_is_closed_to_strangers(app: Flask, client: InspectingClient) -> None:
    staff = [
        rule
        for rule in app.url_map.iter_rules()
        if (access := access_of(app, rule.endpoint)) is not None and access.kind == "staff"
    ]
    assert staff
    for rule in staff:
        first_of_any = re.sub(r"<any\('?([\w-]+)[^>]*>", r"\1", rule.rule)
        path = re.sub(r"<[^>]+>", "x", re.sub(r"<int:[^>]+>", "1", first_of_any))
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        answer = client.open(path, method=method)
        assert answer.status_code == 303, (method, path, answer.status)


def test_every_public_page_opens(app: Flask, client: InspectingClient) -> None:
    opened = 0
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        if access is None or access.kind != "public" or rule.arguments or "GET" not in (rule.methods or ()):
            continue
        if rule.rule.startswith(("/complain/", "/api/", "/staff/second-step")) and rule.rule != "/complain/":
            continue
        answer = client.get(rule.rule + QUERIES.get(rule.endpoint, ""))
        expected = WITHOUT_A_PROVIDER.get(rule.rule, {200})
        assert answer.status_code in expected, (rule.rule, answer.status)
        opened += 1
    assert opened >= 6


@pytest.mark.parametrize("step", STEPS)
def test_a_step_without_a_draft_leads_to_the_beginning(client: InspectingClient, step: str) -> None:
    answer = client.get(f"/complain/{step}")
    assert (answer.status_code, answer.location) == (303, "/complain/")


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html"),
        ("/lists/", 200, "text/html"),
        ("/lists", 308, "text/html"),
        ("/feed.atom", 200, "application/atom+xml"),
        ("/theme/css/mingdan.css", 200, "text/css"),
        ("/theme/icons.svg", 200, "image/svg+xml"),
        ("/no-such-page/", 404, "text/html"),
        ("/../pyproject.toml", 404, "text/html"),
        ("/..%2f..%2fetc/passwd", 404, "text/html"),
        ("/a\x00b", 404, "text/html"),
    ],
)
def test_published_files(app: Flask, path: str, status: int, kind: str) -> None:
    browser = FlaskClient(app)
    answer = browser.get(path)
    assert (answer.status_code, answer.mimetype) == (status, kind)
    if status == 200:
        assert "'self'" in answer.headers["Content-Security-Policy"].split("script-src")[1].split(";")[0]
        again = browser.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_published_files_travel_packed(app: Flask) -> None:
    browser = FlaskClient(app)
    plain = browser.get("/theme/css/mingdan.css")
    packed = browser.get("/theme/css/mingdan.css", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != packed.headers["ETag"]
    again = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    assert browser.get("/theme/css/mingdan.css", headers=again).status_code == 304


def test_errors_have_one_shape(app: Flask, client: InspectingClient) -> None:
    page = client.get("/complain/nothing")
    assert page.status_code == 404
    assert page.headers["X-Request-Id"] in words(parse(page))
    told = client.get("/api/v1/nothing").json
    assert told is not None
    assert told["code"] == "not_found"


def test_an_unforeseen_error_tells_nobody_what_was_typed(
    ctx: Context, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    application = create_app(ctx)

    def fail() -> Response:
        raise RuntimeError("13800001111 lives here")

    fail.mingdan_access = access_of(application, "track.enter")  # type: ignore[attr-defined]
    application.add_url_rule("/fail", "fail", fail)
    application.test_client_class = InspectingClient
    answer = application.test_client().get("/fail")
    assert answer.status_code == 500
    log = capsys.readouterr()
    assert "RuntimeError" in log.out + log.err
    for told in (answer.get_data(as_text=True), log.out, log.err):
        assert "13800001111" not in told


def test_pages_over_https_bind_their_cookies_to_it(ctx: Context) -> None:
    from dataclasses import replace

    secure = replace(ctx, settings=replace(ctx.settings, base_url="https://mingdan.example"))
    answer = create_app(secure).test_client().get("/track")
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    assert all(
        "Secure" in c and "HttpOnly" in c and "SameSite=Lax" in c
        for c in answer.headers.getlist("Set-Cookie")
    )


def test_no_way_to_a_new_draft_is_without_a_limit(ctx: Context) -> None:
    application = create_app(ctx)
    limiter.enabled = True
    application.test_client_class = InspectingClient
    browser = application.test_client()
    data = {**fields(parse(browser.get("/complain/"))), "text": "村口的沟又黑又臭"}
    try:
        statuses = []
        for _n in range(121):
            browser.delete_cookie("mingdan_draft")
            statuses.append(browser.post("/complain/what", data=data).status_code)
    finally:
        limiter.enabled = False
        limiter.reset()
    assert statuses == [303] * 120 + [429]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:ffff:ffff:ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("10.0.0.1", "10.0.0.2", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
    ],
)
def test_a_budget_belongs_to_a_customer_not_to_an_address(
    app: Flask, one: str, other: str, same: bool
) -> None:
    keys = []
    for address in (one, other):
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            keys.append(caller())
    assert (keys[0] == keys[1]) is same


def test_guessing_codes_is_slowed_down(ctx: Context) -> None:
    application = create_app(ctx)
    limiter.enabled = True
    application.test_client_class = InspectingClient
    browser = application.test_client()
    data = fields(parse(browser.get("/track")), "/track")
    try:
        statuses = [browser.post("/track", data={**data, "code": "1"}).status_code for _n in range(31)]
    finally:
        limiter.enabled = False
        limiter.reset()
    assert statuses[:30] == [200] * 30
    assert statuses[30] == 429


def test_health(client: InspectingClient) -> None:
    answer = client.get("/healthz")
    assert answer.json is not None
    assert answer.json["status"] == "ok"


def test_the_access_log_names_routes_not_addresses(
    client: InspectingClient, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        client.get("/search?q=王小明", headers={"X-Forwarded-For": "203.0.113.9"})
    log = capsys.readouterr().out + caplog.text
    assert "/search" in log
    assert "王小明" not in log
    assert "203.0.113.9" not in log
    assert "127.0.0.1" not in log
