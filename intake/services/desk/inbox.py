"""What staff see of cases: lists, one case, its files, and, on the record, who complained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import NotFound, NotPermitted
from intake.cases.events import Event, Recorded
from intake.cases.model import ORGAN_ROLES, Case, Contact, Evidence, Role, Staff
from intake.cases.ownership import holder_name, place_name, regions_below
from intake.cases.permissions import Right, actions_for, may
from intake.cases.privacy import DeskView, Names, desk_view
from intake.cases.states import OVER, REVIEWING, WORKING, State
from intake.cases.telling import state_words
from intake.services.casework import clockwork
from intake.services.casework.clockwork import ClockView
from intake.services.casework.step import find_case, required
from intake.services.context import Context
from intake.store import accounts, drafts, events, objections
from intake.store import cases as store
from intake.store.cases import Listed, Wanted
from intake.words import gettext as _

T = TypeVar("T")

PAGE_SIZE = 20
_TITLE_CHARACTERS = 40


class Queue(StrEnum):
    """The lists of a desk; `queues_for` says which a person has."""

    TO_DECIDE = "to_decide"
    NEW = "new"
    MINE = "mine"
    WORKING = "working"
    ANSWERED = "answered"
    WAITING = "waiting"
    REVIEW = "review"
    CLOSED = "closed"
    ALL = "all"


_RESTING = (
    State.OBJECTED,
    State.WAITING,
    State.WITHOUT_LEAD,
    State.REFERRED,
    State.IN_LITIGATION,
)
_STATES: Mapping[Queue, tuple[State, ...]] = {
    Queue.TO_DECIDE: (State.TO_BE_DECIDED, State.OBJECTED),
    Queue.NEW: (State.ROUTED,),
    Queue.MINE: tuple(state for state in State if state not in (*OVER, State.RECEIVED)),
    Queue.WORKING: WORKING,
    Queue.ANSWERED: (State.ANSWERED,),
    Queue.WAITING: _RESTING,
    Queue.REVIEW: REVIEWING,
    Queue.CLOSED: (*OVER, State.MERGED),
    Queue.ALL: (),
}

_ORGAN_QUEUES = (
    Queue.NEW,
    Queue.MINE,
    Queue.WORKING,
    Queue.WAITING,
    Queue.ANSWERED,
    Queue.REVIEW,
    Queue.CLOSED,
    Queue.ALL,
)
_OFFICE_QUEUES = (Queue.TO_DECIDE, *(queue for queue in _ORGAN_QUEUES if queue is not Queue.MINE))


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list. `title` is the complainant's, or the beginning of the text. `due_at`: by when an
    organ must act next."""

    case_number: str
    state: State
    state_words: str
    title: str
    place: str
    address: str
    matter: str | None
    holder: str
    assignee: str | None
    filed_at: datetime
    due_at: datetime | None
    late: bool


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
    if staff.role is Role.COORDINATOR:
        return _OFFICE_QUEUES
    return _ORGAN_QUEUES if staff.role in ORGAN_ROLES else ()


def counts(ctx: Context, staff: Staff) -> dict[Queue, int]:
    """How many cases each of the person's lists holds."""
    with ctx.database.reading() as connection:
        return {queue: store.count(connection, _wanted(ctx, staff, queue)) for queue in queues_for(staff)}


def inbox(ctx: Context, staff: Staff, queue: Queue, page: int = 1) -> Page[CaseRow]:
    """One page of 20, longest-waiting first. Raises NotPermitted for a list the person does not have."""
    wanted = _wanted(ctx, staff, queue)
    with ctx.database.reading() as connection:
        total = store.count(connection, wanted)
        pages = max(1, -(-total // PAGE_SIZE))
        page = min(max(page, 1), pages)
        found = store.list_cases(connection, wanted, PAGE_SIZE, (page - 1) * PAGE_SIZE)
    return Page(tuple(_row(ctx, each) for each in found), page, pages, total)


def case(ctx: Context, staff: Staff, case_number: str) -> DeskView:
    """One case. Raises NotFound when there is none, NotPermitted when it is out of reach."""
    with ctx.database.reading() as connection:
        found = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        record = events.of_case(connection, found.id)
        files = _files(connection, found)
        assignee = accounts.name_of(connection, found.assignee_id) if found.assignee_id else None
    return desk_view(
        found, record, files, actions_for(staff, found.state, found.owner), _names(ctx, found, assignee)
    )


def clocks(ctx: Context, staff: Staff, case_number: str) -> list[ClockView]:
    """Every clock of a case as it stands now, in the order they were started. Raises what `case` raises."""
    with ctx.database.reading() as connection:
        found = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        return [clockwork.view(ctx, each) for each in clockwork.of_case(ctx, connection, found.id)]


def colleagues(ctx: Context, staff: Staff) -> list[Staff]:
    """Who somebody of an organ can assign a case to: the active clerks of the same organ, by name."""
    if staff.role not in ORGAN_ROLES or staff.department is None:
        return []
    with ctx.database.reading() as connection:
        return accounts.clerks_of(connection, staff.region, staff.department)


def evidence(ctx: Context, staff: Staff, case_number: str, evidence_id: str) -> EvidenceFile:
    """One file of a case; opening it is recorded. Raises NotFound or NotPermitted."""
    with ctx.database.writing() as connection:
        found = find_case(ctx, connection, staff, case_number, Right.OPEN_EVIDENCE)
        files = {file.id: file for file in _files(connection, found)}
        if evidence_id not in files:
            raise NotFound(_("没有这份材料。"))
        file = files[evidence_id]
        opened = Recorded(Event.EVIDENCE_OPENED, ctx.now(), found.id, staff.id, detail={"file": file.name})
        events.record(connection, opened)
    return EvidenceFile(ctx.files.path(file.id), file.mime, file.name)


def reveal_contact(ctx: Context, staff: Staff, case_number: str, reason: str) -> Contact:
    """The complainant's contact; the reading and its reason are recorded.

    Raises BadInput("reason") without a reason, NotFound when the complainant is anonymous, NotPermitted.
    """
    said = required("reason", tidy(reason), most=500)
    with ctx.database.writing() as connection:
        found = find_case(ctx, connection, staff, case_number, Right.REVEAL_CONTACT)
        contact = store.open_contact(connection, ctx.keys.fields, found.id)
        if contact is None:
            raise NotFound(_("这件投诉是匿名的，没有联系方式。"))
        read = Recorded(Event.CONTACT_REVEALED, ctx.now(), found.id, staff.id, detail={"reason": said})
        events.record(connection, read)
    return contact


def _files(connection: Connection, found: Case) -> tuple[Evidence, ...]:
    """The files of a case; a case split off another has those of the whole."""
    return tuple(drafts.evidence_of_case(connection, objections.whole_of(connection, found.id)))


def _wanted(ctx: Context, staff: Staff, queue: Queue) -> Wanted:
    """The reach of the person and the states of the list, as one question to the database."""
    if not may(staff, Right.READ_CASE) or queue not in queues_for(staff):
        raise NotPermitted(_("您的账号没有这个列表。"))
    of_organ = staff.role in ORGAN_ROLES
    return Wanted(
        regions=(staff.region,) if of_organ else regions_below(ctx.registry, staff.region),
        department=(staff.department or "") if of_organ else None,
        states=_STATES[queue],
        assignee_id=staff.id if queue is Queue.MINE else None,
        newest_first=queue in (Queue.CLOSED, Queue.ALL),
    )


def _row(ctx: Context, listed: Listed) -> CaseRow:
    return CaseRow(
        case_number=listed.number,
        state=listed.state,
        state_words=state_words(listed.state),
        title=listed.title or _beginning(listed.text),
        place=place_name(listed.region, ctx.registry),
        address=listed.address,
        matter=listed.matter,
        holder=holder_name(listed.owner, ctx.registry, ctx.today()),
        assignee=listed.assignee,
        filed_at=listed.filed_at,
        due_at=listed.next_due_at,
        late=listed.next_due_at is not None and listed.next_due_at < ctx.now(),
    )


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_CHARACTERS else line[:_TITLE_CHARACTERS] + "…"


def _names(ctx: Context, found: Case, assignee: str | None) -> Names:
    return Names(
        holder=holder_name(found.owner, ctx.registry, ctx.today()),
        place=place_name(found.certificate.region, ctx.registry),
        assignee=assignee,
    )
