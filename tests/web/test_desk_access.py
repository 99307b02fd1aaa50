"""Who may open and do what at the desk and in the API, with everything typed that a step needs.

That every route refuses whom it should is walked in test_roles.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest
from flask import Flask, url_for
from inspect_page import InspectingClient
from office import JINSHUI, OUR_MATTER, Office
from werkzeug.routing import Rule

from intake.cases.model import Contact, Role
from intake.cases.states import State
from intake.services.context import LOCAL_TIME, Context
from intake.services.staff import accounts
from intake.web.security import Access, access_of

ANONYMOUS, CLERK, OTHER, OFFICE, FAR, ADMIN = "anonymous", "clerk", "other", "office", "far", "admin"
EVERYBODY = (ANONYMOUS, CLERK, OTHER, OFFICE, FAR, ADMIN)
LOGGED_IN = {CLERK, OTHER, OFFICE, FAR, ADMIN}


@dataclass(frozen=True)
class Page:
    """A page without a case: who gets it; others get `else_` (staff) or the log-in page (anonymous)."""

    path: str
    allowed: set[str]
    status: int = 200
    else_: int = 403


PAGES = {
    "login.log_in": Page("/staff/login", {ANONYMOUS}, else_=303),
    "login.account": Page("/staff/account", LOGGED_IN),
    "login.change_password": Page("/staff/password", LOGGED_IN),
    "desk.inbox": Page("/desk/", {CLERK, OTHER, OFFICE, FAR}),
    "desk.triage_list": Page("/desk/triage", {OFFICE, FAR}, status=303),
    "desk.board": Page("/desk/board", {OFFICE, FAR}),
    "desk.digest": Page("/desk/board/digest", {OFFICE, FAR}),
    "desk.inspection": Page("/desk/board/inspection", {OFFICE, FAR}),
    "desk.inspection_file": Page("/desk/board/inspection.csv", {OFFICE, FAR}),
    "desk.indicators": Page("/desk/board/indicators.json", {OFFICE, FAR}),
    "desk.checks": Page("/desk/checks", {OFFICE, FAR}),
    "desk.checks_file": Page("/desk/checks.csv", {OFFICE, FAR}),
    "desk.checks_data": Page("/desk/checks.json", {OFFICE, FAR}),
    "desk.check_document": Page("/desk/checks/document", {OFFICE, FAR}),
    "desk.leads": Page("/desk/leads", {CLERK, OTHER, OFFICE, FAR}),
    "desk.saved_views": Page("/desk/views", {CLERK, OTHER, OFFICE, FAR}),
    "desk.texts": Page("/desk/texts", {CLERK, OTHER, OFFICE, FAR}),
    "desk.key_in": Page("/desk/key-in", {CLERK, OTHER, OFFICE, FAR}),
    "desk.printed_list": Page("/desk/print", {CLERK, OTHER, OFFICE, FAR}),
    "desk.exported": Page("/desk/export/csv", {CLERK, OTHER, OFFICE, FAR}),
    "desk.next_case": Page("/desk/next", {CLERK, OTHER, OFFICE, FAR}, status=303),
    "desk.people": Page("/desk/people", {CLERK, OTHER, OFFICE, FAR}),
    "desk.unassigned": Page("/desk/resting", {CLERK, OTHER, OFFICE, FAR}),
    "desk.task_list": Page("/desk/tasks", {CLERK, OTHER, OFFICE, FAR}),
    "desk.mentions": Page("/desk/mentions", {CLERK, OTHER, OFFICE, FAR}),
    "api.explained": Page("/api/", set(EVERYBODY)),
    "api.contents": Page("/api/v1/", set(EVERYBODY)),
    "api.openapi": Page("/api/v1/openapi.json", set(EVERYBODY)),
    "api.who": Page(f"/api/v1/who?matter={OUR_MATTER}&region={JINSHUI}", set(EVERYBODY)),
    "api.search": Page("/api/v1/search?q=油烟", set(EVERYBODY)),
    "api.look_up": Page("/api/v1/complaints/lookup", set(EVERYBODY), status=422),
    "api.complaint_by_code": Page("/api/v1/complaints/1", set(EVERYBODY), status=404),
}


@dataclass(frozen=True)
class Step:
    """Something done to a case: from which state, with what typed, by whom, and the answer they get."""

    endpoint: str
    path: str
    state: State
    typed: dict[str, str | list[str]]
    allowed: set[str]
    status: int = 303


TODAY = datetime.now(LOCAL_TIME).date().isoformat()
PAGES_OF_A_CASE = ("/print", "/files", "/notes", "/referrals", "/court", "/milestones")
STEPS = (
    Step("desk.step", "cases/{n}/accept", State.ROUTED, {"case-version": "1"}, {CLERK}),
    Step(
        "desk.step",
        "cases/{n}/assign",
        State.ROUTED,
        {"assign-version": "1", "assign-assignee": "clerk"},
        {CLERK},
    ),
    Step(
        "desk.step",
        "cases/{n}/answer",
        State.ACCEPTED,
        {"answer-version": "2", "answer-text": "已查处。"},
        {CLERK},
    ),
    Step("desk.step", "cases/{n}/close", State.ANSWERED, {"case-version": "3"}, {CLERK}),
    Step(
        "desk.step",
        "cases/{n}/hand-back",
        State.ROUTED,
        {
            "back-version": "1",
            "back-code": "other_department",
            "back-clause": "清单",
            "back-reason": "不归我们",
        },
        {CLERK},
    ),
    Step("desk.step", "cases/{n}/start", State.ACCEPTED, {"case-version": "2"}, {CLERK}),
    Step("desk.step", "cases/{n}/ask", State.ACCEPTED, {"ask-version": "2", "ask-text": "几点？"}, {CLERK}),
    Step(
        "desk.step",
        "cases/{n}/split",
        State.ROUTED,
        {"split-version": "1", "split-names": "urban-management", "split-clause": "三定"},
        {CLERK},
    ),
    Step(
        "desk.keep_draft",
        "cases/{n}/draft/answer",
        State.ACCEPTED,
        {"answer-version": "2", "answer-text": "半句"},
        {CLERK, OFFICE},
    ),
    Step(
        "desk.fill_in",
        "cases/{n}/fill/answer",
        State.ACCEPTED,
        {"answer-version": "2", "answer-text": "半句"},
        {CLERK, OFFICE},
        200,
    ),
    Step(
        "desk.write_outcome",
        "cases/{n}/outcome",
        State.ACCEPTED,
        {"outcome-version": "2", "outcome-kinds": "air"},
        {CLERK},
    ),
    Step(
        "desk.court_step",
        "cases/{n}/court/suspend",
        State.ACCEPTED,
        {"court-version": "2", "court-court": "某法院", "court-number": "1", "court-began_on": TODAY},
        {CLERK},
    ),
    Step(
        "desk.note_milestone",
        "cases/{n}/milestones",
        State.ACCEPTED,
        {"milestone-version": "2", "milestone-event": "desk:enforcement:decided", "milestone-on": TODAY},
        {CLERK},
    ),
    Step(
        "desk.propose_referral",
        "cases/{n}/referrals/new/compensation",
        State.ACCEPTED,
        {
            "proposal-version": "2",
            "proposal-to": "市政府",
            "proposal-grounds": "林地被污染",
            "proposal-enclosures": ["损害事实和责任人情况的说明", "监测、勘察记录"],
        },
        {CLERK},
    ),
    Step("desk.write_note", "cases/{n}/notes", State.ROUTED, {"note-text": "看过了"}, {CLERK, OFFICE}),
    Step(
        "desk.decide",
        "triage/{n}/seek-lead",
        State.TO_BE_DECIDED,
        {"lead-version": "1", "lead-matter": "户外广告屏"},
        {OFFICE},
    ),
    Step(
        "desk.decide",
        "triage/{n}/hold",
        State.ROUTED,
        {"hold-version": "1", "hold-reason": "涉诉"},
        {OFFICE},
    ),
    Step(
        "desk.contact",
        "cases/{n}/contact",
        State.ROUTED,
        {"contact-reason": "约时间去现场"},
        {CLERK, OFFICE},
        200,
    ),
    Step(
        "desk.decide",
        "triage/{n}/route",
        State.TO_BE_DECIDED,
        {"route-version": "1", "route-department": "ecology", "route-reason": "属于工业废气"},
        {OFFICE},
    ),
    Step(
        "desk.decide",
        "triage/{n}/elsewhere",
        State.TO_BE_DECIDED,
        {"elsewhere-version": "1", "elsewhere-goes_to": "政务服务便民热线 12345"},
        {OFFICE},
    ),
)


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """One person of each kind."""
    made = Office(ctx, app)
    made.hire(CLERK, Role.CLERK, JINSHUI, "ecology")
    made.hire(OTHER, Role.CLERK, JINSHUI, "housing")
    made.hire(OFFICE, Role.COORDINATOR, "410100")
    made.hire(FAR, Role.COORDINATOR, "410300")
    made.hire(ADMIN, Role.ADMINISTRATOR, "410000")
    return made


@pytest.fixture
def browsers(office: Office) -> dict[str, InspectingClient]:
    """Everybody's browser."""
    return {ANONYMOUS: office.browser(), **{key: each.browser for key, each in office.people.items()}}


def test_no_route_of_the_api_is_left_out_of_the_walk(app: Flask) -> None:
    """Those of the desk are walked whole in test_roles.py."""
    open_to_all = {endpoint for endpoint in _api(app) if _access(app, endpoint).kind == "public"}
    assert open_to_all - set(PAGES) == {"api.token"}  # it asks for the key itself: tests/api


def test_what_needs_a_key_is_closed_to_whoever_has_none(
    app: Flask, browsers: dict[str, InspectingClient]
) -> None:
    keyed = [rule for rule in _api(app).values() if _access(app, rule.endpoint).kind == "key"]
    assert len(keyed) > 15
    for rule in keyed:
        with app.test_request_context():
            path = url_for(rule.endpoint, **dict.fromkeys(rule.arguments - (rule.defaults or {}).keys(), "1"))
        for browser in browsers.values():
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                assert browser.open(path, method=method, json={}).status_code == 401, (method, path)


def _api(app: Flask) -> dict[str, Rule]:
    rules = app.url_map.iter_rules()
    return {rule.endpoint: rule for rule in rules if rule.endpoint.split(".")[0] == "api"}


def _access(app: Flask, endpoint: str) -> Access:
    found = access_of(app, endpoint)
    assert found is not None
    return found


@pytest.mark.parametrize("endpoint", PAGES)
def test_pages_open_for_whom_they_are_meant(endpoint: str, browsers: dict[str, InspectingClient]) -> None:
    page = PAGES[endpoint]
    answers = {who: browser.get(page.path).status_code for who, browser in browsers.items()}
    refused = {ANONYMOUS: 303} | dict.fromkeys(LOGGED_IN, page.else_)
    assert answers == {who: page.status if who in page.allowed else refused[who] for who in EVERYBODY}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.path)
def test_steps_are_done_only_by_whom_they_belong_to(
    step: Step, office: Office, browsers: dict[str, InspectingClient]
) -> None:
    receipt = office.case(step.state, contact=Contact("申某", "0371-11110000"))
    path = "/desk/" + step.path.format(n=receipt.case_number)
    for who in EVERYBODY:
        if who not in step.allowed:
            response = browsers[who].post(path, data=_sealed(browsers[who], step.typed))
            assert response.status_code == (303 if who == ANONYMOUS else 403), who
            assert office.state(receipt) is step.state, who
            assert "11110000" not in response.get_data(as_text=True)
    for who in sorted(step.allowed):
        assert browsers[who].post(path, data=_sealed(browsers[who], step.typed)).status_code == step.status, (
            who
        )


@pytest.mark.parametrize("state", [State.ROUTED, State.TO_BE_DECIDED, State.ACCEPTED, State.ANSWERED])
def test_a_case_is_read_only_within_reach(
    state: State, office: Office, browsers: dict[str, InspectingClient]
) -> None:
    number = office.case(state).case_number
    path = f"/desk/cases/{number}"
    clerks = {CLERK} if state is not State.TO_BE_DECIDED else set()
    pages = {path + end: clerks | {OFFICE} for end in ("", *PAGES_OF_A_CASE)}
    for page, allowed in {**pages, f"/desk/triage/{number}/items": {OFFICE}}.items():
        answers = {who: browser.get(page).status_code for who, browser in browsers.items()}
        refused = {who: 303 if who == ANONYMOUS else 403 for who in EVERYBODY}
        assert answers == {who: 200 if who in allowed else refused[who] for who in EVERYBODY}, page
    assert all(browser.get(path + "9").status_code in (303, 403, 404) for browser in browsers.values())


def test_files_are_opened_only_within_reach(office: Office, browsers: dict[str, InspectingClient]) -> None:
    number = office.case_with_files().case_number
    page = browsers[CLERK].get(f"/desk/cases/{number}").get_data(as_text=True)
    files = {part.split('"')[0] for part in page.split(f"/desk/cases/{number}/evidence/")[1:]}
    assert len(files) == 2
    other_case = office.case(State.ROUTED).case_number
    for name in files:
        path = f"/desk/cases/{number}/evidence/{name}"
        answers = {who: browser.get(path).status_code for who, browser in browsers.items()}
        assert answers == {ANONYMOUS: 303, CLERK: 200, OTHER: 403, OFFICE: 200, FAR: 403, ADMIN: 403}
        assert browsers[CLERK].get(f"/desk/cases/{other_case}/evidence/{name}").status_code == 404


def test_a_session_that_was_ended_opens_nothing_even_with_its_cookie(office: Office) -> None:
    person = office.hire("leaving", Role.CLERK, JINSHUI, "ecology")
    cookie = person.browser.get_cookie("mingdan_staff")
    assert cookie is not None and cookie.http_only
    left = person.browser.post("/staff/logout", data=_sealed(person.browser, {}))
    assert left.status_code == 303
    person.browser.set_cookie("mingdan_staff", cookie.value)
    assert person.browser.get("/desk/").status_code == 303
    assert accounts.staff_of(office.ctx, cookie.value) is None


def test_a_form_without_its_seal_does_nothing(office: Office) -> None:
    receipt = office.case(State.ROUTED)
    path = f"/desk/cases/{receipt.case_number}/accept"
    for seal in ({}, {"case-csrf_token": "forged"}):
        response = office.people[CLERK].browser.post(path, data={"case-version": "1", **seal})
        assert response.status_code == 422
        assert office.state(receipt) is State.ROUTED


def _sealed(browser: InspectingClient, typed: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
    """What was typed with a valid token of this browser, under every form's prefix."""
    page = browser.get("/staff/account")
    shown = page.get_data(as_text=True).split('name="csrf_token" value="')
    token = shown[1].split('"')[0] if len(shown) > 1 else "none"
    prefixes = {name.rpartition("-")[0] for name in typed}
    return {**typed, "csrf_token": token, **{f"{prefix}-csrf_token": token for prefix in prefixes}}
