"""The second step: enrolling, codes good once, recovery codes, throttling, who must have it."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pyotp
import pytest
from samples import HENAN, JINSHUI, Clock, People

from intake.cases.errors import BadInput, LoginRefused, Throttled
from intake.cases.model import Role, Staff
from intake.services.context import Context
from intake.services.staff import accounts, second_factor, staff_admin
from intake.services.staff.accounts import NewUser
from intake.web.app import create_app

WANG = NewUser("wang", "王", Role.COORDINATOR, HENAN)


def enrolled(ctx: Context, clock: Clock) -> tuple[str, Staff, pyotp.TOTP, list[str]]:
    """Password, staff, authenticator and recovery codes of somebody enrolled; the code of now is used."""
    password = accounts.add_user(ctx, WANG)
    staff = accounts.staff_of(ctx, accounts.log_in(ctx, "wang", password, ""))
    assert staff is not None
    totp = pyotp.TOTP(second_factor.begin(ctx, staff).secret)
    with pytest.raises(BadInput):
        second_factor.finish(ctx, staff, "000000" if totp.at(clock.at) != "000000" else "111111")
    return password, staff, totp, second_factor.finish(ctx, staff, totp.at(clock.at))


def test_a_session_is_nobodys_until_the_second_step(ctx: Context, clock: Clock) -> None:
    password, staff, totp, _codes = enrolled(ctx, clock)
    token = accounts.log_in(ctx, "wang", password, "")
    assert accounts.staff_of(ctx, token) is None
    assert second_factor.awaiting(ctx, token) == staff
    with pytest.raises(LoginRefused):
        second_factor.confirm(ctx, token, totp.at(clock.at))  # used when enrolling
    clock.forward(seconds=30)
    second_factor.confirm(ctx, token, f" {totp.at(clock.at)[:3]} {totp.at(clock.at)[3:]}")
    assert accounts.staff_of(ctx, token) == staff
    assert second_factor.awaiting(ctx, token) is None
    other = accounts.log_in(ctx, "wang", password, "")
    with pytest.raises(LoginRefused):
        second_factor.confirm(ctx, other, totp.at(clock.at))  # a code seen over the shoulder
    with pytest.raises(BadInput):
        second_factor.begin(ctx, staff)


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_clocks_may_differ_by_half_a_minute(ctx: Context, clock: Clock, seconds: int, good: bool) -> None:
    password, _staff, totp, _codes = enrolled(ctx, clock)
    clock.forward(minutes=5)
    token = accounts.log_in(ctx, "wang", password, "")
    code = totp.at(int(clock.at.timestamp()) + seconds)
    if good:
        second_factor.confirm(ctx, token, code)
    else:
        with pytest.raises(LoginRefused):
            second_factor.confirm(ctx, token, code)


def test_recovery_codes_are_good_once_and_stored_as_hashes(ctx: Context, clock: Clock) -> None:
    password, _staff, _totp, codes = enrolled(ctx, clock)
    assert len(set(codes)) == 10
    assert all(len(each.replace("-", "")) * math.log2(31) > 112 for each in codes)
    second_factor.confirm(ctx, accounts.log_in(ctx, "wang", password, ""), codes[0].upper())
    token = accounts.log_in(ctx, "wang", password, "")
    with pytest.raises(LoginRefused):
        second_factor.confirm(ctx, token, codes[0])
    second_factor.confirm(ctx, token, codes[1])


def test_guessing_codes_is_slowed(ctx: Context, clock: Clock) -> None:
    password, _staff, totp, _codes = enrolled(ctx, clock)
    clock.forward(minutes=20)
    token = accounts.log_in(ctx, "wang", password, "")
    for guess in ("", "abc", "١٢٣٤٥٦", "0" * 999, "x"):
        with pytest.raises(LoginRefused):
            second_factor.confirm(ctx, token, guess)
    with pytest.raises(Throttled):
        second_factor.confirm(ctx, accounts.log_in(ctx, "wang", password, ""), totp.at(clock.at))
    clock.forward(minutes=15)
    second_factor.confirm(ctx, token, totp.at(clock.at))


def test_who_must_have_it(ctx: Context, people: People) -> None:
    strict = replace(ctx, settings=replace(ctx.settings, require_second_factor=True))
    assert not ctx.settings.require_second_factor  # a demonstration
    assert not second_factor.is_due(ctx, people.coordinator())
    assert second_factor.is_due(strict, people.coordinator())
    assert second_factor.is_due(strict, people.administrator())
    assert not second_factor.is_due(strict, people.clerk())
    everybody = replace(ctx, settings=replace(ctx.settings, second_factor_for_all=True))
    assert second_factor.is_due(everybody, people.clerk())


def test_through_the_pages(ctx: Context, clock: Clock) -> None:
    strict = replace(ctx, settings=replace(ctx.settings, require_second_factor=True))
    app = create_app(strict)
    app.config["WTF_CSRF_ENABLED"] = False
    browser, password = app.test_client(), "长一点的密码-几个词"
    one_time = accounts.add_user(ctx, WANG)
    browser.post("/staff/login", data={"login": "wang", "password": one_time})
    browser.post("/staff/password", data={"current": one_time, "new": password, "again": password})
    assert browser.get("/desk/").location == "/staff/second-factor"
    staff = accounts.staff_of(ctx, browser.get_cookie("mingdan_staff").value)  # type: ignore[union-attr]  # just set
    assert staff is not None
    first = browser.post("/staff/second-factor", data={"password": password}).text
    asked = [browser.get("/staff/second-factor")]
    asked += [browser.post("/staff/second-factor", data={"password": wrong}) for wrong in ("", "falsch")]
    assert [(each.status_code, "<code>" in each.text) for each in asked] == [
        (200, False),
        (422, False),
        (422, False),
    ], "a thief with the session alone is shown no secret"
    page = browser.post("/staff/second-factor", data={"password": password}).text
    assert "data:image/svg" in page
    totp, old = pyotp.TOTP(secret_on(page)), pyotp.TOTP(secret_on(first))
    for wrong in ("nonsense", old.at(clock.at)):
        refused = browser.post("/staff/second-factor/code", data={"code": wrong})
        assert (refused.status_code, second_factor.has(strict, staff)) == (422, False)
        assert "data:image/svg" not in refused.text
    assert "恢复码" in browser.post("/staff/second-factor/code", data={"code": totp.at(clock.at)}).text
    assert browser.get("/desk/").status_code == 200
    assert browser.get("/staff/second-factor").location == "/staff/account"
    later = app.test_client()
    assert later.get("/staff/second-step").location == "/staff/login"
    asked = later.post("/staff/login", data={"login": "wang", "password": password})
    assert asked.location == "/staff/second-step"
    assert "/staff/login" in str(later.get("/desk/").location)
    assert later.post("/staff/second-step", data={"code": totp.at(clock.at)}).status_code == 422
    clock.forward(seconds=30)
    assert later.post("/staff/second-step", data={"code": totp.at(clock.at)}).status_code == 303
    account = later.get("/staff/account").text
    assert "结束这次登录" in account
    handle = next(
        s.handle for s in staff_admin.sessions_of(ctx, staff, "") if f"/sessions/{s.handle}/" in account
    )
    later.post(f"/staff/sessions/{handle}/end")
    assert "/staff/login" in str(browser.get("/desk/").location)
    assert later.get("/desk/").status_code == 200


def secret_on(page: str) -> str:
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found
    return found[1].replace(" ", "")


@pytest.mark.parametrize("by", ["change", "reset"])
def test_a_new_password_throws_away_a_secret_that_somebody_may_have_seen(
    ctx: Context, clock: Clock, by: str
) -> None:
    one_time = accounts.add_user(ctx, WANG)
    staff = accounts.staff_of(ctx, accounts.log_in(ctx, "wang", one_time, ""))
    assert staff is not None
    totp = pyotp.TOTP(second_factor.begin(ctx, staff).secret)
    if by == "change":
        accounts.change_password(ctx, staff, one_time, "长一点的密码-几个词", "")
    else:
        staff_admin.reset(ctx, "wang")
    with pytest.raises(BadInput):
        second_factor.finish(ctx, staff, totp.at(clock.at))
    assert not second_factor.has(ctx, staff)


def test_a_code_after_an_idle_hour_is_not_spent(ctx: Context, clock: Clock) -> None:
    """Whoever comes late logs in anew, and the recovery code is still good; whoever just comes in time has a
    whole hour before them."""
    password, staff, _totp, codes = enrolled(ctx, clock)
    token = accounts.log_in(ctx, "wang", password, "")
    idle = ctx.settings.session_idle_minutes
    clock.forward(minutes=idle + 1)
    assert second_factor.awaiting(ctx, token) is None
    with pytest.raises(LoginRefused, match="重新登录"):
        second_factor.confirm(ctx, token, codes[0])
    again = accounts.log_in(ctx, "wang", password, "")
    clock.forward(minutes=idle - 1)
    second_factor.confirm(ctx, again, codes[0])
    clock.forward(minutes=2)
    assert accounts.staff_of(ctx, again) == staff


def test_accounts_are_locked_reset_and_moved(ctx: Context, clock: Clock) -> None:
    password, _staff, _totp, _codes = enrolled(ctx, clock)
    staff_admin.lock(ctx, "wang")
    with pytest.raises(LoginRefused):
        accounts.log_in(ctx, "wang", password, "")
    staff_admin.unlock(ctx, "wang")
    waiting = accounts.log_in(ctx, "wang", password, "")
    assert second_factor.awaiting(ctx, waiting)
    fresh = staff_admin.reset(ctx, "wang", second_factor_too=True)
    assert second_factor.awaiting(ctx, waiting) is None
    again = accounts.staff_of(ctx, accounts.log_in(ctx, "wang", fresh, ""))
    assert again is not None
    assert again.must_change_password
    staff_admin.change_role(ctx, NewUser("wang", "", Role.CLERK, JINSHUI, "ecology"))
    moved = accounts.staff_of(ctx, accounts.log_in(ctx, "wang", fresh, ""))
    assert moved is not None
    assert (moved.role, moved.region, moved.department) == (Role.CLERK, JINSHUI, "ecology")
    for act in (staff_admin.lock, staff_admin.unlock, staff_admin.reset):
        with pytest.raises(BadInput):
            act(ctx, "nobody")
