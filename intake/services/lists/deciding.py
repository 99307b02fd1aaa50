"""The decision of party committee and government is recorded; a second person reviews for disclosure.

The system only records what was decided. All raise NotFound, NotPermitted, StaleCase, BadInput or
BadTransition; steps return the new version.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput
from intake.cases.model import Staff
from intake.lists.draft import Attribute, Clause, Decision, ListDraft, Note
from intake.lists.needs import Facts, check_disclosure
from intake.lists.states import ListAction
from intake.services.casework.step import required
from intake.services.context import Context
from intake.services.lists.chain import COMMENT_LENGTH, DOCUMENT_LENGTH, acting
from intake.store.lists import list_drafts as store
from intake.words import gettext as _

_NOT_REVIEWED = {
    "disclosure": None,
    "clause": None,
    "ground": None,
    "disclosure_reviewed_by": None,
    "disclosure_reviewed_on": None,
}


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision as entered: by whom, its document and day, what is to be said, an attachment's name."""

    decided_by: str
    document: str
    decided_on: date
    comment: str = ""
    attachment: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the disclosure review found (政府信息公开条例 arts 13-17)."""

    attribute: Attribute
    clause: Clause
    ground: str


def decider(ctx: Context, region: str) -> str:
    """Who decides on lists there: 省委、省政府; empty where the content does not say."""
    known = ctx.registry.regions.get(region)
    chain = ctx.registry.list_chain(region) if known else None
    return chain.decider(known) if chain and known else ""


def decide(ctx: Context, staff: Staff, draft_id: int, version: int, ruled: Ruled) -> int:
    """Record the decision, or correct its record; a disclosure review done before counts no more.

    Raises BadInput (decided_by, document, decided_on).
    """
    decision = Decision(
        required("decided_by", tidy(ruled.decided_by), most=DOCUMENT_LENGTH),
        required("document", tidy(ruled.document), most=DOCUMENT_LENGTH),
        ruled.decided_on,
    )
    if decision.decided_on > ctx.today():
        raise BadInput("decided_on", _("决定日期不能晚于今天。"))
    with acting(ctx, staff, draft_id, version, ListAction.DECIDE) as act:
        note = Note(ruled.comment, decision.document, decision.decided_on, ruled.attachment)
        return act.take({**asdict(decision), **_NOT_REVIEWED}, note, Facts(decision=decision)).version


def send_back(ctx: Context, staff: Staff, draft_id: int, version: int, note: Note) -> int:
    """Record that the list is to be changed before it is decided on."""
    with acting(ctx, staff, draft_id, version, ListAction.SEND_BACK) as act:
        return act.take({}, note).version


def review_disclosure(ctx: Context, staff: Staff, draft_id: int, version: int, reviewed: Reviewed) -> int:
    """Review, as somebody who did not write it, whether the list may be public.

    Raises BadInput (clause, ground).
    """
    ground = required("ground", tidy(reviewed.ground), most=COMMENT_LENGTH)
    check_disclosure(reviewed.attribute, reviewed.clause, ground)
    with acting(ctx, staff, draft_id, version, ListAction.REVIEW_DISCLOSURE) as act:
        values = {
            "disclosure": reviewed.attribute,
            "clause": reviewed.clause,
            "ground": ground,
            "disclosure_reviewed_by": staff.id,
            "disclosure_reviewed_on": ctx.today(),
        }
        facts = Facts(
            wrote=_has_written(act.connection, act.draft, staff.id),
            submitted=act.draft.submitted_by == staff.id,
        )
        said = _("{attribute}。{ground}").format(attribute=reviewed.attribute, ground=ground)
        return act.take(values, Note(said, dated=ctx.today()), facts).version


def _has_written(connection: Connection, draft: ListDraft, staff_id: int) -> bool:
    return staff_id == draft.drafted_by or staff_id in store.editors(connection, draft.id)
