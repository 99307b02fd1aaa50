"""Signing in: one-time passwords, sessions, throttling, keys of other systems."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import HENAN, JINSHUI, Clock

from intake.cases.errors import BadInput, LoginRefused, Throttled
from intake.cases.model import Role
from intake.services.context import Context
from intake.services.staff import accounts
from intake.services.staff.accounts import NewUser

WANG = NewUser("wang", "王", Role.CLERK, JINSHUI, "ecology")
NEW = "一个长长的新密码abc"


def test_first_sign_in_then_a_password_of_ones_own(ctx: Context) -> None:
    one_time = accounts.add_user(ctx, WANG)
    token = accounts.log_in(ctx, " Wang ", one_time, "::1")
    staff = accounts.staff_of(ctx, token)
    assert staff is not None
    assert (staff.login, staff.must_change_password, staff.department) == ("wang", True, "ecology")
    accounts.change_password(ctx, staff, one_time, NEW, "::1")
    assert accounts.staff_of(ctx, token) is None  # every session ends
    with pytest.raises(LoginRefused):
        accounts.log_in(ctx, "wang", one_time, "::1")
    again = accounts.staff_of(ctx, accounts.log_in(ctx, "wang", NEW, "::1"))
    assert again == replace(staff, must_change_password=False)


@pytest.mark.parametrize("new", ["short", "", "my-name-is-wang-x"])
def test_weak_passwords_are_refused(ctx: Context, new: str) -> None:
    one_time = accounts.add_user(ctx, WANG)
    staff = accounts.staff_of(ctx, accounts.log_in(ctx, "wang", one_time, ""))
    assert staff is not None
    for bad in (new, one_time):
        with pytest.raises(BadInput):
            accounts.change_password(ctx, staff, one_time, bad, "")
    with pytest.raises(LoginRefused):
        accounts.change_password(ctx, staff, "wrong", NEW, "")


def test_sessions_end(ctx: Context, clock: Clock) -> None:
    ctx = replace(ctx, settings=replace(ctx.settings, session_idle_minutes=1440))
    one_time = accounts.add_user(ctx, WANG)
    token = accounts.log_in(ctx, "wang", one_time, "")
    accounts.log_out(ctx, token)
    accounts.log_out(ctx, token)
    assert accounts.staff_of(ctx, token) is None
    token = accounts.log_in(ctx, "wang", one_time, "")
    clock.forward(hours=ctx.settings.session_hours, seconds=-1)
    assert accounts.staff_of(ctx, token)
    clock.forward(seconds=1)
    assert accounts.staff_of(ctx, token) is None
    for nonsense in ("", "\ud800", "x" * 4000):
        assert accounts.staff_of(ctx, nonsense) is None


def test_guessing_is_slowed_for_the_login_and_for_the_address(
    ctx: Context, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "MOST_PER_ADDRESS", 7)  # each guess costs a slow hash
    one_time = accounts.add_user(ctx, WANG)
    for guess in range(accounts.MOST_PER_LOGIN):
        with pytest.raises(LoginRefused):
            accounts.log_in(ctx, "wang", "wrong", f"address {guess}")
    with pytest.raises(Throttled) as refusal:
        accounts.log_in(ctx, "wang", one_time, "another address")  # even with the right one
    assert refusal.value.retry_after == 900
    clock.forward(minutes=15)
    assert accounts.log_in(ctx, "wang", one_time, "address 1")
    for name in range(accounts.MOST_PER_ADDRESS):
        with pytest.raises(LoginRefused):
            accounts.log_in(ctx, f"guess-{name}", "wrong", "attacker")
    with pytest.raises(Throttled):
        accounts.log_in(ctx, "wang", one_time, "attacker")
    assert accounts.log_in(ctx, "wang", one_time, "at the office")


def test_an_account_of_ones_own_does_not_buy_guesses_at_others(
    ctx: Context, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "MOST_PER_ADDRESS", 4)
    one_time = accounts.add_user(ctx, WANG)
    for guess in range(accounts.MOST_PER_ADDRESS):
        with pytest.raises(LoginRefused):
            accounts.log_in(ctx, f"guess-{guess}", "wrong", "insider")
        clock.forward(seconds=1)
        if guess < accounts.MOST_PER_ADDRESS - 1:
            accounts.log_in(ctx, "wang", one_time, "insider")
    with pytest.raises(Throttled):
        accounts.log_in(ctx, "guess-again", "wrong", "insider")


def test_one_persons_mistakes_do_not_keep_others_from_a_new_password(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "MOST_PER_ADDRESS", 3)
    staff, passwords = {}, {}
    for login in ("wang", "zhao"):
        passwords[login] = accounts.add_user(ctx, replace(WANG, login=login))
        staff[login] = accounts.staff_of(ctx, accounts.log_in(ctx, login, passwords[login], login))
        assert staff[login]
    for _guess in range(3):
        with pytest.raises(LoginRefused):
            accounts.change_password(ctx, staff["zhao"], "wrong", NEW, "10.0.0.2")
    accounts.change_password(ctx, staff["wang"], passwords["wang"], NEW, "10.0.0.1")


def test_unknown_and_known_logins_are_refused_in_the_same_words(ctx: Context) -> None:
    accounts.add_user(ctx, WANG)
    said = set()
    for login in ("wang", "nobody", "", "\ud800\x00"):
        with pytest.raises(LoginRefused) as refusal:
            accounts.log_in(ctx, login, "wrong", "")
        said.add(refusal.value.message)
    assert len(said) == 1


@pytest.mark.parametrize(
    ("user", "field"),
    [
        (replace(WANG, login="王"), "login"),
        (replace(WANG, login=""), "login"),
        (replace(WANG, region="1"), "region"),
        (replace(WANG, department=None), "department"),
        (replace(WANG, department="no-such"), "department"),
        (WANG, "login"),
    ],
)
def test_faulty_accounts_are_refused(ctx: Context, user: NewUser, field: str) -> None:
    accounts.add_user(ctx, WANG)
    with pytest.raises(BadInput) as refusal:
        accounts.add_user(ctx, user)
    assert refusal.value.field == field


def test_a_coordinator_has_no_department(ctx: Context) -> None:
    one_time = accounts.add_user(ctx, NewUser("li", "", Role.COORDINATOR, HENAN, "ecology"))
    staff = accounts.staff_of(ctx, accounts.log_in(ctx, "li", one_time, ""))
    assert staff is not None
    assert (staff.department, staff.name) == (None, "li")
