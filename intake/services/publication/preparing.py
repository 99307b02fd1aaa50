"""A clerk prepares what will be published of a case: the words, the pictures, then asks for the review.

All take the `version` of the publication that the person saw (0 when there was none) and raise NotFound,
NotPermitted, StaleCase, BadInput or BadTransition; those that change return the new version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition, NotFound, StaleCase
from intake.cases.events import Event, Recorded
from intake.cases.masking import marked
from intake.cases.model import Case, EvidenceKind, Staff
from intake.cases.permissions import Right
from intake.cases.publication import (
    EDITABLE,
    Picture,
    Publication,
    Stage,
    Words,
    check_box,
    check_case,
    check_words,
)
from intake.services.casework.step import find_case
from intake.services.context import Context
from intake.services.publication.result import release_for
from intake.store.cases import objections
from intake.store.filing import drafts
from intake.store.publication import publication as store
from intake.store.records import events
from intake.words import gettext as _

MOST_BOXES = 60
ALT_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Handled:
    """A publication being worked on by somebody, in a transaction."""

    connection: Connection
    case: Case
    publication: Publication

    def set(self, values: Mapping[str, Any]) -> int:
        """Change it; returns the new version. Raises StaleCase."""
        if not store.change(self.connection, self.publication, values):
            raise stale()
        return self.publication.version + 1

    def check_publishable(self) -> None:
        """Raises BadTransition when nothing of the case may be published."""
        check_case(self.case, objected=is_objected(self.connection, self.case))


def save(ctx: Context, staff: Staff, case_number: str, version: int, words: Words) -> int:
    """Keep the words, marks and all, and the list item that the result is linked to."""
    said = Words(tidy(words.title), tidy(words.complaint), tidy(words.outcome), tidy(words.item))
    check_words(said)
    with handling(ctx, staff, case_number, version, Right.PROPOSE_RESULT) as handled:
        _check_editable(handled)
        release_for(ctx, handled.case, said.item)
        if version == 0:
            if not store.start(handled.connection, handled.case.id, said, staff.id):
                raise stale()
            return 1
        return handled.set({**store.columns_of(said), "written_by": staff.id})


def set_picture(ctx: Context, staff: Staff, case_number: str, version: int, picture: Picture) -> int:
    """Say whether a photo is shown, what it shows, and what of it is black. The words are kept before."""
    _check_picture(picture)
    with handling(ctx, staff, case_number, version, Right.PROPOSE_RESULT) as handled:
        _check_editable(handled)
        if version == 0:
            raise BadTransition(_("请先保存文字，再处理图片。"))
        if picture.evidence_id not in photos(handled.connection, handled.case):
            raise NotFound(_("没有这张照片。"))
        store.put_picture(handled.connection, handled.case.id, picture)
        return handled.set({"written_by": staff.id})


def propose(ctx: Context, staff: Staff, case_number: str, version: int) -> int:
    """Ask for the review by another person."""
    with handling(ctx, staff, case_number, version, Right.PROPOSE_RESULT) as handled:
        _check_editable(handled)
        if version == 0:
            raise BadTransition(_("请先保存文字，再提交。"))
        changed = handled.set({"stage": Stage.PROPOSED, "proposed_by": staff.id, "reason": ""})
        event = Recorded(Event.RESULT_PROPOSED, ctx.now(), handled.case.id, staff.id)
        events.record(handled.connection, event)
        return changed


@contextmanager
def handling(ctx: Context, staff: Staff, case_number: str, version: int, right: Right) -> Iterator[Handled]:
    """The transaction of what somebody does to a publication."""
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, right)
        publication = store.of_case(connection, case.id) or first_draft(case)
        if publication.version != version:
            raise stale()
        yield Handled(connection, case, publication)


def first_draft(case: Case) -> Publication:
    """What is offered before anybody wrote: the case's own words with what was found in them marked.

    The sealed contact is no part of it.
    """
    words = Words(
        title=case.certificate.matter or "",
        complaint=marked(case.complaint.text),
        outcome=marked(case.answer or ""),
        item=case.certificate.item or "",
    )
    return Publication(case.id, 0, Stage.DRAFT, words)


def photos(connection: Connection, case: Case) -> dict[str, str]:
    """The names of the case's photos by id; of a case split off another, those of the whole."""
    files = drafts.evidence_of_case(connection, objections.whole_of(connection, case.id))
    return {file.id: file.name for file in files if file.kind is EvidenceKind.PHOTO}


def is_objected(connection: Connection, case: Case) -> bool:
    """Whether the complainant asked that nothing be published; for a part, of the whole."""
    return store.is_objected(connection, case.id, objections.whole_of(connection, case.id))


def stale() -> StaleCase:
    return StaleCase(_("刚才有人改过这份公布内容。请看一看最新的情况，再决定怎么办。"))


def _check_editable(handled: Handled) -> None:
    handled.check_publishable()
    if handled.publication.stage not in EDITABLE:
        raise BadTransition(_("已经提交审查，不能再改；需要改的，请审查的人退回。"))


def _check_picture(picture: Picture) -> None:
    if picture.shown and not picture.alt.strip():
        raise BadInput("alt", _("请用一句话说明图片里有什么，看不见图片的人靠它了解。"))
    if len(picture.alt) > ALT_LENGTH:
        raise BadInput("alt", _("最多 {count} 个字。").format(count=ALT_LENGTH))
    if len(picture.boxes) > MOST_BOXES:
        raise BadInput("box", _("黑框太多，这张图片还是不公布为好。"))
    for box in picture.boxes:
        check_box(box)
