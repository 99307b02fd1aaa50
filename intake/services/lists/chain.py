"""What every step on a list shares: find it, check right, side and version, check needs, take the step once.

All raise NotFound, NotPermitted, StaleCase, BadInput or BadTransition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition, NotFound, NotPermitted, StaleCase
from intake.cases.events import Recorded
from intake.cases.model import Owner, Staff
from intake.cases.ownership import organ_owner
from intake.cases.permissions import may
from intake.lists.draft import NO_NOTE, ListDraft, Note
from intake.lists.needs import NO_FACTS, Facts, check
from intake.lists.sides import Around, is_open_to, may_read
from intake.lists.states import RIGHT_OF, ListAction, Transition, step
from intake.services.casework.step import lineage
from intake.services.context import Context
from intake.services.lists import telling
from intake.store.lists import list_drafts as store
from intake.store.lists import list_publications as publications
from intake.store.lists import list_reviews as reviews
from intake.store.records import events
from intake.words import gettext as _

COMMENT_LENGTH = 2000
DOCUMENT_LENGTH = 100
ATTACHMENT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Act:
    """A step being taken by somebody, in a transaction."""

    ctx: Context
    connection: Connection
    staff: Staff
    draft: ListDraft
    around: Around
    transition: Transition

    def take(
        self, values: Mapping[str, Any] | None = None, note: Note = NO_NOTE, facts: Facts = NO_FACTS
    ) -> ListDraft:
        """Check what the step needs, set state and columns, keep and record it, tell who is next."""
        said = tidied(note)
        check(self.transition, replace(facts, comment=said.comment))
        state = {"state": self.transition.after}
        try:
            after = store.change(self.connection, self.draft, {**state, **(values or {})})
        except IntegrityError:  # one that was set aside is taken up again
            raise BadTransition(_("这份清单已经有新的一稿在办，先办完或者撤回那一稿。")) from None
        unit = {"region": self.staff.region, "department": self.staff.department}
        taken = {"action": self.transition.action, "staff_id": self.staff.id, "at": self.ctx.now(), **unit}
        store.keep_step(self.connection, after, taken, said)
        if after.state is not self.draft.state:
            telling.whose_turn(self.ctx, self.connection, self.around, after)
        self.record(after)
        return after

    def record(self, after: ListDraft) -> None:
        """Put the step on the record."""
        facts = {
            "list": str(after.id),
            "of": f"{after.region}/{after.department}",
            "state": after.state.value,
        }
        line = Recorded(self.transition.event, self.ctx.now(), staff_id=self.staff.id, detail=facts)
        events.record(self.connection, line)


@contextmanager
def acting(
    ctx: Context, staff: Staff, draft_id: int, version: int | None, action: ListAction
) -> Iterator[Act]:
    """The transaction of an action on a list; `version` None: of one that loses nobody's work."""
    right = RIGHT_OF.get(action)
    if right is None or not may(staff, right):
        raise NotPermitted(_("您的账号没有这项权限。"))
    with ctx.database.writing() as connection:
        draft = find(store.hold(connection, draft_id))
        around = _shown_to(ctx, connection, staff, draft)
        if version is not None and draft.version != version:
            raise StaleCase(_("刚才有人改过这份清单。请看一看最新的情况，再决定怎么办。"))
        if publications.is_busy(connection, f"{draft.region}/{draft.department}"):
            raise BadTransition(_("这份清单正在公布，请等它完成。"))
        transition = step(draft.state, action)
        if not is_open_to(staff, around, transition):
            raise NotPermitted(_("这份清单现在不由您所在的单位操作。"))
        yield Act(ctx, connection, staff, draft, around, transition)


def readable(ctx: Context, connection: Connection, staff: Staff, draft_id: int) -> tuple[ListDraft, Around]:
    """The draft for somebody who may read it. Raises NotFound."""
    draft = find(store.by_id(connection, draft_id))
    return draft, _shown_to(ctx, connection, staff, draft)


def find(draft: ListDraft | None) -> ListDraft:
    """The draft. Raises NotFound when there is none."""
    if draft is None:
        raise NotFound(_("没有这份清单，或者还没有送到您这里。"))
    return draft


def around_of(ctx: Context, connection: Connection, draft: ListDraft) -> Around:
    """The organs and offices around a draft."""
    return Around(
        own=organ_for(ctx, draft.department, draft.region, ctx.today()),
        lead=lead_of(ctx, draft.region),
        asked=reviews.asked(connection, draft.id),
        office_line=lineage(ctx, draft.region),
    )


def lead_of(ctx: Context, region: str) -> Owner:
    """The organ that leads the review of a region's lists; no organ where the content names none."""
    chain = ctx.registry.list_chain(region) if region in ctx.registry.regions else None
    return organ_for(ctx, chain.lead_reviewer, region, ctx.today()) if chain else Owner(region, "")


def organ_for(ctx: Context, department: str, region: str, on: date) -> Owner:
    """Who works for a department there; itself where the content knows it no more."""
    try:
        return organ_owner(ctx.registry, department, region, on)
    except KeyError:
        return Owner(region, department)


def tidied(note: Note) -> Note:
    """The note as it is kept. Raises BadInput for what is too long."""
    kept = Note(tidy(note.comment), tidy(note.document), note.dated, tidy(note.attachment))
    limits = {
        "comment": COMMENT_LENGTH,
        "document": DOCUMENT_LENGTH,
        "attachment": ATTACHMENT_LENGTH,
    }
    for name, most in limits.items():
        if len(getattr(kept, name)) > most:
            raise BadInput(name, _("最多 {count} 个字。").format(count=most))
    return kept


def _shown_to(ctx: Context, connection: Connection, staff: Staff, draft: ListDraft) -> Around:
    around = around_of(ctx, connection, draft)
    if not may_read(staff, around, draft.state):
        raise NotFound(_("没有这份清单，或者还没有送到您这里。"))
    return around
