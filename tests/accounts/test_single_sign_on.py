"""Signing in through a real OpenID Connect provider over HTTP: who gets in, as whom, and who does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from authlib.integrations.flask_client import FlaskOAuth2App
from flask.testing import FlaskClient
from oidc_provider_mock import User, run_server_in_thread
from samples import JINSHUI, Clock
from werkzeug.test import TestResponse

from intake.cases.errors import BadInput, LoginRefused
from intake.cases.model import Role
from intake.services.context import Context
from intake.services.records import audit
from intake.services.staff import accounts, single_sign_on, staff_admin
from intake.services.staff.accounts import NewUser
from intake.services.staff.single_sign_on import Vouched
from intake.settings import SettingsError, from_environment
from intake.settings.sign_on import SignOnSettings
from intake.web.app import create_app
from intake.web.security import STAFF_COOKIE

WANG = NewUser("wang", "王", Role.CLERK, JINSHUI, "ecology")
USERS = [
    User(sub="7f3a", claims={"preferred_username": "Wang "}),
    User(sub="impostor", claims={"preferred_username": "wang"}),
    User(sub="stranger", claims={"preferred_username": "nobody-here"}),
    User(sub="nameless", claims={}),
]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of a running provider."""
    with run_server_in_thread(user_claims=USERS, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def office(ctx: Context, issuer: str) -> Context:
    """A context whose staff can sign in there, and an account."""
    accounts.add_user(ctx, WANG)
    return with_provider(ctx, issuer)


def with_provider(ctx: Context, issuer: str) -> Context:
    offered = SignOnSettings(issuer, "mingdan", "a-secret-of-the-client")
    return replace(ctx, settings=replace(ctx.settings, sign_on=offered))


def consent(browser: FlaskClient, subject: str) -> str:
    """Press the button here, say yes there; the path with which the provider sends the browser back."""
    there = browser.get("/staff/sign-on/").location
    assert parse_qs(urlsplit(there).query)["code_challenge_method"] == ["S256"]
    back = requests.post(there, data={"sub": subject}, allow_redirects=False, timeout=10).headers["Location"]
    return back.partition("127.0.0.1:8000")[2]


def signed_in(ctx: Context, subject: str) -> tuple[FlaskClient, TestResponse]:
    browser = create_app(ctx).test_client()
    return browser, browser.get(consent(browser, subject))


def test_the_tied_account_opens_and_its_password_no_longer_does(ctx: Context, issuer: str) -> None:
    password = accounts.add_user(ctx, WANG)
    browser, landed = signed_in(with_provider(ctx, issuer), "7f3a")
    assert (landed.status_code, landed.location) == (303, "/desk/")
    assert browser.get("/staff/account").status_code == 200
    with pytest.raises(LoginRefused):
        accounts.log_in(ctx, "wang", password, "")
    day = timedelta(days=1)
    recorded = {line["event"] for line in audit.export(ctx, ctx.now() - day, ctx.now() + day)}
    assert {"account:sign_on:linked", "account:session:opened"} <= recorded


@pytest.mark.parametrize("subject", ["stranger", "nameless"])
def test_somebody_without_an_account_is_told_whom_to_ask(office: Context, subject: str) -> None:
    browser, answer = signed_in(office, subject)
    assert answer.status_code == 403
    assert "账号管理员" in answer.get_data(as_text=True)
    assert browser.get_cookie(STAFF_COOKIE) is None


def test_a_login_given_to_somebody_else_later_opens_nothing(office: Context) -> None:
    signed_in(office, "7f3a")
    assert signed_in(office, "impostor")[1].status_code == 403
    single_sign_on.unlink(office, "wang")
    assert signed_in(office, "impostor")[1].status_code == 303
    with pytest.raises(BadInput):
        single_sign_on.unlink(office, "nobody")


def test_a_tied_account_gets_no_password_before_it_is_untied(office: Context) -> None:
    signed_in(office, "7f3a")
    with pytest.raises(BadInput, match="user unlink wang"):
        staff_admin.reset(office, "wang", second_factor_too=True)
    single_sign_on.unlink(office, "wang")
    assert accounts.log_in(office, "wang", staff_admin.reset(office, "wang"), "")


def test_what_the_provider_tells_of_somebody_else_opens_nothing(
    office: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"sub": "7f3a", "preferred_username": "wang"}
    monkeypatch.setattr(FlaskOAuth2App, "userinfo", lambda _self, **_given: told)
    assert signed_in(office, "nameless")[1].status_code == 403
    assert signed_in(office, "7f3a")[1].status_code == 303


def test_a_locked_account_stays_locked(office: Context) -> None:
    signed_in(office, "7f3a")
    staff_admin.lock(office, "wang")
    assert signed_in(office, "7f3a")[1].status_code == 403


def test_the_way_back_is_good_once_and_only_in_the_browser_that_set_out(office: Context) -> None:
    browser = create_app(office).test_client()
    back = consent(browser, "7f3a")
    assert create_app(office).test_client().get(back).status_code == 422  # another browser
    assert browser.get(back.replace("state=", "state=x")).status_code == 422
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 422


def test_a_refusal_there_or_a_provider_that_is_away_is_said_plainly(office: Context, ctx: Context) -> None:
    browser = create_app(office).test_client()
    state = parse_qs(urlsplit(browser.get("/staff/sign-on/").location).query)["state"][0]
    assert browser.get(f"/staff/sign-on/return?error=access_denied&state={state}").status_code == 422
    away = create_app(with_provider(ctx, "http://127.0.0.1:9")).test_client().get("/staff/sign-on/")
    assert away.status_code == 503
    assert "用户名和密码" in away.get_data(as_text=True)


def test_without_a_provider_there_is_no_such_page_and_no_link(ctx: Context) -> None:
    browser = create_app(ctx).test_client()
    assert browser.get("/staff/sign-on/").status_code == 404
    assert "统一登录" not in browser.get("/staff/login").get_data(as_text=True)


def test_a_second_factor_is_still_asked_for(office: Context) -> None:
    """What the provider demanded is not known here, so an account's own second step stays."""
    from intake.store.staff import second_factor

    person = accounts.staff_of(office, single_sign_on.sign_in(office, Vouched("issuer", "subject", "wang")))
    assert person is not None
    with office.database.writing() as connection:
        second_factor.begin(connection, person.id, b"sealed")
        second_factor.confirm(connection, person.id, office.now(), ["hash"])
    again = single_sign_on.sign_in(office, Vouched("issuer", "subject", "somebody-else-now"))
    assert accounts.staff_of(office, again) is None


def test_a_provider_half_described_is_a_fault_at_the_start() -> None:
    with pytest.raises(SettingsError) as found:
        from_environment({"OIDC_ISSUER": "https://id.example.gov.cn"})
    assert "OIDC_CLIENT_SECRET" in str(found.value)


def test_enrolling_takes_a_fresh_sign_on_where_there_is_no_password(office: Context, clock: Clock) -> None:
    """Within ten minutes; a session that somebody finds open later shows no secret."""
    browser, _landed = signed_in(office, "7f3a")
    asked = browser.get("/staff/second-factor")
    assert 'type="password"' not in asked.text
    typed = {"csrf_token": re.findall(r'name="csrf_token" value="([^"]+)"', asked.text)[0]}
    clock.forward(minutes=11)
    refused = browser.post("/staff/second-factor", data=typed)
    assert (refused.status_code, "data:image" in refused.text) == (422, False)
    assert "十分钟内" in refused.text
    clock.forward(minutes=-2)
    shown = browser.post("/staff/second-factor", data=typed)
    assert (shown.status_code, "data:image/svg" in shown.text) == (200, True)
