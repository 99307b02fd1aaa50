"""What each reader of a case is shown. A view holds what may be shown and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Evidence, Location
from intake.cases.routing import Certificate
from intake.cases.states import Action, State, what_happens_next, words
from intake.words import gettext as _
from intake.words import mark


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """One line of the citizen's time line. `detail` is an organ's name or a place to go, or empty."""

    at: datetime
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PublicView:
    """What the holder of the receipt code sees: no staff names, no internal reasons, no contact."""

    case_number: str
    state: State
    state_words: str
    next_words: str
    filed_at: datetime
    holder: str
    answer: str | None
    certificate: Certificate
    timeline: tuple[PublicEntry, ...]


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """One line of the desk's time line, with who did it and why."""

    at: datetime
    event: Event
    words: str
    staff_name: str | None
    detail: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DeskView:
    """What staff within reach see: all but the contact, which is opened apart, on the record."""

    case_number: str
    version: int
    state: State
    state_words: str
    holder: str
    assignee: str | None
    title: str
    text: str
    location: Location
    place: str
    occurred_at: str
    ongoing: bool | None
    has_contact: bool
    filed_at: datetime
    source: str
    answer: str | None
    certificate: Certificate
    evidence: tuple[Evidence, ...]
    timeline: tuple[DeskEntry, ...]
    actions: tuple[Action, ...]


_EVENT_WORDS: Mapping[Event, str] = {
    Event.CASE_FILED: mark("投诉已收到并登记"),
    Event.CASE_ROUTED: mark("转给负责部门"),
    Event.CASE_REFERRED_TO_OFFICE: mark("交协调办公室确定由谁办理"),
    Event.CASE_ACCEPTED: mark("部门已受理"),
    Event.CASE_ASSIGNED: mark("指定承办人"),
    Event.CASE_HANDED_BACK: mark("退回协调办公室重新确定"),
    Event.CASE_ANSWERED: mark("部门已答复"),
    Event.CASE_ANSWERED_ELSEWHERE: mark("已告知应当去哪里反映"),
    Event.CASE_CLOSED: mark("已办结"),
    Event.CONTACT_REVEALED: mark("查看联系方式"),
    Event.EVIDENCE_OPENED: mark("查看材料"),
}

# What a complainant's time line tells, and which fact of the event goes with it.
_PUBLIC: Mapping[Event, str | None] = {
    Event.CASE_FILED: None,
    Event.CASE_ROUTED: "organ",
    Event.CASE_REFERRED_TO_OFFICE: "organ",
    Event.CASE_ACCEPTED: "organ",
    Event.CASE_HANDED_BACK: "organ",
    Event.CASE_ANSWERED: "organ",
    Event.CASE_ANSWERED_ELSEWHERE: "goes_to",
    Event.CASE_CLOSED: None,
}


def public_view(case: Case, record: Iterable[Recorded], holder: str) -> PublicView:
    """The citizen's view. `holder` is the name of the organ or office that has the case now."""
    return PublicView(
        case_number=case.number,
        state=case.state,
        state_words=words(case.state),
        next_words=what_happens_next(case.state),
        filed_at=case.filed_at,
        holder=holder,
        answer=case.answer,
        certificate=case.certificate,
        timeline=tuple(_public_entry(line) for line in record if line.event in _PUBLIC),
    )


@dataclass(frozen=True, slots=True)
class Names:
    """Names a desk needs beside the case: its holder's, its place's (full, or empty), its assignee's."""

    holder: str
    place: str
    assignee: str | None


def desk_view(
    case: Case,
    record: Iterable[Recorded],
    evidence: Iterable[Evidence],
    actions: Iterable[Action],
    names: Names,
) -> DeskView:
    """The desk's view of a case within reach."""
    said = case.complaint
    return DeskView(
        case_number=case.number,
        version=case.version,
        state=case.state,
        state_words=words(case.state),
        holder=names.holder,
        assignee=names.assignee,
        title=said.title,
        text=said.text,
        location=said.location,
        place=names.place,
        occurred_at=said.occurred_at,
        ongoing=said.ongoing,
        has_contact=case.has_contact,
        filed_at=case.filed_at,
        source=case.source,
        answer=case.answer,
        certificate=case.certificate,
        evidence=tuple(evidence),
        timeline=tuple(_desk_entry(line) for line in record),
        actions=tuple(actions),
    )


def event_words(event: Event) -> str:
    """An event in words; its name when it never appears on a time line."""
    return _(_EVENT_WORDS.get(event, event.value))


def _public_entry(line: Recorded) -> PublicEntry:
    fact = _PUBLIC[line.event]
    return PublicEntry(line.at, event_words(line.event), line.detail.get(fact, "") if fact else "")


def _desk_entry(line: Recorded) -> DeskEntry:
    return DeskEntry(line.at, line.event, event_words(line.event), line.staff_name, line.detail)
