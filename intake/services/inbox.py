"""What staff see of cases: lists, one case, its files, and, on the record, who complained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from intake.cases.model import Contact, Staff
from intake.cases.privacy import DeskView
from intake.cases.states import State
from intake.services.context import Context

T = TypeVar("T")


class Queue(StrEnum):
    """The lists of a desk; `queues_for` says which a person has."""

    TO_DECIDE = "to_decide"
    NEW = "new"
    MINE = "mine"
    WORKING = "working"
    ANSWERED = "answered"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list. `title` is the complainant's, or the beginning of the text."""

    case_number: str
    state: State
    state_words: str
    title: str
    place: str
    matter: str | None
    holder: str
    assignee: str | None
    filed_at: datetime


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; `page` counts from 1, `pages` is at least 1."""

    items: tuple[T, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A stored file to send: never inline anything but images and video."""

    path: Path
    mime: str
    name: str


def queues_for(staff: Staff) -> tuple[Queue, ...]:
    """The lists this person's desk has, in order; the first is the one to open."""
    raise NotImplementedError


def counts(ctx: Context, staff: Staff) -> dict[Queue, int]:
    """How many cases each of the person's lists holds."""
    raise NotImplementedError


def inbox(ctx: Context, staff: Staff, queue: Queue, page: int = 1) -> Page[CaseRow]:
    """One page of 20, longest-waiting first. Raises NotPermitted for a list the person does not have."""
    raise NotImplementedError


def case(ctx: Context, staff: Staff, case_number: str) -> DeskView:
    """One case. Raises NotFound when there is none, NotPermitted when it is out of reach."""
    raise NotImplementedError


def colleagues(ctx: Context, staff: Staff) -> list[Staff]:
    """Who a clerk can assign a case to: the active clerks of the same organ, by name."""
    raise NotImplementedError


def evidence(ctx: Context, staff: Staff, case_number: str, evidence_id: str) -> EvidenceFile:
    """One file of a case; opening it is recorded. Raises NotFound or NotPermitted."""
    raise NotImplementedError


def reveal_contact(ctx: Context, staff: Staff, case_number: str, reason: str) -> Contact:
    """The complainant's contact; the reading and its reason are recorded.

    Raises BadInput("reason") without a reason, NotFound when the complainant is anonymous, NotPermitted.
    """
    raise NotImplementedError
