"""The review of a list (policy, article 5): 生态环境 leads it together with others; each opinion is kept.

All raise NotFound, NotPermitted, StaleCase, BadInput or BadTransition; steps return the new version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput
from intake.cases.model import Owner, Staff
from intake.cases.ownership import holder_name
from intake.lists.draft import NO_NOTE, Note, Opinion, Verdict, latest
from intake.lists.needs import Facts
from intake.lists.states import ListAction
from intake.services.casework.step import required
from intake.services.context import Context
from intake.services.lists import telling
from intake.services.lists.chain import Act, acting, organ_for
from intake.store.lists import list_reviews as store
from intake.words import gettext as _

OPINION_LENGTH = 5000


@dataclass(frozen=True, slots=True)
class Said:
    """What an organ says; whoever does not simply agree says why."""

    verdict: Verdict
    text: str = ""


def open_review(
    ctx: Context, staff: Staff, draft_id: int, version: int, departments: Sequence[str] = ()
) -> int:
    """Take a submitted list up and ask these departments of its region."""
    with acting(ctx, staff, draft_id, version, ListAction.OPEN_REVIEW) as act:
        telling.asked(ctx, act.connection, act.around.asked, act.draft)  # they speak anew in each round
        return act.take({}, Note(_names(act, _ask(act, departments)))).version


def ask(ctx: Context, staff: Staff, draft_id: int, version: int, departments: Sequence[str]) -> int:
    """Ask further departments."""
    with acting(ctx, staff, draft_id, version, ListAction.ASK) as act:
        fresh = _ask(act, departments)
        if not fresh:
            raise BadInput("departments", _("请选择还没有征求过意见的部门。"))
        return act.take({}, Note(_names(act, fresh))).version


def opine(ctx: Context, staff: Staff, draft_id: int, said: Said, note: Note = NO_NOTE) -> int:
    """Say, for one's organ, what it thinks; earlier opinions stay on file and the latest counts."""
    text = tidy(said.text)
    if said.verdict is not Verdict.AGREE:
        text = required("text", text, most=OPINION_LENGTH)
    if len(text) > OPINION_LENGTH:
        raise BadInput("text", _("最多 {count} 个字。").format(count=OPINION_LENGTH))
    with acting(ctx, staff, draft_id, None, ListAction.OPINE) as act:
        organ = Owner(staff.region, staff.department)
        opinion = Opinion(organ, act.draft.round, said.verdict, text, staff.name, ctx.now())
        store.give(act.connection, act.draft, opinion, staff.id)
        return act.take({}, note).version


def return_(ctx: Context, staff: Staff, draft_id: int, version: int, note: Note) -> int:
    """Send the list back to its department, with what is to be changed."""
    with acting(ctx, staff, draft_id, version, ListAction.RETURN) as act:
        return act.take({}, note, Facts(submitted=act.draft.submitted_by == staff.id)).version


def agree(ctx: Context, staff: Staff, draft_id: int, version: int, note: Note = NO_NOTE) -> int:
    """Conclude the review. Whom one does not wait for, or who objects, calls for a comment."""
    with acting(ctx, staff, draft_id, version, ListAction.AGREE) as act:
        said = latest(store.opinions(act.connection, draft_id), act.draft.round)
        objecting = [organ for organ, each in said.items() if each.verdict is Verdict.OBJECT]
        facts = Facts(
            own_review=act.around.own == act.around.lead,
            others_asked=sum(each != act.around.lead for each in act.around.asked),
            unheard=tuple(_name(ctx, each) for each in act.around.asked if each not in said),
            objecting=tuple(_name(ctx, each) for each in objecting),
            submitted=act.draft.submitted_by == staff.id,
        )
        return act.take({}, note, facts).version


def _ask(act: Act, departments: Sequence[str]) -> tuple[Owner, ...]:
    """Ask these departments' organs; those that were not asked before."""
    organs = [_organ(act, each) for each in departments]
    others = [each for each in organs if each != act.around.lead]
    fresh = store.ask(act.connection, act.draft.id, others, act.staff.id, act.ctx.now())
    telling.asked(act.ctx, act.connection, fresh, act.draft)
    return fresh


def _organ(act: Act, department: str) -> Owner:
    if department not in act.ctx.registry.departments:
        raise BadInput("departments", _("没有这个部门，请重新选择。"))
    return organ_for(act.ctx, department, act.draft.region, act.ctx.today())


def _names(act: Act, organs: Sequence[Owner]) -> str:
    return _("、").join(_name(act.ctx, each) for each in organs)


def _name(ctx: Context, organ: Owner) -> str:
    return holder_name(organ, ctx.registry, ctx.today())
