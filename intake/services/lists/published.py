"""A decided list as the release it becomes, and what its publication, or taking that back, does to the chain.

These work inside the transaction of whoever publishes; none commits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from intake.cases.errors import BadTransition
from intake.cases.ownership import holder_name
from intake.lists.draft import ListDraft, Note
from intake.lists.fields import Head, items_of
from intake.lists.needs import Facts, check
from intake.lists.states import ListAction, ListState, step
from intake.services.context import Context
from intake.services.lists.chain import Act, around_of, find
from intake.store.lists import list_drafts as store
from intake.store.lists import list_rows as rows_store
from intake.store.staff import accounts
from intake.words import gettext as _
from registry import Approval, Release

_MOST: Final = 50  # drafts of one list


@dataclass(frozen=True, slots=True)
class Published:
    """As what a list was published: the release's key (410000/ecology/2026-12-01) and the day."""

    release: str
    on: date


def release_of(
    ctx: Context, connection: Connection, draft_id: int, effective_from: date, published_on: date
) -> Release:
    """The decided list as the registry's release. Raises BadTransition without decision and review."""
    draft = find(store.by_id(connection, draft_id))
    head = Head(draft.region, draft.department, draft.title, draft.demonstration, effective_from)
    rows = [each.row for each in rows_store.of_draft(connection, draft_id)]
    return Release(
        region=draft.region,
        department=draft.department,
        release=str(effective_from),
        title=draft.title,
        demonstration=draft.demonstration,
        approval=_approval(ctx, connection, draft, published_on),
        effective_from=effective_from,
        effective_to=None,
        items=items_of(head, rows, ctx.registry),
    )


def mark_published(
    ctx: Context, connection: Connection, draft_id: int, staff_id: int, published: Published
) -> ListDraft:
    """The list is public; what was published of the same list before is superseded."""
    draft = find(store.hold(connection, draft_id))
    after = _act(ctx, connection, draft, staff_id, ListAction.PUBLISH).take(
        {"release": published.release, "published_on": published.on},
        Note(document=published.release, dated=published.on),
        _facts(draft),
    )
    earlier = _others(connection, draft, ListState.PUBLISHED)
    for each in earlier:
        note = Note(document=published.release, dated=published.on)
        _act(ctx, connection, each, staff_id, ListAction.SUPERSEDE).take({}, note, _facts(each))
    return after


@dataclass(frozen=True, slots=True)
class TakenBack:
    """By whom and why."""

    staff_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Again:
    """What holds again: `first` is the release its rows were first published as, `now` as what they hold."""

    first: str
    now: Published


def mark_taken_back(
    ctx: Context, connection: Connection, draft_id: int, taken: TakenBack, again: Again | None
) -> ListDraft:
    """The list is public no more; the draft whose rows hold again is, under the release they now have."""
    draft = find(store.hold(connection, draft_id))
    act = _act(ctx, connection, draft, taken.staff_id, ListAction.TAKE_BACK)
    after = act.take({"release": None, "published_on": None}, Note(taken.reason))
    if again is not None:
        held = {"release": again.now.release, "published_on": again.now.on}
        for each in _others(connection, draft, ListState.SUPERSEDED):
            if each.release in (again.first, again.now.release):
                act = _act(ctx, connection, each, taken.staff_id, ListAction.RESTORE)
                act.take(held, Note(taken.reason), _facts(each))
    return after


def _act(ctx: Context, connection: Connection, draft: ListDraft, staff_id: int, action: ListAction) -> Act:
    around = around_of(ctx, connection, draft)
    staff = accounts.by_id(connection, staff_id)
    return Act(ctx, connection, staff, draft, around, step(draft.state, action))


def _others(connection: Connection, draft: ListDraft, state: ListState) -> list[ListDraft]:
    """Other drafts of the same list in a state, the newest first."""
    same = store.of_list(connection, draft.region, draft.department, _MOST)
    return [each for each in same if each.state is state and each.id != draft.id]


def _facts(draft: ListDraft) -> Facts:
    return Facts(decision=draft.decision, disclosure=draft.disclosure)


def _approval(ctx: Context, connection: Connection, draft: ListDraft, published_on: date) -> Approval:
    check(step(ListState.DECIDED, ListAction.PUBLISH), _facts(draft))
    if draft.decision is None or draft.disclosure is None:
        raise BadTransition(_("没有决定记录和公开审查，不能公布。"))
    around = around_of(ctx, connection, draft)
    reviewers = (around.lead.department, *(each.department for each in around.asked))
    return Approval(
        drafted_by=draft.department,
        reviewed_by=tuple(dict.fromkeys(each for each in reviewers if each)),
        decided_by=draft.decision.decided_by,
        document=draft.decision.document,
        decided_on=draft.decision.decided_on,
        disclosure=draft.disclosure.attribute.value,
        disclosure_reviewed_by=holder_name(around.own, ctx.registry, draft.disclosure.reviewed_on),
        published_on=published_on,
    )
