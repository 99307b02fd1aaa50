"""Every route × every role: whom a view is declared for, and, of what has a number, only within reach.

Nobody lists the routes here: a new one is walked as soon as it exists, and fails until its arguments have
something in the world to stand for, and until it refuses strangers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pages_seen
import pytest
from flask import Flask
from flask.testing import FlaskClient
from roles_world import CONTACT, SECRET, World, build, digest
from samples import People
from werkzeug.routing import AnyConverter, Rule
from werkzeug.test import TestResponse

from intake.cases.model import PERSON_ROLES, Owner, Role, Staff
from intake.cases.permissions import Right, may
from intake.cases.reach import holds
from intake.cases.states import Action
from intake.services.context import Context
from intake.services.staff import accounts
from intake.store import accounts as account_store
from intake.store import cases as case_store
from intake.web.security import STAFF_COOKIE, Access, access_of

# What each argument of an address stands for; `number` of a case is told by CASES, of a paper by PAPERS.
ARGUMENTS = {
    "evidence_id": "photo written",
    "referral_id": "referral approved",
    "text_id": "text",
    "view_id": "view",
    "entry_id": "question",
    "login": "colleague",
    "leave_id": "leave",
    "unit_id": "unit",
    "file_id": "file",
    "draft_id": "list",
    "key": "row",
    "partner_id": "partner",
    "key_id": "partner key",
    "import_id": "import",
}
PLAIN = {"task_id": 1, "event_id": 1, "redaction_id": 1, "part": "duties", "handle": "0123456789abcdef"}
CHOSEN = {
    ("desk.new_referral", "kind"): "police",
    ("desk.propose_referral", "kind"): "police",
    ("desk.paper_file", "kind"): "item",
}
PAPERS = {
    "letters": "letter",
    "items": "item",
    "item-files": "item",
    "findings": "finding",
    "reports": "report",
}
CASES = {
    "referral_id": "approved",
    "task_id": "helped",
    "evidence_id": "written",
}
CASE_OF = {
    "desk.publication": "written",
    "desk.publication_step": "written",
    "desk.court_step": "accepted",
    "desk.unmerge_page": "merged",
    "desk.unmerge_case": "merged",
    "desk.decide_review": "review",
    "desk.decide": "to decide",
    "desk.items": "to decide",
    "desk.look": "person asked",
    "desk.look_page": "person asked",
}
# Offices come to a paper once it was sent or handed in; before, it is its own unit's.
SENT_PAPERS = {
    "desk.annual_report",
    "desk.annual_print",
    "desk.annual_file",
    "desk.annual_receive",
    "desk.annual_plan",
    "desk.annual_file_plan",
    "desk.annual_return_plan",
}
# Arguments that name nobody's case or paper: an answer to strangers tells them nothing.
HARMLESS = {"handle", "name", "form", "kind", "act"}
# An office that watches an organ does not act for it; these are rights that only people of organs have.
OF_THE_ORGAN, OF_ITS_HEADS, OF_ITS_HEAD = Action.ACCEPT, Right.CONCLUDE_LIST_REVIEW, Right.ADVISE_ON_LEAD
EITHER_RESULT = (Right.PROPOSE_RESULT, Right.APPROVE_RESULT)
LIST_RIGHTS: dict[str, Any] = {
    **dict.fromkeys(
        (
            "desk.item_lists",
            "desk.item_list",
            "desk.item_list_rows",
            "desk.item_list_compare",
            "desk.item_list_opinions",
            "desk.item_list_decision",
            "desk.item_list_disclosure",
            "desk.item_list_publication",
            "desk.item_list_print",
            "desk.adopt_page",
        ),
        Right.DRAFT_LIST,  # the list of the walk is a draft, which its own organ alone reads
    ),
    **dict.fromkeys(
        (
            "desk.new_item_list",
            "desk.add_list_row",
            "desk.save_list_row",
            "desk.remove_list_row",
            "desk.restore_list_row",
            "desk.move_list_row",
            "desk.adopt_items",
            "desk.item_list_step title",
        ),
        Right.DRAFT_LIST,
    ),
    "desk.item_list_step submit": Right.SUBMIT_LIST,
    "desk.item_list_step send": Right.SUBMIT_LIST,
    "desk.item_list_step withdraw": Right.SUBMIT_LIST,
    "desk.item_list_step open-review": Right.REVIEW_LIST,
    "desk.item_list_review opine": Right.REVIEW_LIST,
    "desk.item_list_review ask": Right.REVIEW_LIST,
    "desk.item_list_review agree": Right.CONCLUDE_LIST_REVIEW,
    "desk.item_list_review return": Right.CONCLUDE_LIST_REVIEW,
    "desk.decide_item_list": Right.DECIDE_LIST,
    "desk.send_item_list_back": Right.DECIDE_LIST,
    "desk.review_item_list_disclosure": Right.REVIEW_LIST_DISCLOSURE,
    "desk.publish_item_list": Right.PUBLISH_LIST,
    "desk.take_item_list_back": Right.PUBLISH_LIST,
}
# Which right a route needs beyond reading; of several steps behind one route, by the step.
RIGHTS: dict[str, Any] = {
    **dict.fromkeys(
        (
            *("desk.annual_submit", "desk.annual_send", "desk.annual_propose", "desk.annual_redact"),
            *("desk.annual_unredact", "desk.annual_save_part", "desk.annual_save_public"),
            *("desk.annual_goals", "desk.annual_add_task", "desk.annual_remove_task"),
            *("desk.annual_submit_plan", "desk.annual_progress", "desk.annual_mark"),
            *("desk.annual_part", "desk.annual_keep_part", "desk.annual_public"),
        ),
        OF_THE_ORGAN,
    ),
    **dict.fromkeys(("desk.annual_reject", "desk.annual_publish", "desk.annual_declare"), OF_ITS_HEADS),
    **dict.fromkeys(("desk.annual_return", "desk.annual_sign"), OF_ITS_HEAD),
    **dict.fromkeys(("desk.annual_file_plan", "desk.annual_return_plan"), Right.FILE_PLAN),
    **dict.fromkeys(("desk.partner", "desk.partners"), (Right.MANAGE_PARTNERS, Right.APPROVE_KEY)),
    **dict.fromkeys(
        (
            *("desk.add_partner", "desk.issue_key", "desk.key_step", "desk.set_partner_hook"),
            *("desk.partner_hook_step", "desk.resend_event", "desk.close_partner"),
        ),
        Right.MANAGE_PARTNERS,
    ),
    "desk.approve_key": Right.APPROVE_KEY,
    **dict.fromkeys(
        (
            *("desk.handover_imports", "desk.receive_handovers", "desk.handover_preview"),
            *("desk.confirm_handovers", "desk.handover_import"),
        ),
        Right.IMPORT_CASES,
    ),
    **dict.fromkeys(("desk.share_list", "desk.take_share_list"), Right.SHARE_MONTH),
    "desk.contact": Right.REVEAL_CONTACT,
    "desk.identity_annex": Right.REVEAL_CONTACT,
    "desk.merge_case": Action.MERGE,
    "desk.merge_page": Action.MERGE,
    "desk.unmerge_page": Action.UNMERGE,
    "desk.unmerge_case": Action.UNMERGE,
    "desk.note_milestone": Right.RECORD_MILESTONE,
    "desk.outcome": Right.RECORD_OUTCOME,
    "desk.write_outcome": Right.RECORD_OUTCOME,
    "desk.publication": EITHER_RESULT,
    "desk.publication_picture": EITHER_RESULT,
    "desk.publication_preview": EITHER_RESULT,
    "desk.publication_blacken": Right.PROPOSE_RESULT,
    "desk.new_referral": Right.PROPOSE_REFERRAL,
    "desk.propose_referral": Right.PROPOSE_REFERRAL,
    "desk.take_back": (Action.TAKE_BACK, Action.TAKE_BACK_TO_OFFICE),
    "desk.decide_review": (Action.UPHOLD, Action.SEND_BACK),
    "desk.give_task": Right.GIVE_TASK,
    "desk.person": Right.MANAGE_UNITS,
    "desk.name_deputy": Right.MANAGE_UNITS,
    "desk.take_leave": Right.MANAGE_UNITS,
    "desk.cancel_leave": Right.MANAGE_UNITS,
    "desk.remove_text": Right.SHARE_TEXTS,
    "desk.acknowledge_letter": Right.ANSWER_SUPERVISION,
    "desk.court_step suspend": Action.SUSPEND_FOR_COURT,
    "desk.court_step resume": Action.RESUME_AFTER_COURT,
    "desk.step accept": Action.ACCEPT,
    "desk.step assign": Action.ASSIGN,
    "desk.step start": Action.START,
    "desk.step answer": Action.ANSWER,
    "desk.step ask": Action.ASK_CITIZEN,
    "desk.step go-on": Action.STOP_WAITING,
    "desk.step extend": Action.EXTEND,
    "desk.step close": Action.CLOSE,
    "desk.step resume": Action.RESUME,
    "desk.step hand-back": Action.OBJECT,
    "desk.step split": Action.SPLIT,
    "desk.publication_step save": Right.PROPOSE_RESULT,
    "desk.publication_step propose": Right.PROPOSE_RESULT,
    "desk.publication_step approve": Right.APPROVE_RESULT,
    "desk.publication_step return": Right.APPROVE_RESULT,
    "desk.publication_step withdraw": Right.APPROVE_RESULT,
    "desk.advance_referral approve": Right.APPROVE_REFERRAL,
    "desk.advance_referral refuse": Right.APPROVE_REFERRAL,
    "desk.advance_referral send": Right.PROPOSE_REFERRAL,
    "desk.advance_referral receive": Right.PROPOSE_REFERRAL,
    "desk.advance_referral conclude": Right.PROPOSE_REFERRAL,
    "desk.task_step reply": Right.REPLY_TASK,
    "desk.task_step return": Right.GIVE_TASK,
    "desk.task_step withdraw": Right.GIVE_TASK,
    **LIST_RIGHTS,
}
FOR_EVERYBODY = {
    "login.account",
    "login.change_password",
    "login.log_out",
    "account.enrol",
    "account.end_session",
}
# What the organ above does, or the office whose own the case is.
DONE_ABOVE = {"desk.decide_review"}
ENDS_THE_WALK = {"login.log_out"}  # done in test_desk_login.py


@dataclass(frozen=True)
class Visit:
    """One request: what is asked for, whether it lies here, and which right it takes of whom has what."""

    endpoint: str
    method: str
    path: str
    access: Access
    bound: bool
    rights: tuple[Action | Right, ...]
    owner: Owner | None

    def is_open_to(self, staff: Staff) -> bool:
        """Whether somebody of this role, here, may at all."""
        return any(
            may(staff, right) and (self.owner is None or holds(staff, right, self.owner))
            for right in self.rights
        )


@dataclass
class Walk:
    """The world, seen through the pages."""

    app: Flask
    world: World

    def visits(self) -> Iterator[Visit]:
        """Every route with staff access, by method and choice, in the order of their names."""
        for rule in sorted(self.app.url_map.iter_rules(), key=lambda each: (each.endpoint, each.rule)):
            access = access_of(self.app, rule.endpoint)
            if access is not None and access.kind == "staff":
                yield from self._of_rule(rule, access)

    def _of_rule(self, rule: Rule, access: Access) -> Iterator[Visit]:
        names = sorted(rule.arguments)
        choices = [self._values(rule, name) for name in names]
        for method, values in product(sorted({"GET", "POST"} & set(rule.methods or ())), product(*choices)):
            given = dict(zip(names, values, strict=True))
            with self.app.test_request_context():
                path = self.app.url_map.bind("localhost").build(rule.endpoint, given, method)
            steps = [f"{rule.endpoint} {value}" for value in values]
            named = next(
                (RIGHTS[step] for step in (*steps, rule.endpoint) if step in RIGHTS), Right.READ_CASE
            )
            rights = named if isinstance(named, tuple) else (named,)
            bound = bool(set(names) - HARMLESS)
            yield Visit(rule.endpoint, method, path, access, bound, rights, self._owner(given.get("number")))

    def _values(self, rule: Rule, name: str) -> list[Any]:
        if (rule.endpoint, name) in CHOSEN:
            return [CHOSEN[rule.endpoint, name]]
        converter = rule._converters[name]
        if isinstance(converter, AnyConverter):
            return sorted(converter.items)
        if name == "number":
            return [self._number(rule)]
        if name in PLAIN:
            return [PLAIN[name]]
        assert name in ARGUMENTS, f"{rule.rule}: say in ARGUMENTS what {name} stands for"
        return [self.world.made[ARGUMENTS[name]]]

    def _number(self, rule: Rule) -> str:
        for part, paper in PAPERS.items():
            if f"/desk/office/{part}/" in rule.rule:
                return str(self.world.made[paper])
        if "-files/" in rule.rule:
            return str(self.world.made["item"])
        if rule.rule.startswith("/desk/annual/"):
            return str(self.world.made["annual sent" if rule.endpoint in SENT_PAPERS else "annual"])
        by_argument = next((case for name, case in CASES.items() if name in rule.arguments), "accepted")
        return self.world.number(CASE_OF.get(rule.endpoint, by_argument))

    def _owner(self, number: str | None) -> Owner | None:
        with self.world.ctx.database.reading() as connection:
            case = case_store.by_number(connection, number) if number else None
        return case.owner if case else None


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
