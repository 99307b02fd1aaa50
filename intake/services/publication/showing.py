"""What the desk is shown of a publication: before and after, word for word and picture for picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image
from sqlalchemy import Connection

from intake.cases.errors import BadTransition, NotFound
from intake.cases.model import Case, EvidenceKind, Staff
from intake.cases.permissions import Right, may
from intake.cases.publication import (
    EDITABLE,
    Picture,
    Publication,
    Stage,
    Words,
    check_case,
    check_second_person,
    stage_words,
)
from intake.services.casework.step import find_case
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.publication.pictures import blacked
from intake.services.publication.preparing import first_draft, is_objected, photos
from intake.store.cases import objections
from intake.store.filing import drafts
from intake.store.publication import publication as store
from intake.words import gettext as _

_PREVIEW_SIDE = 960


@dataclass(frozen=True, slots=True)
class NamedPicture:
    """A photo of the case with its name, and what is to be done with it."""

    name: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Shown:
    """`before` are the case's own words, `after` those that would be public. `why_not`: why nothing of the
    case may be published, empty when it may. `left_out`: how many files (videos, PDFs) are never published.
    """

    publication: Publication
    stage_words: str
    before: Words
    after: Words
    pictures: tuple[NamedPicture, ...]
    left_out: int
    why_not: str
    objected: bool
    may_edit: bool
    may_review: bool
    may_withdraw: bool


def shown(ctx: Context, staff: Staff, case_number: str) -> Shown:
    """The publication of a case, or the first draft of one. Raises NotFound or NotPermitted."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, _right(staff))
        publication = store.of_case(connection, case.id)
        return _shown(connection, staff, case, publication or first_draft(case))


def picture(ctx: Context, staff: Staff, case_number: str, evidence_id: str) -> bytes:
    """A photo as it would be published, as a JPEG; seeing it is recorded like opening the file.

    Raises NotFound or NotPermitted.
    """
    boxes = _picture(shown(ctx, staff, case_number), evidence_id).picture.boxes
    with inbox.evidence(ctx, staff, case_number, evidence_id).content as file:
        return blacked(file.read(), boxes, _PREVIEW_SIDE)


def with_sides(
    ctx: Context, staff: Staff, case_number: str, evidence_id: str
) -> tuple[Shown, NamedPicture, tuple[int, int]]:
    """One photo of a publication, with the width and height of its file. Raises NotFound or NotPermitted."""
    found = shown(ctx, staff, case_number)
    picture = _picture(found, evidence_id)
    with ctx.files.open(picture.picture.evidence_id) as file, Image.open(file) as image:
        return found, picture, image.size


def _picture(found: Shown, evidence_id: str) -> NamedPicture:
    for each in found.pictures:
        if each.picture.evidence_id == evidence_id:
            return each
    raise NotFound(_("没有这张照片。"))


def _right(staff: Staff) -> Right:
    return Right.PROPOSE_RESULT if may(staff, Right.PROPOSE_RESULT) else Right.APPROVE_RESULT


def _shown(connection: Connection, staff: Staff, case: Case, publication: Publication) -> Shown:
    objected = is_objected(connection, case)
    why_not = _why_not(case, objected=objected)
    files = drafts.evidence_of_case(connection, objections.whole_of(connection, case.id))
    reviews = may(staff, Right.APPROVE_RESULT)
    editable = publication.stage in EDITABLE and not why_not
    return Shown(
        publication=publication,
        stage_words=stage_words(publication.stage),
        before=Words(case.complaint.title, case.complaint.text, case.answer or "", publication.words.item),
        after=publication.words.masked(),
        pictures=_pictures(photos(connection, case), publication.pictures),
        left_out=sum(file.kind is not EvidenceKind.PHOTO for file in files),
        why_not=why_not,
        objected=objected,
        may_edit=editable and may(staff, Right.PROPOSE_RESULT),
        may_review=reviews and publication.stage is Stage.PROPOSED and _is_second(publication, staff),
        may_withdraw=reviews and publication.stage is Stage.APPROVED,
    )


def _pictures(names: dict[str, str], kept: Sequence[Picture]) -> tuple[NamedPicture, ...]:
    """Every photo of the case; one that nobody looked at yet is not shown."""
    known = {each.evidence_id: each for each in kept}
    return tuple(
        NamedPicture(name, known.get(evidence_id) or Picture(evidence_id, shown=False, alt="", boxes=()))
        for evidence_id, name in names.items()
    )


def _why_not(case: Case, *, objected: bool) -> str:
    try:
        check_case(case, objected=objected)
    except BadTransition as refused:
        return refused.message
    return ""


def _is_second(publication: Publication, staff: Staff) -> bool:
    try:
        check_second_person(publication, staff.id)
    except BadTransition:
        return False
    return True
