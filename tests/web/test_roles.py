"""Every route × every role: whom a view is declared for, and, of what has a number, only within reach.

Nobody lists the routes here: a new one is walked as soon as it exists, and fails until its arguments have
something in the world to stand for, and until it refuses strangers.
"""

from __future__ import annotations

import re
from itertools import product

import pages_seen
import pytest
from flask import Flask
from flask.testing import FlaskClient
from roles_walk import (
    CASE_OF,
    CHOSEN,
    DONE_ABOVE,
    ENDS_THE_WALK,
    FOR_EVERYBODY,
    RIGHTS,
    SENT_PAPERS,
    Visit,
    Walk,
)
from roles_world import CONTACT, SECRET, build, digest
from samples import People
from werkzeug.test import TestResponse

from intake.cases.model import PERSON_ROLES, Role, Staff
from intake.services.context import Context
from intake.services.staff import accounts
from intake.store.staff import accounts as account_store
from intake.web.security import STAFF_COOKIE, access_of


@pytest.fixture(scope="module")
def walk(ctx: Context, app: Flask) -> Walk:
    """The world behind the application."""
    return Walk(app, build(ctx, People(ctx)))


@pytest.fixture(scope="module")
def browsers(walk: Walk) -> dict[int, FlaskClient]:
    """Everybody's browser, by id of staff; one that nobody is logged in with under 0."""
    world = walk.world
    everybody = {
        place(role).id: place(role)
        for role in PERSON_ROLES
        for place in (world.here, world.above, world.away)
    }
    return {0: FlaskClient(walk.app), **{key: _browser(walk, each) for key, each in everybody.items()}}


@pytest.fixture(scope="module")
def tokens(walk: Walk, browsers: dict[int, FlaskClient]) -> dict[int, dict[str, str]]:
    """A valid token of every browser, under the name that each form seen anywhere gives it."""
    pages = [visit.path for visit in walk.visits() if visit.method == "GET"]
    seen = {"csrf_token"}
    for role in (Role.DEPARTMENT_HEAD, Role.COORDINATOR):
        for path in pages:
            said = browsers[walk.world.here(role).id].get(path).get_data()
            seen.update(re.findall(r'name="([\w-]*csrf_token)"', said.decode("utf-8", "replace")))
    return {key: dict.fromkeys(seen, _token(each)) for key, each in browsers.items()}


def test_every_route_is_walked(walk: Walk) -> None:
    staffed = {
        rule.endpoint
        for rule in walk.app.url_map.iter_rules()
        if (access := access_of(walk.app, rule.endpoint)) and access.kind == "staff"
    }
    assert {visit.endpoint for visit in walk.visits()} == staffed
    named = {*RIGHTS, *CASE_OF, *SENT_PAPERS, *(endpoint for endpoint, _name in CHOSEN)}
    assert {each.split()[0] for each in named} <= staffed


def test_nobody_is_led_to_the_log_in_page(walk: Walk, browsers: dict[int, FlaskClient]) -> None:
    for visit in walk.visits():
        answer = browsers[0].open(visit.path, method=visit.method, data={"csrf_token": _token(browsers[0])})
        assert (answer.status_code, SECRET in _body(answer)) == (303, False), visit
        assert "/staff/login" in answer.location, visit


@pytest.mark.parametrize("role", PERSON_ROLES)
def test_strangers_and_other_roles_are_refused_and_told_nothing(
    role: Role, walk: Walk, browsers: dict[int, FlaskClient], tokens: dict[int, dict[str, str]]
) -> None:
    world = walk.world
    numbers = [receipt.case_number for receipt in world.cases.values()]
    for visit in walk.visits():
        if visit.endpoint in FOR_EVERYBODY:
            continue
        answer = _ask(visit, world.away(role), browsers, tokens)
        if visit.access.roles and role not in visit.access.roles:
            assert answer.status_code == 403, visit
        elif visit.bound:
            assert answer.status_code in (403, 404), visit
        assert answer.status_code < 500, visit
        body = _body(answer)
        assert not any(told in body for told in (SECRET, CONTACT.name, CONTACT.phone)), visit
        assert visit.bound or not any(number in body for number in numbers), visit


@pytest.mark.parametrize("role", PERSON_ROLES)
def test_whoever_it_is_declared_for_gets_in(
    role: Role, walk: Walk, browsers: dict[int, FlaskClient], tokens: dict[int, dict[str, str]]
) -> None:
    """A person of the organ or its office; who may only look changes nothing."""
    for visit in walk.visits():
        if visit.endpoint in ENDS_THE_WALK:
            continue
        declared = not visit.access.roles or role in visit.access.roles
        person = (walk.world.above if visit.endpoint in DONE_ABOVE else walk.world.here)(role)
        answer = _ask(visit, person, browsers, tokens)
        if not declared:
            assert answer.status_code == 403, visit
        elif visit.is_open_to(person) or visit.endpoint in FOR_EVERYBODY:
            assert answer.status_code not in (401, 403), visit
        elif visit.method == "POST":
            assert answer.status_code in (403, 404, 422), visit
        assert answer.status_code < 500, visit


ORGAN = ("clerk", "unit_head", "department_head", "reviewer")
OUR_ORGAN = {f"here {role}" for role in ORGAN}
ORGAN_ABOVE = {f"above {role}" for role in ORGAN}
OFFICES = {"here coordinator", "above coordinator"}
# Written out by hand: who opens which case. Strangers, the auditor and the administrator open none.
READERS = {
    "routed": OUR_ORGAN | OFFICES,
    "objected": OUR_ORGAN | OFFICES,
    "closed": OUR_ORGAN | OFFICES,
    "in court": OUR_ORGAN | OFFICES,
    "sent": OUR_ORGAN | OFFICES,
    "merged": OUR_ORGAN | OFFICES,
    "to decide": OFFICES,
    "without lead": OUR_ORGAN | OFFICES,  # it was there first, and has it meanwhile
    "helped": OUR_ORGAN | ORGAN_ABOVE | OFFICES,  # asked for its part
    "review": OUR_ORGAN | ORGAN_ABOVE | OFFICES,  # whose answer it is, and who decides
    "restricted": {"here coordinator"},  # it accuses our organ, so neither it nor the office beside it
}


@pytest.mark.parametrize("name", READERS)
def test_a_case_is_opened_by_whom_it_concerns(
    name: str, walk: Walk, browsers: dict[int, FlaskClient]
) -> None:
    path = f"/desk/cases/{walk.world.number(name)}"
    readers = set()
    for place, role in product(("here", "above", "away"), PERSON_ROLES):
        answer = browsers[getattr(walk.world, place)(role).id].get(path)
        assert (answer.status_code == 200) is (SECRET in _body(answer)) is not (answer.status_code == 403)
        if answer.status_code == 200:
            readers.add(f"{place} {role}")
    assert readers == READERS[name]


UNIT = {"here clerk", "here unit_head", "here department_head"}  # a reviewer writes no papers
PAPER_READERS = {
    ("annual", ""): UNIT,
    ("annual", "/print"): UNIT,
    ("annual", "/parts/duties"): UNIT,
    ("annual", "/plan"): UNIT,
    ("annual sent", ""): UNIT | OFFICES,
    ("annual sent", "/print"): UNIT | OFFICES,
    ("annual sent", "/plan"): UNIT | OFFICES,
}


@pytest.mark.parametrize(("name", "page"), PAPER_READERS)
def test_an_annual_paper_is_opened_by_offices_once_it_was_sent(
    name: str, page: str, walk: Walk, browsers: dict[int, FlaskClient]
) -> None:
    path, readers = f"/desk/annual/{walk.world.made[name]}{page}", set()
    for place, role in product(("here", "above", "away"), PERSON_ROLES):
        answer = browsers[getattr(walk.world, place)(role).id].get(path)
        if answer.status_code == 200:
            readers.add(f"{place} {role}")
        else:
            assert (answer.status_code, SECRET in _body(answer)) in ((403, False), (404, False))
    assert readers == PAPER_READERS[name, page]


# Every form of these papers filled in, so that it is the service that refuses.
TYPED = {
    **{f"{form}-version": "1" for form in ("part", "public", "step", "return", "send", "grounds")},
    **{f"{form}-version": "3" for form in ("goals", "task", "progress", "mark", "filing")},
    **{"part-text": "改", "public-text": "改", "return-reason": "改", "grounds-grounds": "改"},
    **{"goals-goals": "改", "task-task": "改", "progress-status": "done", "send-sent_on": "2026-11-20"},
    **{"mark-mark": "start", "mark-done_on": "2026-11-20", "mark-text": "改"},
    **{"filing-filed_as": "备1号", "filing-filed_on": "2026-11-20"},
    **{"redaction-part": "duties", "redaction-article": "16", "redaction-reason": "改"},
    **{"receipt-to": "金水区人民政府", "receipt-received_on": "2026-11-20", "receipt-number": "收1号"},
}


def test_an_office_can_do_nothing_with_an_annual_paper_that_was_not_sent(
    walk: Walk, browsers: dict[int, FlaskClient], tokens: dict[int, dict[str, str]]
) -> None:
    number, offices = walk.world.made["annual"], (walk.world.here, walk.world.above)
    posts = [
        visit.path.replace(walk.world.made["annual sent"], number)
        for visit in walk.visits()
        if visit.endpoint.startswith("desk.annual_") and visit.bound and visit.method == "POST"
    ]
    before = digest(walk.world.ctx)
    for path, place in product(posts, offices):
        office = place(Role.COORDINATOR)
        answer = browsers[office.id].post(path, data=tokens[office.id] | TYPED)
        assert (answer.status_code, SECRET in _body(answer)) in ((403, False), (404, False)), path
    assert digest(walk.world.ctx) == before


def _browser(walk: Walk, staff: Staff) -> FlaskClient:
    """A browser in which somebody is logged in who has chosen their own password."""
    ctx, client = walk.world.ctx, FlaskClient(walk.app)
    with ctx.database.writing() as connection:
        account_store.set_password(connection, staff.id, "")
        session = accounts.open_session(ctx, connection, staff, by="password")
    client.set_cookie(STAFF_COOKIE, session)
    return client


def _token(browser: FlaskClient) -> str:
    page = browser.get("/staff/account", follow_redirects=True).get_data(as_text=True)
    return re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', page)[0]


def _ask(
    visit: Visit, who: Staff, browsers: dict[int, FlaskClient], tokens: dict[int, dict[str, str]]
) -> TestResponse:
    data = tokens[who.id] if visit.method == "POST" else None
    answer = browsers[who.id].open(visit.path, method=visit.method, data=data)
    if answer.mimetype == "text/html" and answer.status_code != 303:
        pages_seen.remember(answer)
    return answer


def _body(answer: TestResponse) -> str:
    return answer.get_data().decode("utf-8", "replace")
