"""Logging in: the one-time password, where it leads, what a wrong one learns."""

from __future__ import annotations

import pytest
from flask import Flask
from office import JINSHUI, OWN_PASSWORD, Office, change_password, enter, main_text

from intake.cases.model import Role
from intake.services.context import Context


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """A clerk who has logged in before."""
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    return made


def test_a_one_time_password_opens_nothing_until_it_is_changed(office: Office) -> None:
    person = office.newcomer("newcomer", Role.CLERK, JINSHUI, "ecology")
    assert enter(person.browser, person.login, person.one_time).location == "/staff/password"
    assert person.browser.get("/desk/").location == "/staff/password"
    for new, said in ((person.one_time, "新密码"), ("短", "至少")):
        refused = change_password(person.browser, person.one_time, new)
        assert refused.status_code == 422
        assert said in main_text(refused)
    assert change_password(person.browser, person.one_time, OWN_PASSWORD).location == "/desk/"
    assert person.browser.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("asked", "landed"),
    [
        ("", "/desk/"),
        ("?next=/desk/?queue=all", "/desk/?queue=all"),
        ("?next=https://example.com/", "/desk/"),
        ("?next=//example.com/desk/", "/desk/"),
        ("?next=/desk/%5C%5Cexample.com", "/desk/"),
        ("?next=/desk/%0D%0ASet-Cookie:x=1", "/desk/"),
        ("?next=/staff/logout", "/desk/"),
    ],
)
def test_logging_in_leads_back_to_the_desk_and_nowhere_else(office: Office, asked: str, landed: str) -> None:
    assert enter(office.browser(), "clerk", OWN_PASSWORD, asked).location == landed


def test_a_wrong_log_in_says_the_same_whatever_was_wrong_and_is_soon_throttled(office: Office) -> None:
    office.hire("forgetful", Role.CLERK, JINSHUI, "ecology")
    browser = office.browser()
    said = {main_text(enter(browser, login, "wrong password")) for login in ("forgetful", "nobody")}
    assert len(said) == 1
    answers = [enter(browser, "forgetful", "wrong password") for _attempt in range(5)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert enter(browser, "forgetful", OWN_PASSWORD).status_code == 429


def test_the_account_page_says_who_and_when_last(office: Office) -> None:
    person = office.hire("regular", Role.CLERK, JINSHUI, "ecology")
    before = main_text(person.browser.get("/staff/account"))
    assert "regular同志" in before and "郑州市生态环境局金水分局" in before
    later = office.browser()
    enter(later, person.login, OWN_PASSWORD)
    assert "年" in main_text(later.get("/staff/account")).partition("上次登录")[2].partition("上次")[0]
