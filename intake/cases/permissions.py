"""Who may do what: one table of roles and actions. Whose cases, says `reach`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from intake.cases.model import Role, Staff
from intake.cases.states import Action


class Right(StrEnum):
    """What staff do besides moving a case from state to state."""

    READ_CASE = "read_case"
    OPEN_EVIDENCE = "open_evidence"
    REVEAL_CONTACT = "reveal_contact"
    HOLD_CONTACT = "hold_contact"
    WRITE_NOTE = "write_note"
    LOOK_AT_ROUTING = "look_at_routing"
    HANDLE_RESTRICTED = "handle_restricted"
    PROPOSE_REFERRAL = "propose_referral"
    APPROVE_REFERRAL = "approve_referral"
    HANDLE_CONFIDENTIAL = "handle_confidential"
    RECORD_MILESTONE = "record_milestone"
    RECORD_OUTCOME = "record_outcome"
    SEE_BOARD = "see_board"
    READ_RECORD = "read_record"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_UNITS = "manage_units"
    GIVE_TASK = "give_task"
    REPLY_TASK = "reply_task"
    KEY_IN = "key_in"
    SHARE_TEXTS = "share_texts"
    PROPOSE_RESULT = "propose_result"
    SUPERVISE = "supervise"
    ANSWER_SUPERVISION = "answer_supervision"
    FLAG_MAJOR = "flag_major"
    APPROVE_RESULT = "approve_result"
    ADVISE_ON_LEAD = "advise_on_lead"
    READ_LIST = "read_list"
    DRAFT_LIST = "draft_list"
    SUBMIT_LIST = "submit_list"
    REVIEW_LIST = "review_list"
    CONCLUDE_LIST_REVIEW = "conclude_list_review"
    DECIDE_LIST = "decide_list"
    REVIEW_LIST_DISCLOSURE = "review_list_disclosure"
    PUBLISH_LIST = "publish_list"
    WRITE_ANNUAL = "write_annual"
    SIGN_ANNUAL = "sign_annual"
    REVIEW_ANNUAL = "review_annual"
    FILE_PLAN = "file_plan"
    MANAGE_PARTNERS = "manage_partners"
    APPROVE_KEY = "approve_key"
    IMPORT_CASES = "import_cases"
    SHARE_MONTH = "share_month"
    MARK_ACCUSING = "mark_accusing"


# What needs no more than being let read the case.
READING: frozenset[Action | Right] = frozenset({Right.READ_CASE, Right.OPEN_EVIDENCE, Right.WRITE_NOTE})
_HANDLING: frozenset[Action | Right] = frozenset(
    {
        *READING,
        Right.REVEAL_CONTACT,
        Right.GIVE_TASK,
        Right.REPLY_TASK,
        Right.KEY_IN,
        Right.RECORD_OUTCOME,
        Right.PROPOSE_RESULT,
        Right.ANSWER_SUPERVISION,
        Right.READ_LIST,
        Right.DRAFT_LIST,
        Right.REVIEW_LIST,
        Right.WRITE_ANNUAL,
        Action.ACCEPT,
        Action.ASSIGN,
        Action.START,
        Action.OBJECT,
        Action.OBJECT_AGAIN,
        Action.SPLIT,
        Action.ASK_CITIZEN,
        Action.STOP_WAITING,
        Action.ANSWER,
        Action.CLOSE,
        Action.RESUME,
        Action.REFER,
        Action.TAKE_BACK,
        Action.SUSPEND_FOR_COURT,
        Action.RESUME_AFTER_COURT,
        Right.PROPOSE_REFERRAL,
        Right.RECORD_MILESTONE,
        # duplicates within one organ are its own business; across organs the office merges, as reach decides
        Action.MERGE,
        Action.UNMERGE,
        Action.UNMERGE_INTO_WORK,
        Action.UNMERGE_TO_OFFICE,
    }
)
REVIEWING = frozenset({Action.UPHOLD, Action.SEND_BACK})

ALLOWED: Mapping[Role, frozenset[Action | Right]] = {
    Role.CLERK: _HANDLING,
    Role.UNIT_HEAD: frozenset(
        {
            *_HANDLING,
            Right.HANDLE_RESTRICTED,
            Right.HANDLE_CONFIDENTIAL,
            Right.SHARE_TEXTS,
            Right.APPROVE_RESULT,
            Right.REVIEW_ANNUAL,
            Right.CONCLUDE_LIST_REVIEW,
            Right.REVIEW_LIST_DISCLOSURE,
        }
    ),
    Role.DEPARTMENT_HEAD: frozenset(
        {
            *_HANDLING,
            *REVIEWING,
            Action.EXTEND,
            Right.ADVISE_ON_LEAD,
            Right.SIGN_ANNUAL,
            Right.REVIEW_ANNUAL,
            Right.FLAG_MAJOR,
            Right.MANAGE_UNITS,
            Right.SHARE_TEXTS,
            Right.HANDLE_RESTRICTED,
            Right.APPROVE_REFERRAL,
            Right.HANDLE_CONFIDENTIAL,
            Right.APPROVE_RESULT,
            Right.SEE_BOARD,
            Right.SUBMIT_LIST,
            Right.CONCLUDE_LIST_REVIEW,
            Right.REVIEW_LIST_DISCLOSURE,
            Right.PUBLISH_LIST,
            Right.APPROVE_KEY,
        }
    ),
    Role.REVIEWER: frozenset({*READING, *REVIEWING, Right.HANDLE_RESTRICTED, Right.RECORD_MILESTONE}),
    Role.COORDINATOR: frozenset(
        {
            *READING,
            *REVIEWING,
            Right.REVEAL_CONTACT,
            Right.HOLD_CONTACT,
            Right.HANDLE_RESTRICTED,
            Right.PROPOSE_REFERRAL,
            Right.APPROVE_REFERRAL,
            Right.HANDLE_CONFIDENTIAL,
            Right.RECORD_MILESTONE,
            Action.REFER,
            Action.TAKE_BACK_TO_OFFICE,
            Right.GIVE_TASK,
            Right.SUPERVISE,
            Right.ANSWER_SUPERVISION,
            Right.FLAG_MAJOR,
            Action.ROUTE,
            Action.ANSWER_ELSEWHERE,
            Action.AGREE,
            Action.REFUSE,
            Action.SEEK_LEAD,
            Action.SETTLE_LEAD,
            Action.MERGE,
            Action.UNMERGE,
            Action.UNMERGE_INTO_WORK,
            Action.UNMERGE_TO_OFFICE,
            Action.RECALL,
            Right.LOOK_AT_ROUTING,
            Right.APPROVE_RESULT,
            Right.KEY_IN,
            Right.SHARE_TEXTS,
            Right.SEE_BOARD,
            Right.READ_LIST,
            Right.DECIDE_LIST,
            Right.WRITE_ANNUAL,
            Right.SIGN_ANNUAL,
            Right.REVIEW_ANNUAL,
            Right.FILE_PLAN,
            Right.MANAGE_PARTNERS,
            Right.IMPORT_CASES,
            Right.SHARE_MONTH,
            Right.MARK_ACCUSING,
        }
    ),
    Role.AUDITOR: frozenset({Right.READ_RECORD}),
    Role.ADMINISTRATOR: frozenset({Right.MANAGE_ACCOUNTS, Right.MANAGE_PARTNERS}),
    # What an organ's own system does with its cases. It sees no contact, no evidence and no restricted case,
    # decides nothing that takes a second person, and extends a limit only in the name of the head who did.
    Role.MACHINE: frozenset(
        {
            Right.READ_CASE,
            Right.PROPOSE_REFERRAL,
            Action.ACCEPT,
            Action.START,
            Action.OBJECT,
            Action.OBJECT_AGAIN,
            Action.SPLIT,
            Action.ASK_CITIZEN,
            Action.STOP_WAITING,
            Action.EXTEND,
            Action.ANSWER,
            Action.CLOSE,
        }
    ),
}

# What the receipt code allows to whoever holds it.
CITIZEN_ACTIONS = frozenset(
    {Action.FOLLOW, Action.REPLY, Action.WITHDRAW, Action.ASK_REVIEW, Action.ASK_SECOND_REVIEW}
)


def may(staff: Staff, what: Action | Right) -> bool:
    """Whether the role allows it at all; for a case, its reach decides as well."""
    return what in ALLOWED[staff.role]
