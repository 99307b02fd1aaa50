"""Sessions, passwords, second factors: planted, kept, replayed, guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pyotp
import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from siege import House, token_of

from intake.cases.errors import BadInput, LoginRefused, Throttled
from intake.cases.events import Event
from intake.cases.model import Role, Staff
from intake.services.context import Context
from intake.services.staff import accounts, second_factor, staff_admin
from intake.services.staff.accounts import NewUser
from intake.store.records import events
from intake.web.app import create_app
from intake.web.security import STAFF_COOKIE, limiter

PASSWORD = "长一点的密码-几个词"
_numbers = iter(range(1000))


class Clock:
    """The time of the house, moved by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(house: House) -> Clock:
    return Clock(house.ctx.now())


@pytest.fixture
def ctx(house: House, clock: Clock) -> Context:
    """The house by a clock of its own."""
    return replace(house.ctx, now=clock)


@pytest.fixture
def person(ctx: Context) -> NewUser:
    """A new clerk with a password of their own."""
    user = NewUser(f"victim{next(_numbers)}", "受害人", Role.CLERK, "410105", "ecology")
    one_time = accounts.add_user(ctx, user)
    token = accounts.log_in(ctx, user.login, one_time, "setup")
    accounts.change_password(ctx, staff(ctx, token), one_time, PASSWORD, "setup")
    return user


def staff(ctx: Context, token: str) -> Staff:
    found = accounts.staff_of(ctx, token)
    assert found is not None
    return found


def logged_in(house: House, login: str, browser: FlaskClient | None = None) -> FlaskClient:
    browser = browser or house.stranger()
    typed = {"login": login, "password": PASSWORD, "csrf_token": token_of(browser)}
    assert browser.post("/staff/login", data=typed).status_code == 303
    return browser


def cookie(browser: FlaskClient, name: str = STAFF_COOKIE) -> str:
    found = browser.get_cookie(name)
    return found.value if found else ""


def test_a_planted_session_is_not_taken_over(house: House, person: NewUser) -> None:
    browser = house.stranger()
    browser.set_cookie(STAFF_COOKIE, "planted-by-somebody")
    logged_in(house, person.login, browser)
    assert cookie(browser) != "planted-by-somebody"
    assert accounts.staff_of(house.ctx, "planted-by-somebody") is None


def test_logging_in_again_ends_what_was_open_in_this_browser(house: House, person: NewUser) -> None:
    browser = logged_in(house, person.login)
    first = cookie(browser)
    typed = {"login": person.login, "password": PASSWORD, "csrf_token": token_of(browser)}
    assert browser.post("/staff/login", data=typed).status_code == 303
    assert cookie(browser) != first
    assert accounts.staff_of(house.ctx, first) is None


def test_a_token_of_forms_learned_before_is_worth_nothing_after(house: House, person: NewUser) -> None:
    browser = house.stranger()
    learned = token_of(browser)
    logged_in(house, person.login, browser)
    answer = browser.post("/staff/logout", data={"csrf_token": learned})
    assert (answer.status_code, "页面已经过期" in answer.get_data(as_text=True)) == (400, True)


def test_logging_out_ends_the_session_on_the_server_too(house: House, person: NewUser) -> None:
    browser = logged_in(house, person.login)
    kept = cookie(browser)
    answer = browser.post("/staff/logout", data={"csrf_token": token_of(browser)})
    assert '"cache"' in answer.headers["Clear-Site-Data"]
    thief = house.stranger()
    thief.set_cookie(STAFF_COOKIE, kept)
    assert thief.get("/staff/account").status_code == 303


def test_a_new_password_ends_every_session(house: House, person: NewUser) -> None:
    elsewhere, here = logged_in(house, person.login), logged_in(house, person.login)
    typed = {"current": PASSWORD, "new": "另外一个很长很长的密码", "again": "另外一个很长很长的密码"}
    assert here.post("/staff/password", data={**typed, "csrf_token": token_of(here)}).status_code == 303
    assert elsewhere.get("/staff/account").status_code == 303
    assert here.get("/staff/account").status_code == 200


def test_a_session_ends_by_itself(ctx: Context, clock: Clock, person: NewUser) -> None:
    ctx = replace(ctx, settings=replace(ctx.settings, session_idle_minutes=1440))
    token = accounts.log_in(ctx, person.login, PASSWORD, "a")
    clock.at += timedelta(hours=ctx.settings.session_hours, seconds=1)
    assert accounts.staff_of(ctx, token) is None


def test_a_session_nobody_uses_ends(ctx: Context, clock: Clock, person: NewUser) -> None:
    token, idle = accounts.log_in(ctx, person.login, PASSWORD, "a"), ctx.settings.session_idle_minutes
    for _request in range(3):
        clock.at += timedelta(minutes=idle - 1)
        assert accounts.staff_of(ctx, token)
    (shown,) = staff_admin.sessions_of(ctx, staff(ctx, token), token)
    assert shown.is_this
    clock.at += timedelta(minutes=idle, seconds=1)
    assert accounts.staff_of(ctx, token) is None
    other = accounts.log_in(ctx, person.login, PASSWORD, "a")
    assert len(staff_admin.sessions_of(ctx, staff(ctx, other), other)) == 1


SAID = "第一段话，写了很久。\n<script>第二段</script>"


def test_what_was_typed_when_the_session_ended_comes_back(house: House, person: NewUser) -> None:
    """To the browser that typed it: another site's form cannot have its words shown here. The way to log in
    leads back to the case."""
    browser, number = logged_in(house, person.login), house.number("written")
    address = f"/desk/cases/{number}/notes"
    typed = {"csrf_token": token_of(browser), "note-text": SAID, "note-kind": "kurz"}
    browser.delete_cookie(STAFF_COOKIE)
    answer = browser.post(address, data=typed)
    said = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (403, "no-store")
    assert str(escape(SAID)) in said
    assert "<h2>写一条备注</h2>" in said
    assert "kurz" not in said
    with_file = {**typed, "note-file": (BytesIO(b"%PDF-1.7"), "a.pdf")}
    assert str(escape(SAID)) in browser.post(address, data=with_file).text
    assert f"next=/desk/cases/{number}" in said
    for forged in ({**typed, "csrf_token": "x"}, {"note-text": SAID}, {**typed, "note-text": ""}):
        refused = browser.post(address, data=forged)
        assert (refused.status_code, SAID in refused.text) == (303, False)
    current = {"csrf_token": typed["csrf_token"], "current": PASSWORD, "new": PASSWORD * 2}
    assert browser.post("/staff/password", data=current).status_code == 303, "no password is shown"


def test_a_one_time_password_nobody_used_ends(ctx: Context, clock: Clock, person: NewUser) -> None:
    """A new account's and one given anew; one's own password goes on."""
    one_time = staff_admin.reset(ctx, person.login)
    clock.at += accounts.ONE_TIME_LIFE
    tried = refusals(ctx, person.login)
    with pytest.raises(LoginRefused, match="过期"):
        accounts.log_in(ctx, person.login, one_time, "a")
    assert refusals(ctx, person.login) == tried + 1, "somebody had it"
    with pytest.raises(LoginRefused, match="密码不对"):
        accounts.log_in(ctx, person.login, "falsch", "a")
    again = staff_admin.reset(ctx, person.login)
    who = staff(ctx, accounts.log_in(ctx, person.login, again, "a"))
    accounts.change_password(ctx, who, again, PASSWORD, "a")
    clock.at += accounts.ONE_TIME_LIFE
    assert accounts.log_in(ctx, person.login, PASSWORD, "a")


def refusals(ctx: Context, login: str) -> int:
    """How many refused log-ins of an account are on the record."""
    who = accounts.staff_of_login(ctx, login)
    with ctx.database.reading() as connection:
        return len(events.times_of_staff(connection, who.id, Event.LOGIN_REFUSED, 99))


def test_who_is_in_by_a_one_time_password_may_still_choose_their_own(
    ctx: Context, clock: Clock, person: NewUser
) -> None:
    """It ended while they were choosing."""
    one_time = staff_admin.reset(ctx, person.login)
    clock.at += accounts.ONE_TIME_LIFE - timedelta(minutes=5)
    who = staff(ctx, accounts.log_in(ctx, person.login, one_time, "a"))
    clock.at += timedelta(minutes=10)
    accounts.change_password(ctx, who, one_time, PASSWORD, "a")
    assert accounts.log_in(ctx, person.login, PASSWORD, "a")


@pytest.mark.parametrize("act", ["locked", "reset"])
def test_an_account_taken_away_is_out_at_once(ctx: Context, house: House, person: NewUser, act: str) -> None:
    browser = logged_in(house, person.login)
    assert browser.get("/desk/").status_code == 200
    {"locked": staff_admin.lock, "reset": staff_admin.reset}[act](ctx, person.login)
    assert browser.get("/desk/").status_code == 303


def test_a_role_taken_away_is_gone_with_the_next_request(ctx: Context, house: House) -> None:
    """Nothing about somebody's rights is kept in the session."""
    user = NewUser(f"boss{next(_numbers)}", "主任", Role.COORDINATOR, "410100")
    one_time = accounts.add_user(ctx, user)
    token = accounts.log_in(ctx, user.login, one_time, "setup")
    accounts.change_password(ctx, staff(ctx, token), one_time, PASSWORD, "setup")
    browser = logged_in(house, user.login)
    assert browser.get("/desk/checks").status_code == 200
    staff_admin.change_role(ctx, replace(user, role=Role.CLERK, region="410105", department="ecology"))
    assert browser.get("/desk/checks").status_code in (303, 403)


@pytest.fixture
def secured(ctx: Context, person: NewUser) -> Iterator[tuple[NewUser, str, list[str]]]:
    """A person with a second factor: its secret and recovery codes."""
    who = staff(ctx, accounts.log_in(ctx, person.login, PASSWORD, "setup"))
    secret = second_factor.begin(ctx, who).secret
    codes = second_factor.finish(ctx, who, pyotp.TOTP(secret).at(ctx.now()))
    yield person, secret, codes


def test_a_password_alone_opens_no_page(house: House, secured: tuple[NewUser, str, list[str]]) -> None:
    browser = house.stranger()
    typed = {"login": secured[0].login, "password": PASSWORD, "csrf_token": token_of(browser)}
    assert browser.post("/staff/login", data=typed).location == "/staff/second-step"
    for page in ("/desk/", "/staff/account", "/staff/password", "/staff/second-factor", "/desk/search?q=a"):
        answer = browser.get(page)
        assert (answer.status_code, "/staff/login" in answer.location) == (303, True), page


def waiting(ctx: Context, login: str) -> str:
    return accounts.log_in(ctx, login, PASSWORD, "a")


@pytest.mark.parametrize(
    "code", ["", "000000", "12345", "1234567", "null", "１２３４５６", "' or 1=1", "aaaa-bbbb-cccc"]
)
def test_no_other_code_opens(ctx: Context, secured: tuple[NewUser, str, list[str]], code: str) -> None:
    token = waiting(ctx, secured[0].login)
    with pytest.raises(LoginRefused, match="验证码不对"):
        second_factor.confirm(ctx, token, code)
    assert accounts.staff_of(ctx, token) is None


def test_a_code_is_good_once(ctx: Context, clock: Clock, secured: tuple[NewUser, str, list[str]]) -> None:
    clock.at += timedelta(minutes=5)
    code = pyotp.TOTP(secured[1]).at(clock.at)
    second_factor.confirm(ctx, waiting(ctx, secured[0].login), code)
    with pytest.raises(LoginRefused, match="已经用过"):
        second_factor.confirm(ctx, waiting(ctx, secured[0].login), code)


def test_a_recovery_code_is_good_once(ctx: Context, secured: tuple[NewUser, str, list[str]]) -> None:
    second_factor.confirm(ctx, waiting(ctx, secured[0].login), secured[2][0])
    with pytest.raises(LoginRefused, match="已经用过"):
        second_factor.confirm(ctx, waiting(ctx, secured[0].login), secured[2][0])


def test_codes_cannot_be_tried_through(ctx: Context, secured: tuple[NewUser, str, list[str]]) -> None:
    """Neither in one session nor by logging in anew for each try."""
    with pytest.raises(Throttled):
        for _try in range(second_factor.MOST_CODES + 1):
            with pytest.raises(LoginRefused):
                second_factor.confirm(ctx, waiting(ctx, secured[0].login), "000000")


def test_a_factor_in_use_is_not_replaced_by_who_sits_down_here(
    ctx: Context, secured: tuple[NewUser, str, list[str]], clock: Clock
) -> None:
    token = waiting(ctx, secured[0].login)
    second_factor.confirm(ctx, token, secured[2][1])
    with pytest.raises(BadInput, match="已经启用"):
        second_factor.begin(ctx, staff(ctx, token))


@pytest.mark.parametrize(
    "told", ["same", "short", "with the login", "with the name of the product", "often used"]
)
def test_a_weak_password_is_refused(ctx: Context, person: NewUser, told: str) -> None:
    new = {
        "same": PASSWORD,
        "short": "a1!b2?c",
        "with the login": f"{person.login}-2026-11",
        "with the name of the product": "mingdan12345",
        "often used": "qwertyuiop123",
    }[told]
    who = staff(ctx, accounts.log_in(ctx, person.login, PASSWORD, "a"))
    with pytest.raises(BadInput) as refused:
        accounts.change_password(ctx, who, PASSWORD, new, "a")
    assert refused.value.field == "new"
    accounts.log_in(ctx, person.login, PASSWORD, "a")


def test_guessing_a_password_ends_for_its_account(ctx: Context, person: NewUser, clock: Clock) -> None:
    """From any number of addresses; and it begins again by itself, so that nobody is locked out for good."""
    for guess in range(accounts.MOST_PER_LOGIN):
        with pytest.raises(LoginRefused):
            accounts.log_in(ctx, person.login, f"falsch{guess}", f"host{guess}")
    with pytest.raises(Throttled):
        accounts.log_in(ctx, person.login, PASSWORD, "another host")
    clock.at += timedelta(minutes=16)
    assert accounts.log_in(ctx, person.login, PASSWORD, "another host")


def test_guessing_accounts_ends_for_its_address(ctx: Context) -> None:
    host = f"spray{next(_numbers)}"
    with pytest.raises(Throttled):
        for guess in range(accounts.MOST_PER_ADDRESS + 1):
            with pytest.raises(LoginRefused):
                accounts.log_in(ctx, f"nobody{guess}", "x", host)


def test_who_there_is_cannot_be_asked(house: House, person: NewUser) -> None:
    """Known, unknown and locked accounts get the same words, and the same hash is computed."""
    told = set()
    for login in (person.login, "nobody-here", "<script>", "x" * 500, "victim0\x00", "ｖictim0", "vіctim0"):
        browser = house.stranger()
        typed = {"login": login, "password": "falsch", "csrf_token": token_of(browser)}
        answer = browser.post("/staff/login", data=typed)
        assert answer.status_code in (422, 429)
        told.add("登录名或密码不对" in answer.get_data(as_text=True) or len(login) > 100)
    assert told == {True}


CONFUSABLE = (
    "vіctim",
    "ｖictim",
    "victim\u200b",
    "vic\u202etim",
    "victim ",
    "VICTIM\u0301",
    "-victim",
    "a",
    "v" * 65,
)


@pytest.mark.parametrize("login", CONFUSABLE, ids=ascii)
def test_no_account_looks_like_another(ctx: Context, login: str) -> None:
    if login == "victim ":  # outer blanks are tidied away: it is the same name
        login = "vic tim"
    with pytest.raises(BadInput) as refused:
        accounts.add_user(ctx, NewUser(login, "冒名", Role.CLERK, "410105", "ecology"))
    assert refused.value.field == "login"


def test_cookies_are_bound_to_the_host_and_to_https(house: House, person: NewUser) -> None:
    settings = replace(house.ctx.settings, base_url="https://mingdan.example")
    app = create_app(replace(house.ctx, settings=settings))
    limiter.enabled = False
    browser = FlaskClient(app)
    page = browser.get("/staff/login", base_url="https://mingdan.example")
    set_by_page = page.headers.getlist("Set-Cookie")
    assert set_by_page
    for told in set_by_page:
        assert told.startswith("__Host-mingdan_form=") and "Path=/" in told and "Domain" not in told
        assert "Secure" in told and "HttpOnly" in told and "SameSite=Lax" in told


def test_a_cookie_planted_by_a_neighbouring_host_is_not_read(house: House, person: NewUser) -> None:
    """Without the prefix, which such a host cannot set, a session counts for nothing over https."""
    token = accounts.log_in(house.ctx, person.login, PASSWORD, "a")
    app = create_app(
        replace(house.ctx, settings=replace(house.ctx.settings, base_url="https://mingdan.example"))
    )
    limiter.enabled = False
    for name, status in ((STAFF_COOKIE, 303), (f"__Host-{STAFF_COOKIE}", 200)):
        browser = FlaskClient(app)
        browser.set_cookie(name, token, domain="localhost")
        assert browser.get("/staff/account").status_code == status, name
