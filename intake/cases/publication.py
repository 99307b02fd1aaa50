"""Making the outcome of a case public: from a draft to a page, and back (政府信息公开条例 arts 14-17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intake.cases.errors import BadInput, BadTransition
from intake.cases.masking import masked, unbalanced
from intake.cases.model import Case
from intake.cases.states import State
from intake.words import gettext as _
from intake.words import mark

WHOLE = 1000  # boxes are in thousandths of the picture's sides


class Stage(StrEnum):
    """How far a publication has come."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


EDITABLE = (Stage.DRAFT, Stage.RETURNED)

_STAGES: Mapping[Stage, str] = {
    Stage.DRAFT: mark("正在准备公布"),
    Stage.PROPOSED: mark("已提交，等另一人审查"),
    Stage.RETURNED: mark("审查后退回修改"),
    Stage.APPROVED: mark("审查通过，已公布"),
    Stage.WITHDRAWN: mark("公布后已撤回"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What would be published, with the marks of `intake.cases.masking`; `item` is linked to, a list item."""

    title: str
    complaint: str
    outcome: str
    item: str

    def masked(self) -> Words:
        """As everybody would read it."""
        return Words(masked(self.title), masked(self.complaint), masked(self.outcome), self.item)


@dataclass(frozen=True, slots=True)
class Box:
    """A black box on a picture, in thousandths of its sides from the upper left corner."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo of the case; only one that is `shown` is published, with its boxes burnt in."""

    evidence_id: str
    shown: bool
    alt: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """What is to be said of a case in public. `version` counts its changes; 0: nothing is kept yet.

    `written_by` wrote the words last, `proposed_by` asked for the review, `decided_by` decided on it, for
    `grounds` or with a `reason`. `number` is that of the published result.
    """

    case_id: int
    version: int
    stage: Stage
    words: Words
    pictures: tuple[Picture, ...] = ()
    written_by: int | None = None
    proposed_by: int | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    grounds: str = ""
    reason: str = ""
    number: str | None = None
    withdrawn_at: datetime | None = None


def stage_words(stage: Stage) -> str:
    """The stage in words."""
    return _(_STAGES[stage])


def check_case(case: Case, *, objected: bool) -> None:
    """Whether anything of the case may be published at all. Raises BadTransition.

    What accuses an organ is never published (信访工作条例 art. 30), nor what the complainant asked to keep.
    """
    if case.restricted:
        raise BadTransition(_("涉及部门或者工作人员的投诉不公布。"))
    if objected:
        raise BadTransition(_("投诉人提出不要公布这件投诉。"))
    if case.state not in (State.ANSWERED, State.CLOSED) or not case.answer:
        raise BadTransition(_("答复以后才能公布。"))
    if case.owner.department is None:
        raise BadTransition(_("由部门办理并答复的投诉才公布。"))


def check_words(words: Words) -> None:
    """Raises BadInput for a text that is missing or whose marks do not come in pairs."""
    for field in ("title", "complaint", "outcome"):
        text = getattr(words, field)
        if not text.strip():
            raise BadInput(field, _("这一项必须填写。"))
        if unbalanced(text):
            raise BadInput(field, _("隐去的记号〔和〕要成对。"))


def check_second_person(publication: Publication, staff_id: int) -> None:
    """Nobody reviews their own words. Raises BadTransition."""
    if staff_id in (publication.written_by, publication.proposed_by):
        raise BadTransition(_("要由另一人审查：自己写的、自己提交的，不能自己通过。"))


def check_box(box: Box) -> None:
    """Raises BadInput for a box outside the picture or without an area."""
    inside = (
        box.left >= 0 and box.top >= 0 and box.left + box.width <= WHOLE and box.top + box.height <= WHOLE
    )
    if not inside or box.width <= 0 or box.height <= 0:
        raise BadInput("box", _("黑框超出了图片，请重新填写。"))
