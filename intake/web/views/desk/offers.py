"""How each action on a case is offered: its forms, its partial, what it is called, and which come first."""

from collections.abc import Mapping
from dataclasses import dataclass

from intake.cases.objections import MOST
from intake.cases.privacy import DeskView
from intake.cases.states import Action, State
from intake.web.forms.case import (
    AcceptForm,
    AnswerForm,
    AskForm,
    AssignForm,
    CloseForm,
    ExtendForm,
    HandBackForm,
    ResumeForm,
    ReviewForm,
    SplitForm,
)
from intake.web.forms.office import (
    ElsewhereForm,
    ObjectionForm,
    RouteForm,
    SeekLeadForm,
    SuggestedForm,
)
from intake.web.forms.staff import CaseForm
from intake.words import mark


@dataclass(frozen=True, slots=True)
class Offer:
    """The forms of an action by prefix, the partial desk/actions/<name>.html that shows them, its name."""

    name: str
    words: str
    forms: tuple[type[CaseForm], ...]

    @property
    def template(self) -> str:
        """The partial."""
        return f"desk/actions/{self.name}.html"


# An action without an offer has a page of its own, or none here: object_again is what object becomes.
OFFERS: Mapping[Action, Offer] = {
    Action.ACCEPT: Offer("accept", mark("受理"), (AcceptForm,)),
    Action.START: Offer("start", mark("开始调查"), (CaseForm,)),
    Action.ANSWER: Offer("answer", mark("答复投诉人"), (AnswerForm,)),
    Action.ASK_CITIZEN: Offer("ask", mark("请投诉人补充情况"), (AskForm,)),
    Action.STOP_WAITING: Offer("go_on", mark("不再等待，继续办理"), (CaseForm,)),
    Action.CLOSE: Offer("close", mark("办结"), (CloseForm,)),
    Action.RESUME: Offer("resume", mark("继续办理"), (ResumeForm,)),
    Action.UPHOLD: Offer("review", mark("作出复查、复核结论"), (ReviewForm,)),
    Action.AGREE: Offer("objection", mark("核定异议"), (ObjectionForm,)),
    Action.ROUTE: Offer("route", mark("确定由谁办理"), (SuggestedForm, RouteForm)),
    Action.ANSWER_ELSEWHERE: Offer("elsewhere", mark("不属于生态环境事项"), (ElsewhereForm,)),
    Action.SEEK_LEAD: Offer("seek_lead", mark("没有写明牵头部门"), (SeekLeadForm,)),
    Action.EXTEND: Offer("extend", mark("延长期限"), (ExtendForm,)),
    Action.ASSIGN: Offer("assign", mark("分派给同事"), (AssignForm,)),
    Action.OBJECT: Offer("object", mark("不归本单位，提出异议"), (HandBackForm,)),
    Action.SPLIT: Offer("split", mark("执法部分转给有执法权的部门"), (SplitForm,)),
}

# What is most likely done next; these stand first, everything else below them.
LIKELY: Mapping[State, tuple[Action, ...]] = {
    State.TO_BE_DECIDED: (Action.ROUTE,),
    State.OBJECTED: (Action.AGREE, Action.ROUTE),
    State.ROUTED: (Action.ACCEPT,),
    State.ACCEPTED: (Action.START, Action.ANSWER),
    State.HANDLING: (Action.ANSWER,),
    State.EXTENDED: (Action.ANSWER,),
    State.WAITING: (Action.STOP_WAITING,),
    State.WITHOUT_LEAD: (Action.ANSWER,),
    State.REFERRED: (Action.TAKE_BACK,),
    State.ANSWERED: (Action.CLOSE,),
    State.UNDER_REVIEW: (Action.UPHOLD,),
    State.UNDER_SECOND_REVIEW: (Action.UPHOLD,),
}


def split(view: DeskView) -> tuple[list[Offer], list[Offer]]:
    """What may be done: what is most likely next, and the rest. No third objection is offered."""
    twice = len(view.papers.objections) >= MOST
    actions = [each for each in view.actions if not (twice and each is Action.OBJECT)]
    likely = [OFFERS[each] for each in LIKELY.get(view.state, ()) if each in actions and each in OFFERS]
    others = [offer for action, offer in OFFERS.items() if action in actions and offer not in likely]
    return likely, others
