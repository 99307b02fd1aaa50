"""A department drafts its list (policy, article 5): from nothing or from the release in force; sends it on.

All raise NotFound, NotPermitted, StaleCase, BadInput or BadTransition; steps return the new version.
"""

from __future__ import annotations

import secrets

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition, NotPermitted
from intake.cases.events import Event, Recorded
from intake.cases.model import Owner, Staff
from intake.cases.ownership import holder_name
from intake.cases.permissions import Right, may
from intake.lists.draft import NO_NOTE, ListDraft, Note
from intake.lists.fields import row_of
from intake.lists.needs import Facts
from intake.lists.numbering import numbered
from intake.lists.states import ListAction
from intake.services.casework.step import required
from intake.services.context import Context
from intake.services.lists.chain import acting, find, organ_for
from intake.services.lists.checking import faults_of
from intake.store.lists import list_drafts as store
from intake.store.lists import list_rows
from intake.store.records import events
from intake.words import gettext as _
from registry import Release

TITLE_LENGTH = 100


def departments_of(ctx: Context, staff: Staff) -> tuple[str, ...]:
    """The departments whose lists the person's organ drafts: its own and those it performs (能源)."""
    mine = Owner(staff.region, staff.department)
    if not may(staff, Right.DRAFT_LIST) or staff.department is None:
        return ()
    known = (each.id for each in ctx.registry.departments.values() if each.organs)
    return tuple(each for each in known if organ_for(ctx, each, staff.region, ctx.today()) == mine)


def new(ctx: Context, staff: Staff, department: str, *, from_release: bool) -> int:
    """Start a draft, empty or with the rows of the release in force; returns its id."""
    if department not in departments_of(ctx, staff):
        raise NotPermitted(_("只能起草本单位的清单。"))
    basis = ctx.registry.release_in_force(staff.region, department, ctx.today()) if from_release else None
    if from_release and basis is None:
        raise BadInput("from_release", _("现在没有施行的清单，请从空白开始。"))
    with ctx.database.writing() as connection:
        made = store.start(connection, _first_values(ctx, staff, department, basis))
        if made is None:
            raise BadTransition(_("这份清单已经有一稿正在起草或者审核，请接着办那一稿。"))
        _copy(ctx, connection, staff, made, basis)
        _record_start(ctx, connection, staff, find(store.by_id(connection, made)))
    return made


def retitle(ctx: Context, staff: Staff, draft_id: int, version: int, title: str) -> int:
    """Give the list another title."""
    said = required("title", tidy(title), most=TITLE_LENGTH)
    with acting(ctx, staff, draft_id, version, ListAction.EDIT) as act:
        return act.take({"title": said}).version


def submit(ctx: Context, staff: Staff, draft_id: int, version: int, note: Note = NO_NOTE) -> int:
    """Send the list to review. New matters get their numbers here, for good."""
    with acting(ctx, staff, draft_id, version, ListAction.SUBMIT) as act:
        rows = list_rows.of_draft(act.connection, draft_id)
        faults = faults_of(ctx, act.connection, act.draft, rows)
        _number(ctx, act.connection, act.draft, staff)
        values = {"submitted_by": staff.id, "round": act.draft.round + 1}
        return act.take(values, note, Facts(rows=len(rows), faults=len(faults))).version


def send(ctx: Context, staff: Staff, draft_id: int, version: int, note: Note = NO_NOTE) -> int:
    """Put the agreed list before party committee and government."""
    with acting(ctx, staff, draft_id, version, ListAction.SEND) as act:
        return act.take({}, note).version


def withdraw(ctx: Context, staff: Staff, draft_id: int, version: int, note: Note) -> int:
    """Give the draft up. It stays on file."""
    with acting(ctx, staff, draft_id, version, ListAction.WITHDRAW) as act:
        return act.take({}, note).version


def new_key() -> str:
    """A key for a new row."""
    return secrets.token_hex(6)


def _first_values(ctx: Context, staff: Staff, department: str, basis: Release | None) -> dict[str, object]:
    return {
        "region": staff.region,
        "department": department,
        "title": basis.title if basis else _first_title(ctx, staff.region, department),
        "based_on": basis.key if basis else "",
        "demonstration": basis.demonstration if basis else bool(ctx.registry.site.demonstration_notice),
        "drafted_by": staff.id,
        "drafted_at": ctx.now(),
    }


def _first_title(ctx: Context, region: str, department: str) -> str:
    chain = ctx.registry.list_chain(region)
    if chain is None:
        raise BadTransition(_("content/list_chain.yaml 没有写明这一级的清单由谁审核、谁审定。"))
    organ = holder_name(Owner(region, department), ctx.registry, ctx.today())
    demonstration = _("（示范）") if ctx.registry.site.demonstration_notice else ""
    return chain.list_title(organ) + demonstration


def _copy(ctx: Context, connection: Connection, staff: Staff, draft_id: int, basis: Release | None) -> None:
    rows = [row_of(item, ctx.registry, new_key()) for item in basis.items] if basis else []
    list_rows.add(connection, draft_id, rows, {"written_by": staff.id, "written_at": ctx.now()})


def _record_start(ctx: Context, connection: Connection, staff: Staff, draft: ListDraft) -> None:
    facts = {"list": str(draft.id), "of": f"{draft.region}/{draft.department}", "from": draft.based_on}
    taken = {
        "action": ListAction.EDIT,
        "staff_id": staff.id,
        "at": ctx.now(),
        "region": staff.region,
        "department": staff.department,
    }
    store.keep_step(connection, draft, taken, Note(document=draft.based_on))
    line = Recorded(Event.ITEM_LIST_DRAFTED, ctx.now(), staff_id=staff.id, detail=facts)
    events.record(connection, line)


def _number(ctx: Context, connection: Connection, draft: ListDraft, staff: Staff) -> None:
    kept = list_rows.of_draft(connection, draft.id)
    taken = list_rows.ids_given_out(connection)
    rows = numbered([each.row for each in kept], draft.department, ctx.registry, taken)
    by = {"written_by": staff.id, "written_at": ctx.now()}
    for before, after in zip(kept, rows, strict=True):
        if after != before.row:
            list_rows.save(connection, draft.id, after, by)
