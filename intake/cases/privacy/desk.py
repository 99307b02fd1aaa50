"""What staff within reach are shown of a case. A view holds what may be shown and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Closing, Evidence, Location, Verdict
from intake.cases.papers import Papers
from intake.cases.routing import Certificate
from intake.cases.states import Action, State
from intake.cases.telling import event_at_desk, state_words

# What is told of the complainant's contact, to who may open it.
_OF_CONTACT = frozenset(
    {
        Event.CONTACT_REVEALED,
        Event.CONTACT_CORRECTED,
        Event.CONTACT_ERASED,
        Event.CONTACT_ERASED_BY_OWNER,
        Event.OWN_DATA_EXPORTED,
        Event.HOLD_PLACED,
        Event.HOLD_RELEASED,
    }
)


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
    """What staff within reach see: all but the contact, which is opened apart, on the record.

    `reads_only`: of somebody who may not do anything with the case; see `for_reading`.
    """

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
    verdict: Verdict | None = None
    closing: Closing | None = None
    profile: str | None = None
    restricted: bool = False
    reads_only: bool = False
    papers: Papers = field(default_factory=Papers)


@dataclass(frozen=True, slots=True)
class Names:
    """Names a desk needs beside the case: its holder's, its place's (full, or empty), its assignee's."""

    holder: str
    place: str
    assignee: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a case beside itself: its record, its files."""

    record: Iterable[Recorded]
    evidence: Iterable[Evidence]


def desk_view(case: Case, kept: Kept, actions: Iterable[Action], names: Names, papers: Papers) -> DeskView:
    """The desk's view of a case within reach."""
    said = case.complaint
    return DeskView(
        case_number=case.number,
        version=case.version,
        state=case.state,
        state_words=state_words(case.state),
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
        evidence=tuple(kept.evidence),
        timeline=tuple(_desk_entry(line) for line in kept.record if line.event is not Event.SEALED_REFERRAL),
        actions=tuple(actions),
        verdict=case.verdict,
        closing=case.closing,
        profile=case.profile,
        restricted=case.restricted,
        papers=papers,
    )


def for_reading(view: DeskView) -> DeskView:
    """The view of who is only let read, as a supporting organ is: no steps, nothing of who complained."""
    told = tuple(line for line in view.timeline if line.event not in _OF_CONTACT)
    papers = replace(view.papers, hold=None)
    return replace(view, actions=(), has_contact=False, timeline=told, papers=papers, reads_only=True)


def _desk_entry(line: Recorded) -> DeskEntry:
    return DeskEntry(line.at, line.event, event_at_desk(line.event), line.staff_name, line.detail)
