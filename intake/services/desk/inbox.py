"""What staff see of cases: lists, one case, its files, and, on the record, who complained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, Generic, TypeVar

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import NotFound
from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Contact, Evidence, Staff
from intake.cases.ownership import holder_name, place_name
from intake.cases.permissions import Right
from intake.cases.privacy import DeskView, Kept, Names, desk_view, for_reading
from intake.cases.reach import actions_for, within_reach
from intake.services.casework import clockwork
from intake.services.casework.clockwork import ClockView
from intake.services.casework.step import find_case, required, standing
from intake.services.context import Context
from intake.services.desk import filters
from intake.services.desk.asking import wanted_by
from intake.services.desk.filters import Filters
from intake.services.desk.papers import gather
from intake.services.desk.queues import Queue, queues_for
from intake.services.desk.rows import CaseRow, row_of
from intake.store.cases import case_lists, objections
from intake.store.cases import cases as store
from intake.store.desk import desk_day
from intake.store.filing import drafts
from intake.store.records import events
from intake.store.staff import accounts
from intake.words import gettext as _

T = TypeVar("T")

PAGE_SIZE = 20
MOST_COUNTED = case_lists.COUNTED
MOST_ON_PAPER = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; `page` counts from 1, `pages` is at least 1; a `total` above MOST_COUNTED only says
    that there are more, which further filters bring within reach."""

    items: tuple[T, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A stored file to send: never inline anything but images and video."""

    content: BinaryIO
    mime: str
    name: str


def counts(ctx: Context, staff: Staff) -> dict[Queue, int]:
    """How many cases each of the person's lists holds; more than `MOST_COUNTED` are not counted on."""
    asked = {queue: wanted_by(ctx, staff, queue) for queue in queues_for(staff)}
    with ctx.database.reading() as connection:
        found = case_lists.counts(connection, {queue.value: wanted for queue, wanted in asked.items()})
    return {queue: found[queue.value] for queue in asked}


def waiting(ctx: Context, staff: Staff) -> tuple[int, int]:
    """How many unread notes mention the person, and how many tasks their organ was asked for."""
    with ctx.database.reading() as connection:
        return desk_day.waiting(connection, staff)


def inbox(
    ctx: Context, staff: Staff, queue: Queue, page: int = 1, asked: Filters = filters.NONE
) -> Page[CaseRow]:
    """One page of 20 of a list as filtered. Raises NotPermitted for a list the person does not have."""
    wanted = wanted_by(ctx, staff, queue, asked)
    with ctx.database.reading() as connection:
        total = case_lists.counts(connection, {"all": wanted})["all"]
        pages = max(1, -(-min(total, MOST_COUNTED) // PAGE_SIZE))
        page = min(max(page, 1), pages)
        found = case_lists.page(connection, wanted, PAGE_SIZE, (page - 1) * PAGE_SIZE)
    return Page(tuple(row_of(ctx, each) for each in found), page, pages, total)


def for_paper(
    ctx: Context, staff: Staff, queue: Queue, asked: Filters, numbers: Sequence[str] | None
) -> tuple[CaseRow, ...]:
    """A list in its order for one print-out; `numbers`: only these of it."""
    wanted = replace(wanted_by(ctx, staff, queue, asked), numbers=numbers)
    with ctx.database.reading() as connection:
        return tuple(row_of(ctx, each) for each in case_lists.page(connection, wanted, MOST_ON_PAPER, 0))


def next_case(
    ctx: Context, staff: Staff, queue: Queue, after: str, asked: Filters = filters.NONE
) -> str | None:
    """The number of the case to take up after one of the same list; None when the list holds no other."""
    wanted = wanted_by(ctx, staff, queue, asked)
    with ctx.database.reading() as connection:
        return case_lists.following(connection, wanted, after)


def case(ctx: Context, staff: Staff, case_number: str) -> DeskView:
    """One case. Raises NotFound when there is none, NotPermitted when it is out of reach."""
    with ctx.database.reading() as connection:
        found = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        record = events.of_case(connection, found.id)
        files = _files(connection, found)
        assignee = accounts.name_of(connection, found.assignee_id) if found.assignee_id else None
        reaches = within_reach(staff, standing(ctx, connection, found))
        papers = gather(ctx, connection, staff, found)
    actions = actions_for(staff, found.state, found.owner)
    view = desk_view(found, Kept(record, files), actions, _names(ctx, found, assignee), papers)
    return view if reaches else for_reading(view)


def clocks(ctx: Context, staff: Staff, case_number: str) -> list[ClockView]:
    """Every clock of a case as it stands now, in the order they were started. Raises what `case` raises."""
    with ctx.database.reading() as connection:
        found = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        return [clockwork.view(ctx, each) for each in clockwork.of_case(ctx, connection, found.id)]


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
    return EvidenceFile(ctx.files.open(file.id), file.mime, file.name)


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


def _names(ctx: Context, found: Case, assignee: str | None) -> Names:
    return Names(
        holder=holder_name(found.owner, ctx.registry, ctx.today()),
        place=place_name(found.certificate.region, ctx.registry),
        assignee=assignee,
    )
