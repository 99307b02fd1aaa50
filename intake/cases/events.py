"""The name of everything that is recorded: source:subject:action."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Event(StrEnum):
    """Events of cases and accounts. A name once used is never changed: old records carry it."""

    CASE_FILED = "citizen:case:filed"
    CASE_ROUTED = "routing:case:routed"
    CASE_REFERRED_TO_OFFICE = "routing:case:referred_to_office"
    CASE_ACCEPTED = "desk:case:accepted"
    CASE_ASSIGNED = "desk:case:assigned"
    CASE_HANDED_BACK = "desk:case:handed_back"
    CASE_ANSWERED = "desk:case:answered"
    CASE_ANSWERED_ELSEWHERE = "desk:case:answered_elsewhere"
    CASE_CLOSED = "desk:case:closed"
    CASE_STARTED = "desk:case:started"
    CASE_OBJECTED = "desk:case:objected"
    OBJECTION_AGREED = "desk:objection:agreed"
    OBJECTION_REFUSED = "desk:objection:refused"
    BOUNCING_ENDED = "desk:objection:sent_up"
    CASE_SPLIT = "desk:case:split"
    CASE_SPLIT_OFF = "desk:case:split_off"
    CASE_EXTENDED = "desk:case:extended"
    CASE_RESUMED = "desk:case:resumed"
    CASE_MERGED = "desk:case:merged"
    CASE_UNMERGED = "desk:case:unmerged"
    CASE_REFERRED = "desk:case:referred"
    REFERRAL_RETURNED = "desk:referral:returned"
    LITIGATION_BEGAN = "desk:litigation:began"
    LITIGATION_ENDED = "desk:litigation:ended"
    QUESTION_ASKED = "desk:question:asked"
    QUESTION_ANSWERED = "citizen:question:answered"
    QUESTION_DROPPED = "desk:question:dropped"
    CASE_WITHDRAWN = "citizen:case:withdrawn"
    CASE_RATED = "citizen:case:rated"
    REVIEW_ASKED = "citizen:review:asked"
    REVIEW_ANSWERED = "desk:review:answered"
    SECOND_REVIEW_ASKED = "citizen:second_review:asked"
    SECOND_REVIEW_ANSWERED = "desk:second_review:answered"
    LEAD_SOUGHT = "desk:lead:sought"
    LEAD_OPINION = "desk:lead:opinion_given"
    LEAD_DECIDED = "desk:lead:decided"
    LEAD_SETTLED = "desk:lead:settled"
    TASK_GIVEN = "desk:task:given"
    TASK_REPLIED = "desk:task:replied"
    TASK_STALLED = "desk:task:stalled"
    CONTACT_REVEALED = "desk:contact:revealed"
    EVIDENCE_OPENED = "desk:evidence:opened"
    USER_ADDED = "account:user:added"
    PASSWORD_CHANGED = "account:password:changed"  # noqa: S105 - an event name, not a password
    LOGGED_IN = "account:session:opened"
    LOGGED_OUT = "account:session:closed"
    SESSION_ENDED = "account:session:ended"
    SECOND_FACTOR_ENROLLED = "account:second_factor:enrolled"
    SECOND_FACTOR_REFUSED = "account:second_factor:refused"
    SECOND_FACTOR_REMOVED = "account:second_factor:removed"
    RECOVERY_CODE_USED = "account:recovery_code:used"
    USER_LOCKED = "account:user:locked"
    USER_UNLOCKED = "account:user:unlocked"
    USER_RESET = "account:user:reset"
    USER_ROLE_CHANGED = "account:user:role_changed"
    SIGN_ON_LINKED = "account:sign_on:linked"
    SIGN_ON_UNLINKED = "account:sign_on:unlinked"
    LOGIN_REFUSED = "account:session:refused"
    APIKEY_ADDED = "account:apikey:added"
    OWN_DATA_EXPORTED = "citizen:data:exported"
    CONTACT_CORRECTED = "citizen:contact:corrected"
    CONTACT_ERASED_BY_OWNER = "citizen:contact:erased"
    CONTACT_ERASED = "retention:contact:erased"
    RETENTION_RUN = "operator:retention:run"
    HOLD_PLACED = "desk:hold:placed"
    HOLD_RELEASED = "desk:hold:released"
    KEY_ADDED = "operator:key:added"
    FIELDS_SEALED_ANEW = "operator:fields:sealed_anew"
    KEYS_RETIRED = "operator:key:retired"
    AUDIT_EXPORTED = "operator:audit:exported"
    NOTE_WRITTEN = "desk:note:written"
    CASE_FOLLOWED = "citizen:case:followed"
    MERGE_LEAD_CHANGED = "desk:merge:lead_changed"
    INFORMATION_ADDED = "citizen:information:added"
    PERSON_ASKED = "citizen:routing:person_asked"
    PERSON_LOOKED = "desk:routing:looked_at"
    CASE_RECALLED = "desk:case:recalled"
    TASK_RETURNED = "desk:task:returned"
    TASK_WITHDRAWN = "desk:task:withdrawn"
    UNIT_ADDED = "account:unit:added"
    UNIT_RENAMED = "account:unit:renamed"
    UNIT_DISSOLVED = "account:unit:dissolved"
    UNIT_MEMBER_PLACED = "account:unit:member_placed"
    DEPUTY_NAMED = "account:deputy:named"
    LEAVE_TAKEN = "account:leave:taken"
    LEAVE_CANCELLED = "account:leave:cancelled"
    CASE_KEYED_IN = "desk:case:keyed_in"
    LIST_EXPORTED = "desk:list:exported"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One line of the record. `staff_id`/`staff_name` are None when nobody of the staff acted.

    `detail` holds short facts by name (organ, reason, item); never an identity, a receipt code
    or complaint text.
    """

    event: Event
    at: datetime
    case_id: int | None = None
    staff_id: int | None = None
    staff_name: str | None = None
    detail: dict[str, str] = field(default_factory=dict)
