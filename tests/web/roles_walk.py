"""What stands behind every route of the staff: what its arguments are in the world, which right it takes.

Nobody lists the routes here: a new one is walked as soon as it exists, and fails until its arguments have
something in the world to stand for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from flask import Flask
from roles_world import World
from werkzeug.routing import AnyConverter, Rule

from intake.cases.model import Owner, Staff
from intake.cases.permissions import Right, may
from intake.cases.reach import holds
from intake.cases.states import Action
from intake.store.cases import cases as case_store
from intake.web.security import Access, access_of

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
    **dict.fromkeys(("desk.approve_key", "desk.approve_hook"), Right.APPROVE_KEY),
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
    **dict.fromkeys(
        ("desk.accusation", "desk.mark_accusation", "desk.take_back_accusation"), Right.MARK_ACCUSING
    ),
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
