"""Whether an action's needs are met. Every rule of the chain beside states and rights is here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from intake.cases.errors import BadInput, BadTransition
from intake.lists.draft import Attribute, Clause, Decision, Disclosure
from intake.lists.states import Need, Transition
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when somebody acts: themselves, and the list as it would stand after it.

    `rows` and `faults` count; `others_asked`: organs besides the lead reviewer; `unheard` and `objecting`
    name those asked that said nothing, or object. `wrote` and `submitted`: whether they did it themselves.
    """

    comment: str = ""
    rows: int = 0
    faults: int = 0
    own_review: bool = False
    others_asked: int = 0
    unheard: tuple[str, ...] = ()
    objecting: tuple[str, ...] = ()
    wrote: bool = False
    submitted: bool = False
    decision: Decision | None = None
    disclosure: Disclosure | None = None


NO_FACTS: Final = Facts()


def check(transition: Transition, facts: Facts) -> None:
    """Raises BadInput for what is missing in what was typed, BadTransition for what the list lacks."""
    for need in transition.needs:
        _CHECKS[need](facts)


def check_disclosure(attribute: Attribute, clause: Clause, ground: str) -> None:
    """Raises BadInput (clause, ground) for a review that contradicts itself (政府信息公开条例 arts 13-16)."""
    if not ground.strip():
        raise BadInput("ground", _("请写明审查意见。"))
    if attribute is Attribute.ACTIVE and clause is not Clause.NONE:
        raise BadInput("clause", _("有第十四至十六条的情形，就不能主动公开。"))
    if attribute is Attribute.CLOSED and clause is Clause.NONE:
        raise BadInput("clause", _("不予公开的，要选明依据哪一条。"))


def _sound_rows(facts: Facts) -> None:
    if not facts.rows:
        raise BadTransition(_("清单里还没有事项。"))
    if facts.faults:
        raise BadTransition(_("还有 {count} 处需要修改，改好以后再送审。").format(count=facts.faults))


def _comment(facts: Facts) -> None:
    if not facts.comment.strip():
        raise BadInput("comment", _("请写明理由。"))


def _others_asked(facts: Facts) -> None:
    """The reviewer's own list is not agreed to by itself alone: 会同有关部门审核."""
    if facts.own_review and not facts.others_asked:
        raise BadTransition(_("审核部门自己的清单，要先征求至少一个其他部门的意见。"))


def _heard(facts: Facts) -> None:
    if facts.comment.strip():
        return
    if facts.unheard:
        names = _("、").join(facts.unheard)
        raise BadInput("comment", _("{names}还没有回复。不再等的，请写明理由。").format(names=names))
    if facts.objecting:
        names = _("、").join(facts.objecting)
        raise BadInput("comment", _("{names}不同意。请写明协调的情况。").format(names=names))


def _not_submitter(facts: Facts) -> None:
    if facts.submitted:
        raise BadTransition(_("自己送审的清单，要由另一人审核。"))


def _decision(facts: Facts) -> None:
    if facts.decision is None:
        raise BadTransition(_("没有决定记录，不能公布。"))


def _second_person(facts: Facts) -> None:
    if facts.wrote or facts.submitted:
        raise BadTransition(_("公开审查要由另一人做：起草、修改或者送审过这份清单的人不能审查。"))


def _disclosure(facts: Facts) -> None:
    if facts.disclosure is None:
        raise BadTransition(_("没有公开审查，不能公布。"))
    if facts.disclosure.attribute is not Attribute.ACTIVE:
        raise BadTransition(_("公开审查的结论不是主动公开，不能公布。"))


_CHECKS: Mapping[Need, Callable[[Facts], None]] = {
    Need.SOUND_ROWS: _sound_rows,
    Need.COMMENT: _comment,
    Need.OTHERS_ASKED: _others_asked,
    Need.HEARD: _heard,
    Need.NOT_SUBMITTER: _not_submitter,
    Need.DECISION: _decision,
    Need.SECOND_PERSON: _second_person,
    Need.DISCLOSURE: _disclosure,
}
