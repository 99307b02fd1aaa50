"""Supervision items and findings: read by whom they concern, answered by the organ, closed by the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, EvidenceRefused, NotFound, StaleCase
from intake.cases.model import ORGAN_ROLES, Owner, Role, Staff
from intake.cases.ownership import regions_below
from intake.cases.permissions import Right, may
from intake.cases.reach import may_read
from intake.cases.supervision import EVENTS, PaperAct, PaperKind, Standing, acts_open_to, next_state
from intake.services.casework.step import required, standing
from intake.services.context import Context
from intake.services.filing import evidence, shelf
from intake.services.office.heads import heads_of, office_of
from intake.services.office.offices import name_of, paper_line
from intake.store.cases import cases
from intake.store.office import opinions, reminders
from intake.store.office import supervision as store
from intake.store.office.opinions import Opinion
from intake.store.office.reminders import Reminder
from intake.store.office.supervision import Note, Paper, PaperFile
from intake.store.records import events
from intake.words import gettext as _

MOST = 200
MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper as its reader sees it."""

    paper: Paper
    office: str
    organ: str
    acts: tuple[PaperAct, ...]
    notes: tuple[Note, ...] = ()
    opinions: tuple[tuple[str, Opinion], ...] = ()
    may_consult: bool = False
    may_give_opinion: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody writes on a paper: the text, the day of a visit, files to go with it."""

    text: str
    on: date | None = None
    files: Sequence[BinaryIO] = ()


def act(
    ctx: Context, staff: Staff, paper: tuple[PaperKind, str, int], doing: PaperAct, said: Written
) -> None:
    """Reply, visit, return or close. `paper` is kind, number and the version the person saw.

    Raises BadInput (text, on, files), NotFound, BadTransition, StaleCase.
    """
    kind, number, version = paper
    text = required("text", tidy(said.text), most=3000)
    if doing is PaperAct.VISIT and (said.on is None or said.on > ctx.today()):
        raise BadInput("on", _("请填现场核查的日期，不能晚于今天。"))
    files = _stored(ctx, said.files)
    try:
        with ctx.database.writing() as connection:
            found = readable(ctx, connection, staff, kind, number)
            note = Note(doing, text, said.on, ctx.now(), staff.name, files)
            if found.version != version:
                raise stale()
            _take(ctx, connection, staff, found, note)
    except BaseException:
        shelf.drop(ctx, [file.id for file in files])
        raise


def one(ctx: Context, staff: Staff, kind: PaperKind, number: str) -> PaperView:
    """A paper with all that was written on it. Raises NotFound when this person may not read it."""
    with ctx.database.reading() as connection:
        found = readable(ctx, connection, staff, kind, number)
        asked = opinions.of_finding(connection, found.id) if kind is PaperKind.FINDING else []
        written = tuple(store.notes(connection, found))
    mine = Owner(staff.region, staff.department)
    where = standing_of(ctx, staff, found)
    live = bool(acts_open_to(Standing(kind, found.state, is_organ=False, is_office=True)))
    return PaperView(
        paper=found,
        office=name_of(ctx, Owner(found.region)),
        organ=name_of(ctx, found.organ),
        acts=acts_open_to(where),
        notes=written,
        opinions=tuple((name_of(ctx, each.organ), each) for each in asked),
        may_consult=kind is PaperKind.FINDING and where.is_office and live,
        may_give_opinion=any(each.organ == mine and each.answered_at is None for each in asked),
    )


def listed(ctx: Context, staff: Staff, kind: PaperKind) -> list[PaperView]:
    """The papers that concern the person's organ, or their office and those below; newest first."""
    with ctx.database.reading() as connection:
        if staff.role is Role.COORDINATOR:
            found = store.of_offices(connection, kind, regions_below(ctx.registry, staff.region), MOST)
        elif staff.role in ORGAN_ROLES and may(staff, Right.ANSWER_SUPERVISION):
            found = store.of_organ(connection, kind, Owner(staff.region, staff.department), MOST)
        else:
            found = []
        seen = [each for each in found if _may_see(ctx, connection, staff, each)]
    return [
        PaperView(
            each,
            name_of(ctx, Owner(each.region)),
            name_of(ctx, each.organ),
            acts_open_to(standing_of(ctx, staff, each)),
        )
        for each in seen
    ]


def file(
    ctx: Context, staff: Staff, kind: PaperKind, number: str, file_id: str
) -> tuple[PaperFile, BinaryIO]:
    """A file of a paper and its content. Raises NotFound."""
    with ctx.database.reading() as connection:
        found = readable(ctx, connection, staff, kind, number)
        kept = [each for note in store.notes(connection, found) for each in note.files]
    wanted = next((each for each in kept if each.id == file_id), None)
    if wanted is None:
        raise NotFound(_("没有这个文件。"))
    return wanted, ctx.files.open(wanted.id)


def readable(ctx: Context, connection: Connection, staff: Staff, kind: PaperKind, number: str) -> Paper:
    """The paper, for somebody it concerns: its organ, its office and those above, whoever was consulted.

    Raises NotFound.
    """
    found = store.paper(connection, kind, number)
    if found is None or not may(staff, Right.ANSWER_SUPERVISION):
        raise NotFound(_("没有这一件。"))
    below = regions_below(ctx.registry, staff.region) if staff.role is Role.COORDINATOR else ()
    mine = Owner(staff.region, staff.department)
    concerned = mine == found.organ or found.region in below
    if not concerned and kind is PaperKind.FINDING:
        concerned = any(each.organ == mine for each in opinions.of_finding(connection, found.id))
    if not concerned or not _may_see(ctx, connection, staff, found):
        raise NotFound(_("没有这一件。"))
    return found


def standing_of(ctx: Context, staff: Staff, paper: Paper) -> Standing:
    """Whether the reader is the paper's organ, or of its office."""
    is_organ = may(staff, Right.ANSWER_SUPERVISION) and paper.organ == Owner(staff.region, staff.department)
    is_office = may(staff, Right.SUPERVISE) and staff.region == paper.region
    return Standing(paper.kind, paper.state, is_organ=is_organ, is_office=is_office)


def tell_organ(ctx: Context, connection: Connection, paper: Paper, about: str) -> None:
    """Remind the organ's heads of a paper."""
    what = Reminder(paper.kind, about[:100], paper.case_id, paper.number)
    reminders.put(connection, heads_of(ctx, connection, paper), what, ctx.now())


def stale() -> StaleCase:
    """Somebody else acted on the paper."""
    return StaleCase(_("刚才有人处理了这一件。请看一看最新的情况，再决定怎么办。"))


def _take(ctx: Context, connection: Connection, staff: Staff, paper: Paper, note: Note) -> None:
    after = next_state(standing_of(ctx, staff, paper), note.act)
    if not store.change(connection, paper, after):
        raise stale()
    store.write(connection, paper, note, staff.id)
    if note.act is PaperAct.REPLY:
        what = Reminder(paper.kind, name_of(ctx, paper.organ), paper.case_id, paper.number)
        reminders.put(connection, office_of(ctx, connection, paper.region), what, ctx.now())
    else:
        tell_organ(ctx, connection, paper, note.text)
    line = paper_line(ctx, EVENTS[paper.kind, note.act], paper.organ, paper.number, staff.id)
    events.record(connection, replace(line, case_id=paper.case_id))


def _may_see(ctx: Context, connection: Connection, staff: Staff, paper: Paper) -> bool:
    """What accuses an organ stays among those who may read its case."""
    if not paper.restricted or paper.case_id is None:
        return True
    return may_read(staff, standing(ctx, connection, cases.by_id(connection, paper.case_id)))


def _stored(ctx: Context, streams: Sequence[BinaryIO]) -> tuple[PaperFile, ...]:
    """Cleaned as every upload is, on the disk before anything refers to them."""
    if len(streams) > MOST_FILES:
        raise BadInput("files", _("一次最多 {count} 个文件。").format(count=MOST_FILES))
    try:
        cleaned = [evidence.clean(each, ctx.settings.limits) for each in streams]
        return tuple(
            PaperFile(shelf.put(ctx, each.content), each.name(i), each.mime, len(each.content), each.sha256)
            for i, each in enumerate(cleaned, 1)
        )
    except EvidenceRefused as refused:
        raise BadInput("files", refused.message) from None
