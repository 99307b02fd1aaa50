"""What the holder of the receipt code is shown. A view holds what may be shown and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Verdict
from intake.cases.routing import Certificate
from intake.cases.states import REVIEWING, State
from intake.cases.telling import event_words, state_words, together_words, waits_for, what_happens_next
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """One line of the citizen's time line. `detail` is an organ's name or a place to go, or empty."""

    at: datetime
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """What must be done by when. `binds` is organ, citizen or partner; `unverified`: nobody has read the
    article that sets the limit."""

    at: datetime
    words: str
    binds: str
    unverified: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the case now, and how to find them; empty where the registry does not know."""

    name: str
    address: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """The case that this one goes along with, its record, and since when."""

    lead: Case
    record: tuple[Recorded, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class PublicView:
    """What the holder of the receipt code sees: no staff names, no internal reasons, no contact.

    `due_at`: by when an organ must act next, if that is known; `dues`: every limit that runs. `why`: why the
    holder has it, in one sentence. `together`: it goes along with another case, whose progress and answer
    these are. `elsewhere`: the answer is where to turn to, and nobody dealt with it here.
    """

    case_number: str
    state: State
    state_words: str
    next_words: str
    waits_for: str
    filed_at: datetime
    holder: str
    office: Holder
    why: str
    answer: str | None
    verdict: Verdict | None
    certificate: Certificate
    timeline: tuple[PublicEntry, ...]
    due_at: datetime | None
    dues: tuple[Due, ...]
    together: bool
    elsewhere: bool


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
    Event.CASE_RECALLED: "organ",
    Event.CASE_REORGANISED: "organ",
    Event.CASE_SPLIT: "goes_to",
    Event.CASE_EXTENDED: "until",
    Event.CASE_RESUMED: None,
    Event.CASE_FOLLOWED: None,
    Event.CASE_MERGED: None,
    Event.CASE_UNMERGED: "organ",
    Event.MERGE_LEAD_CHANGED: None,
    Event.CASE_REFERRED: "goes_to",
    Event.REFERRAL_RETURNED: None,
    Event.REFERRAL_RECEIVED: None,
    Event.REFERRAL_DECIDED: None,
    Event.FIRST_FEEDBACK: None,
    Event.ENFORCEMENT_DECIDED: None,
    Event.ENFORCEMENT_OPENED: None,
    Event.ENFORCEMENT_CONCLUDED: None,
    Event.MEDIATION_ENDED: None,
    Event.HEARING_OPENED: None,
    Event.HEARING_CLOSED: None,
    Event.LITIGATION_BEGAN: None,
    Event.LITIGATION_ENDED: None,
    Event.QUESTION_ASKED: None,
    Event.QUESTION_ANSWERED: None,
    Event.QUESTION_DROPPED: None,
    Event.INFORMATION_ADDED: None,
    Event.PERSON_ASKED: None,
    Event.PERSON_LOOKED: None,
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
TOLD = frozenset(_PUBLIC)
_ANSWERS = (Event.CASE_ANSWERED, Event.CASE_ANSWERED_ELSEWHERE)
# What of the lead's record those who go along are told: the organs' work, nothing the other person did.
SHARED = frozenset(
    {
        Event.CASE_ROUTED,
        Event.CASE_ACCEPTED,
        Event.CASE_HANDED_BACK,
        Event.CASE_STARTED,
        Event.OBJECTION_AGREED,
        Event.OBJECTION_REFUSED,
        Event.BOUNCING_ENDED,
        Event.CASE_RECALLED,
        Event.CASE_REORGANISED,
        Event.CASE_SPLIT,
        Event.CASE_EXTENDED,
        Event.CASE_RESUMED,
        Event.CASE_REFERRED,
        Event.REFERRAL_RETURNED,
        Event.LITIGATION_BEGAN,
        Event.LITIGATION_ENDED,
        Event.LEAD_SOUGHT,
        Event.LEAD_SETTLED,
        Event.CASE_ANSWERED,
        Event.CASE_ANSWERED_ELSEWHERE,
        Event.CASE_CLOSED,
    }
)


def public_view(
    case: Case,
    record: Iterable[Recorded],
    office: Holder,
    dues: Iterable[Due] = (),
    together: Together | None = None,
) -> PublicView:
    """The citizen's view. `office` has the case now; it, `dues` and `together` are the lead's where this case
    goes along with another."""
    record = tuple(record)
    shown = together.lead if together else case
    if together:
        told, following = together_words(shown.state)
    else:
        told, following = state_words(case.state), what_happens_next(case.state)
    return PublicView(
        case_number=case.number,
        state=case.state,
        state_words=told,
        next_words=following,
        waits_for=waits_for(case.state),
        filed_at=case.filed_at,
        holder=office.name,
        office=office,
        why=_why(case, together),
        answer=shown.answer,
        verdict=shown.verdict,
        certificate=case.certificate,
        timeline=tuple(_timeline(record, together)),
        due_at=shown.next_due_at,
        dues=tuple(dues),
        together=together is not None,
        elsewhere=_elsewhere(record),
    )


def _elsewhere(record: Iterable[Recorded]) -> bool:
    """Whether the last answer told where to turn to."""
    answers = [line.event for line in record if line.event in _ANSWERS]
    return answers[-1:] == [Event.CASE_ANSWERED_ELSEWHERE]


def _timeline(record: Iterable[Recorded], together: Together | None) -> Iterator[PublicEntry]:
    lines = [line for line in record if line.event in _PUBLIC]
    if together:
        lead = (line for line in together.record if line.event in SHARED and line.at >= together.since)
        lines = sorted((*lines, *lead), key=lambda line: line.at)
    yield from map(told, lines)


def told(line: Recorded) -> PublicEntry:
    """What the complainant is told of one of TOLD."""
    fact = _PUBLIC[line.event]
    return PublicEntry(line.at, event_words(line.event), line.detail.get(fact, "") if fact else "")


def _why(case: Case, together: Together | None) -> str:
    """Why it is where it is, in one sentence."""
    made = case.certificate
    reasons = (
        (together is not None, _("和同一件事的另一件投诉一起办理。")),
        (case.state in REVIEWING, _("复查、复核由上一级机关或者协调办公室办理。")),
        (bool(made.accused), _("您反映的是部门或者它的工作人员，不交给那个部门。")),
        (made.rule == "office", _("协调办公室研究后，确定由它办理。")),
        (not made.decided, _("系统没有把握归谁管，由协调办公室的工作人员判断。")),
        (not made.environmental, _("看起来不属于生态环境的事，由协调办公室的工作人员判断。")),
    )
    listed = _("公开的责任清单写明，“{matter}”由{department}部门牵头。")
    by_list = listed.format(matter=made.matter or "", department=made.department)
    return next((words for applies, words in reasons if applies), by_list)
