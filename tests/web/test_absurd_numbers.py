"""Numbers that no page of ours holds, in addresses and forms of the desk: refused, never a 500."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from inspect_page import fields, parse
from office import Office
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from intake.cases.model import Role
from intake.cases.states import State
from intake.services.casework import task_lists, tasks
from intake.services.casework.tasks import Asked
from intake.services.context import Context
from intake.services.partners import managing
from intake.services.partners.managing import NewPartner
from intake.web.numbers import HIGHEST, whole_number

HUGE = 10**20
ENDLESS = "9" * 5000  # Python reads no more than 4,300 digits as a number


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, "410105", "ecology")
    made.hire("water", Role.CLERK, "410105", "water")
    made.hire("coordinator", Role.COORDINATOR, "410100")
    return made


def test_in_addresses(office: Office, app: Flask) -> None:
    number = office.case(State.ACCEPTED).case_number
    for address in _addresses(app, number):
        for who in ("clerk", "coordinator"):
            answer = office.people[who].browser.get(address)
            assert answer.status_code < 500, (address, who)


def _addresses(app: Flask, number: str) -> Iterator[str]:
    """Every page of the desk that shows something, each number in it absurd."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("desk.") and "GET" in (rule.methods or ()):
                path = rule.build({each: _absurd(rule, each, number) for each in rule.arguments})
                assert path, rule
                yield f"{path[1]}?page={HUGE}&after={HUGE}"
                yield f"{path[1]}?page={ENDLESS}&after={ENDLESS}&year={ENDLESS}"


def _absurd(rule: Rule, name: str, number: str) -> object:
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return HUGE if isinstance(converter, IntegerConverter) else number


@pytest.mark.parametrize(
    "number", [ENDLESS, "٣", str(HUGE), "-1"], ids=["endless", "arabic", "huge", "below"]
)
def test_as_a_choice_among_numbers(number: str, office: Office, ctx: Context) -> None:
    managing.add(ctx, None, NewPartner("热线", "410100"))
    browser, page = office.people["coordinator"].browser, "/desk/partners/imports"
    typed = fields(parse(browser.get(page)), page)
    kept = {name: value for name, value in typed.items() if name.endswith("csrf_token")}
    assert kept and kept != typed, "the form was found"
    assert browser.post(page, data={**dict.fromkeys(typed, number), **kept}).status_code == 422


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("007", 7), (str(HIGHEST), HIGHEST), (str(HIGHEST + 1), None), (ENDLESS, None), ("٣", None),
     ("３", None), ("-1", None), (" 1", None), ("1.0", None), ("", None), (None, None)],
    ids=ascii,
)  # fmt: skip
def test_what_is_a_whole_number(text: str | None, number: int | None) -> None:
    assert whole_number(text) == number


def test_as_versions(office: Office, ctx: Context) -> None:
    number = office.case(State.ACCEPTED).case_number
    clerk, water = office.staff("clerk"), office.people["water"].browser
    tasks.give(ctx, clerk, number, 2, Asked("water", "请核实"))
    (shown,) = task_lists.of_case(ctx, clerk, number).tasks
    page = f"/desk/cases/{number}/tasks/{shown.task.id}"
    typed = fields(parse(water.get(page)), f"{page}/reply") | {"reply-text": "已核实"}
    assert water.post(f"{page}/reply", data=typed | {"reply-version": str(HUGE)}).status_code == 422
    assert water.post(f"{page}/reply", data=typed).status_code == 303


def test_as_what_was_read(office: Office) -> None:
    browser = office.people["clerk"].browser
    token = fields(parse(browser.get("/staff/account")), "/staff/logout")
    sent = {**token, "until": str(HUGE)}
    assert browser.post("/desk/reminders/read", data=sent).status_code == 303
