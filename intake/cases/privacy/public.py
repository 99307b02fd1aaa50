"""What the holder of the receipt code is shown. A view holds what may be shown and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from intake.cases.events import Event, Recorded
from intake.cases.model import Case
from intake.cases.routing import Certificate
from intake.cases.states import State
from intake.cases.telling import event_words, state_words, what_happens_next


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """One line of the citizen's time line. `detail` is an organ's name or a place to go, or empty."""

    at: datetime
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PublicView:
    """What the holder of the receipt code sees: no staff names, no internal reasons, no contact.

    `due_at`: by when an organ must act next, if that is known.
    """

    case_number: str
    state: State
    state_words: str
    next_words: str
    filed_at: datetime
    holder: str
    answer: str | None
    certificate: Certificate
    timeline: tuple[PublicEntry, ...]
    due_at: datetime | None


# What a complainant's time line tells, and which fact of the event goes with it.
_PUBLIC: Mapping[Event, str | None] = {
    Event.CASE_FILED: None,
    Event.CASE_ROUTED: "organ",
    Event.CASE_REFERRED_TO_OFFICE: "organ",
    Event.CASE_ACCEPTED: "organ",
    Event.CASE_HANDED_BACK: "organ",
    Event.CASE_STARTED: None,
    Event.CASE_OBJECTED: "organ",
    Event.OBJECTION_AGREED: "organ",
    Event.OBJECTION_REFUSED: "organ",
    Event.BOUNCING_ENDED: "organ",
    Event.CASE_SPLIT: "goes_to",
    Event.CASE_EXTENDED: "until",
    Event.CASE_RESUMED: None,
    Event.CASE_MERGED: None,
    Event.CASE_UNMERGED: "organ",
    Event.CASE_REFERRED: "goes_to",
    Event.REFERRAL_RETURNED: None,
    Event.LITIGATION_BEGAN: None,
    Event.LITIGATION_ENDED: None,
    Event.QUESTION_ASKED: None,
    Event.QUESTION_ANSWERED: None,
    Event.QUESTION_DROPPED: None,
    Event.CASE_WITHDRAWN: None,
    Event.CASE_RATED: None,
    Event.REVIEW_ASKED: "organ",
    Event.REVIEW_ANSWERED: "organ",
    Event.SECOND_REVIEW_ASKED: "organ",
    Event.SECOND_REVIEW_ANSWERED: "organ",
    Event.LEAD_SOUGHT: "organ",
    Event.LEAD_SETTLED: "organ",
    Event.CASE_ANSWERED: "organ",
    Event.CASE_ANSWERED_ELSEWHERE: "goes_to",
    Event.CASE_CLOSED: None,
}


def public_view(case: Case, record: Iterable[Recorded], holder: str) -> PublicView:
    """The citizen's view. `holder` is the name of the organ or office that has the case now."""
    return PublicView(
        case_number=case.number,
        state=case.state,
        state_words=state_words(case.state),
        next_words=what_happens_next(case.state),
        filed_at=case.filed_at,
        holder=holder,
        answer=case.answer,
        certificate=case.certificate,
        timeline=tuple(_public_entry(line) for line in record if line.event in _PUBLIC),
        due_at=case.next_due_at,
    )


def _public_entry(line: Recorded) -> PublicEntry:
    fact = _PUBLIC[line.event]
    return PublicEntry(line.at, event_words(line.event), line.detail.get(fact, "") if fact else "")
