"""Which events of a case other systems are told of, what such an event is called there, and after which a
case counts as changed to them: nobody is told that something happened which they may not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from intake.cases import privacy
from intake.cases.events import Event
from intake.cases.milestones import MILESTONES
from intake.cases.notices import Delivery
from intake.cases.states import TRANSITIONS

LEFT = "case.left"  # told to an organ's system when a case goes to somebody else
TEST = "test"
TOLD: Mapping[Event, str] = {
    Event.CASE_ROUTED: "case.routed",
    Event.CASE_REFERRED_TO_OFFICE: "case.to_be_decided",
    Event.CASE_ACCEPTED: "case.accepted",
    Event.CASE_STARTED: "case.started",
    Event.CASE_OBJECTED: "case.objected",
    Event.OBJECTION_AGREED: "case.objection_agreed",
    Event.OBJECTION_REFUSED: "case.objection_refused",
    Event.BOUNCING_ENDED: "case.sent_up",
    Event.CASE_SPLIT: "case.split",
    Event.CASE_EXTENDED: "case.extended",
    Event.CASE_RESUMED: "case.resumed",
    Event.CASE_MERGED: "case.merged",
    Event.CASE_FOLLOWED: "case.merged",
    Event.CASE_UNMERGED: "case.unmerged",
    Event.CASE_WENT_ALONG: "case.went_along",
    Event.CASE_REFERRED: "case.referred",
    Event.REFERRAL_RETURNED: "case.taken_back",
    Event.CASE_RECALLED: "case.recalled",
    Event.CASE_REORGANISED: "case.reorganised",
    Event.QUESTION_ASKED: "case.question_asked",
    Event.QUESTION_ANSWERED: "case.question_answered",
    Event.QUESTION_DROPPED: "case.question_dropped",
    Event.INFORMATION_ADDED: "case.information_added",
    Event.LEAD_SOUGHT: "case.lead_sought",
    Event.LEAD_SETTLED: "case.lead_settled",
    Event.CASE_ANSWERED: "case.answered",
    Event.CASE_ANSWERED_ELSEWHERE: "case.answered_elsewhere",
    Event.CASE_CLOSED: "case.closed",
    Event.CASE_WITHDRAWN: "case.withdrawn",
    Event.REVIEW_ASKED: "case.review_asked",
    Event.REVIEW_ANSWERED: "case.review_answered",
    Event.SECOND_REVIEW_ASKED: "case.review_asked",
    Event.SECOND_REVIEW_ANSWERED: "case.review_answered",
}
# To the hotline that handed it over a case changes when its complainant may know why.
SEEN_BY_HANDER = privacy.TOLD
# The organ that has it reads its version too, which its own people's steps raise.
SEEN_BY_ORGAN = frozenset(
    {
        *privacy.TOLD,
        *TOLD,
        *MILESTONES,
        *(transition.event for transition in TRANSITIONS),
        Event.TASK_GIVEN,
        Event.OUTCOME_RECORDED,
        Event.REFERRAL_PROPOSED,
        Event.REFERRAL_APPROVED,
        Event.REFERRAL_REFUSED,
        Event.REFERRAL_SENT,
        Event.REFERRAL_RECEIVED,
        Event.REFERRAL_DECIDED,
    }
)


@dataclass(frozen=True, slots=True)
class Sent:
    """An event on its way to a partner. `number` is what the partner knows it by, `kind` what it is called
    there, `at` when it happened; `trouble` says in a few letters why the last try failed, `due_at` when the
    next one is."""

    id: int
    number: str
    kind: str
    delivery: Delivery
    attempts: int
    trouble: str
    at: datetime
    due_at: datetime
    finished_at: datetime | None
