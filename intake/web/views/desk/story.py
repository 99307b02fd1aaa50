"""What happened to a case as a story: each step in words, with what was written at it."""

from collections.abc import Mapping
from dataclasses import dataclass

from intake.cases.events import Event
from intake.cases.messages import Kind, Message
from intake.cases.privacy import DeskEntry, DeskView

# Opened files are on the record, but a story in which every glance is a line is not read.
UNTOLD = {Event.EVIDENCE_OPENED, Event.NOTE_WRITTEN}

# Which writing belongs to which step; each is told once, in order.
_WRITTEN: Mapping[Event, Kind] = {
    Event.QUESTION_ASKED: Kind.QUESTION,
    Event.QUESTION_ANSWERED: Kind.REPLY,
    Event.CASE_WITHDRAWN: Kind.WITHDRAWAL,
    Event.REVIEW_ASKED: Kind.REVIEW_REQUEST,
    Event.SECOND_REVIEW_ASKED: Kind.REVIEW_REQUEST,
    Event.REVIEW_ANSWERED: Kind.REVIEW_OPINION,
    Event.SECOND_REVIEW_ANSWERED: Kind.REVIEW_OPINION,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the story; `said` is what was written then, or empty."""

    entry: DeskEntry
    said: str


def story(view: DeskView) -> list[Line]:
    """The whole story, oldest first."""
    waiting = list(view.papers.messages)
    return [Line(entry, _said(entry, waiting)) for entry in view.timeline if entry.event not in UNTOLD]


def _said(entry: DeskEntry, waiting: list[Message]) -> str:
    """What was written at this step, taken off the heap."""
    kind = _WRITTEN.get(entry.event)
    found = next((each for each in waiting if each.kind is kind), None)
    if found is None:
        return ""
    waiting.remove(found)
    return found.text
