"""States, events and verdicts in the words that citizens and staff read."""

from __future__ import annotations

from collections.abc import Mapping

from intake.cases.events import Event
from intake.cases.model import Closing, Verdict
from intake.cases.states import State
from intake.words import gettext as _
from intake.words import mark

_STATES: Mapping[State, str] = {
    State.RECEIVED: mark("已收到"),
    State.TO_BE_DECIDED: mark("正在确定由谁办理"),
    State.ROUTED: mark("已转办，等待受理"),
    State.OBJECTED: mark("部门说不归它管，协调办公室正在定"),
    State.ACCEPTED: mark("已受理，正在办理"),
    State.HANDLING: mark("正在调查处理"),
    State.EXTENDED: mark("正在办理，已延长期限"),
    State.WAITING: mark("等您补充情况"),
    State.WITHOUT_LEAD: mark("正在研究由哪个部门牵头"),
    State.REFERRED: mark("已移送有权处理的机关"),
    State.IN_LITIGATION: mark("已进入诉讼程序"),
    State.MERGED: mark("已并入同一件事的另一件投诉"),
    State.ANSWERED: mark("已答复"),
    State.UNDER_REVIEW: mark("正在复查"),
    State.UNDER_SECOND_REVIEW: mark("正在复核"),
    State.CLOSED: mark("已办结"),
    State.WITHDRAWN: mark("您已撤回"),
}

_NEXT: Mapping[State, str] = {
    State.RECEIVED: mark("接下来会确定由哪个部门办理。"),
    State.TO_BE_DECIDED: mark("协调办公室会定下由哪个部门办，转给它。不是生态环境的事，会告诉您该找谁。"),
    State.ROUTED: mark("接下来由这个部门决定要不要受理。不归它管的，协调办公室会重新确定，不用您再跑。"),
    State.OBJECTED: mark("理由成立，就转给该管的部门；不成立，就由这个部门办。这由协调办公室定。"),
    State.ACCEPTED: mark("接下来由这个部门调查处理，在这里答复您。"),
    State.HANDLING: mark("接下来由这个部门调查处理，在这里答复您。"),
    State.EXTENDED: mark("情况复杂，期限已经延长。办完后在这里答复您。"),
    State.WAITING: mark("请回答部门提出的问题，回答后继续办理。"),
    State.WITHOUT_LEAD: mark("这类事还没有写明由谁牵头，正在研究。定下来以前，由现在的部门先办。"),
    State.REFERRED: mark("接下来由受移送的机关依法处理，结果会在这里告诉您。"),
    State.IN_LITIGATION: mark("法院处理期间，这里暂停办理；之后继续。"),
    State.MERGED: mark("同一件事一起办，结果会在这里告诉您。"),
    State.ANSWERED: mark("答复见本页。不满意的，30 日内可以请求复查。"),
    State.UNDER_REVIEW: mark("上一级机关正在复查，30 日内在这里答复您。"),
    State.UNDER_SECOND_REVIEW: mark("上一级机关正在复核，30 日内在这里答复您。"),
    State.CLOSED: mark("这件投诉已经结束。问题仍然存在的，可以再次投诉。"),
    State.WITHDRAWN: mark("您撤回了这件投诉，不再办理。可以随时再投诉。"),
}

_EVENTS: Mapping[Event, str] = {
    Event.CASE_FILED: mark("投诉已收到并登记"),
    Event.CASE_KEYED_IN: mark("工作人员代为登记"),
    Event.CASE_ROUTED: mark("转给负责部门"),
    Event.CASE_REFERRED_TO_OFFICE: mark("交协调办公室确定由谁办理"),
    Event.CASE_ACCEPTED: mark("部门已受理"),
    Event.CASE_STARTED: mark("开始调查处理"),
    Event.CASE_ASSIGNED: mark("指定承办人"),
    Event.CASE_HANDED_BACK: mark("退回协调办公室重新确定"),
    Event.CASE_OBJECTED: mark("部门提出不属于它的职责"),
    Event.OBJECTION_AGREED: mark("协调办公室同意退回，重新确定"),
    Event.OBJECTION_REFUSED: mark("协调办公室核定：由这个部门办理"),
    Event.BOUNCING_ENDED: mark("两个部门都说不归它管，交上级协调办公室确定，不再退回"),
    Event.CASE_SPLIT: mark("执法部分转给有执法权的部门，监管部分继续办理"),
    Event.CASE_SPLIT_OFF: mark("从另一件分出，办理执法部分"),
    Event.CASE_EXTENDED: mark("延长办理期限"),
    Event.CASE_RESUMED: mark("继续办理"),
    Event.CASE_MERGED: mark("并入同一件事的另一件投诉"),
    Event.CASE_UNMERGED: mark("重新单独办理"),
    Event.CASE_REFERRED: mark("移送有权处理的机关"),
    Event.REFERRAL_RETURNED: mark("移送已有结果，继续办理"),
    Event.REFERRAL_PROPOSED: mark("提出移送，报负责人批准"),
    Event.REFERRAL_APPROVED: mark("负责人批准移送"),
    Event.REFERRAL_REFUSED: mark("负责人不批准移送"),
    Event.REFERRAL_SENT: mark("已移送线索，投诉继续办理"),
    Event.REFERRAL_RECEIVED: mark("受移送机关已签收"),
    Event.REFERRAL_DECIDED: mark("受移送机关作出决定"),
    Event.COMPLAINANT_TOLD: mark("已告知投诉人"),
    Event.FIRST_FEEDBACK: mark("已作首次反馈"),
    Event.ENFORCEMENT_DECIDED: mark("已决定是否立案查处"),
    Event.ENFORCEMENT_OPENED: mark("已立案查处"),
    Event.ENFORCEMENT_CONCLUDED: mark("已作出行政处罚决定"),
    Event.MEDIATION_ENDED: mark("调解结束"),
    Event.HEARING_OPENED: mark("听证开始"),
    Event.HEARING_CLOSED: mark("听证结束"),
    Event.DISCLOSURE_FORMED: mark("应公开的信息已形成"),
    Event.DISCLOSURE_PUBLISHED: mark("信息已主动公开"),
    Event.LITIGATION_BEGAN: mark("进入诉讼程序，暂停办理"),
    Event.LITIGATION_ENDED: mark("诉讼程序结束，继续办理"),
    Event.QUESTION_ASKED: mark("部门请您补充情况"),
    Event.QUESTION_ANSWERED: mark("您补充了情况"),
    Event.QUESTION_DROPPED: mark("没有等到补充，继续办理"),
    Event.CASE_WITHDRAWN: mark("您撤回了投诉"),
    Event.CASE_RATED: mark("您作了评价"),
    Event.REVIEW_ASKED: mark("您请求复查"),
    Event.REVIEW_ANSWERED: mark("复查已有结果"),
    Event.SECOND_REVIEW_ASKED: mark("您请求复核"),
    Event.SECOND_REVIEW_ANSWERED: mark("复核已有结果"),
    Event.LEAD_SOUGHT: mark("没有写明牵头部门，开始研究确定"),
    Event.LEAD_SETTLED: mark("牵头部门已经确定，转给它办理"),
    Event.CASE_FOLLOWED: mark("和已有的一件投诉一起办"),
    Event.MERGE_LEAD_CHANGED: mark("最先那件投诉撤回了，其余的继续一起办"),
    Event.INFORMATION_ADDED: mark("您又补充了情况"),
    Event.PERSON_ASKED: mark("您请人工核对转办"),
    Event.PERSON_LOOKED: mark("协调办公室已人工核对转办"),
    Event.CASE_REORGANISED: mark("机构改革，由承接职责的单位继续办理"),
    Event.TASKS_REORGANISED: mark("机构改革，配合任务由承接职责的单位继续办理"),
    Event.CASE_WENT_ALONG: mark("随牵头的那件一起转到别的单位"),
    Event.CASE_RECALLED: mark("协调办公室收回，重新确定由谁办理"),
    Event.TASK_GIVEN: mark("请配合部门办理"),
    Event.TASK_REPLIED: mark("配合部门已回复"),
    Event.TASK_STALLED: mark("配合部门超期没有回复，已请协调办公室催办"),
    Event.TASK_RETURNED: mark("回复退给配合部门补充"),
    Event.TASK_WITHDRAWN: mark("不再请配合部门办理"),
    Event.CASE_ANSWERED: mark("部门已答复"),
    Event.CASE_ANSWERED_ELSEWHERE: mark("已告诉您该去哪里反映"),
    Event.CASE_CLOSED: mark("已办结"),
    Event.OWN_DATA_EXPORTED: mark("投诉人下载了自己的信息"),
    Event.CONTACT_CORRECTED: mark("投诉人更正了联系方式"),
    Event.CONTACT_ERASED_BY_OWNER: mark("投诉人删除了联系方式"),
    Event.CONTACT_ERASED: mark("联系方式到期，已删除"),
    Event.HOLD_PLACED: mark("依法保全联系方式"),
    Event.HOLD_RELEASED: mark("解除保全"),
    Event.OUTCOME_RECORDED: mark("登记办理结果"),
    Event.CLOCK_WARNED: mark("期限快到，已提醒"),
    Event.CLOCK_ESCALATED: mark("超过期限，已逐级提醒"),
    Event.CASE_RESTING: mark("一直没有指定承办人，已提醒"),
    Event.LETTER_ISSUED: mark("协调办公室发出提醒函"),
    Event.LETTER_ACKNOWLEDGED: mark("提醒函已签收"),
    Event.REPORTED_UPWARD: mark("已向上级报告"),
    Event.REPORT_ANSWERED: mark("上级对报告作了批示"),
    Event.MAJOR_MATTER: mark("列为重大事项"),
    Event.ITEM_OPENED: mark("协调办公室督办"),
    Event.ITEM_REPLIED: mark("已回复督办"),
    Event.ITEM_VISITED: mark("督办现场核查"),
    Event.ITEM_RETURNED: mark("督办退回继续整改"),
    Event.ITEM_CLOSED: mark("督办销号"),
    Event.ACCUSATION_MARKED: mark("协调办公室标明涉及单位，限制知悉"),
    Event.ACCUSATION_TAKEN_BACK: mark("协调办公室取消涉及单位的标明"),
    Event.CONTACT_REVEALED: mark("查看联系方式"),
    Event.EVIDENCE_OPENED: mark("查看材料"),
    Event.RESULT_PROPOSED: mark("提交公布办理结果"),
    Event.RESULT_RETURNED: mark("公布前审查：退回修改"),
    Event.RESULT_APPROVED: mark("公布前审查：通过"),
    Event.RESULT_WITHDRAWN: mark("撤回公布的办理结果"),
    Event.RESULT_WRITTEN: mark("办理结果已写入网站内容"),
    Event.PUBLICATION_OBJECTED: mark("投诉人提出不要公布"),
}

# The same at the desk, where `您` would be the reader.
_AT_DESK: Mapping[Event, str] = {
    Event.QUESTION_ASKED: mark("请投诉人补充情况"),
    Event.QUESTION_ANSWERED: mark("投诉人补充了情况"),
    Event.CASE_WITHDRAWN: mark("投诉人撤回了投诉"),
    Event.CASE_RATED: mark("投诉人作了评价"),
    Event.REVIEW_ASKED: mark("投诉人请求复查"),
    Event.SECOND_REVIEW_ASKED: mark("投诉人请求复核"),
    Event.INFORMATION_ADDED: mark("投诉人又补充了情况"),
    Event.PERSON_ASKED: mark("投诉人请人工核对转办"),
}

_VERDICTS: Mapping[Verdict, str] = {
    Verdict.TRUE: mark("属实"),
    Verdict.LARGELY_TRUE: mark("基本属实"),
    Verdict.PARTLY_TRUE: mark("部分属实"),
    Verdict.UNTRUE: mark("不属实"),
}

_CLOSINGS: Mapping[Closing, str] = {Closing.DONE: mark("办结"), Closing.STAGE: mark("阶段性办结")}


# A case that goes along with another tells how that one stands. What only the other complainant did or is
# asked to do is put in words that say nothing of them.
_TOGETHER: Mapping[State, tuple[str, str]] = {
    State.WAITING: (mark("正在调查处理"), mark("部门正在核实情况，办完后在这里答复您。")),
    State.UNDER_REVIEW: (mark("上级机关正在复查答复"), mark("复查有了结果，会在这里告诉您。")),
    State.UNDER_SECOND_REVIEW: (mark("上级机关正在复核答复"), mark("复核有了结果，会在这里告诉您。")),
}

# Whom the case waits for, in three or four words.
_WAITS_FOR: Mapping[State, str] = {
    State.RECEIVED: mark("等系统转办"),
    State.TO_BE_DECIDED: mark("等协调办公室确定"),
    State.ROUTED: mark("等部门受理"),
    State.OBJECTED: mark("等协调办公室核定"),
    State.ACCEPTED: mark("等部门调查"),
    State.HANDLING: mark("等部门办理"),
    State.EXTENDED: mark("等部门办理"),
    State.WAITING: mark("等您补充"),
    State.WITHOUT_LEAD: mark("等研究牵头部门"),
    State.REFERRED: mark("等受移送的机关"),
    State.IN_LITIGATION: mark("等法院"),
    State.MERGED: mark("等一起办的那件"),
    State.ANSWERED: mark("等您看答复"),
    State.UNDER_REVIEW: mark("等复查机关"),
    State.UNDER_SECOND_REVIEW: mark("等复核机关"),
    State.CLOSED: "",
    State.WITHDRAWN: "",
}


def state_words(state: State) -> str:
    """The state in words a citizen reads."""
    return _(_STATES[state])


def what_happens_next(state: State) -> str:
    """One sentence for the tracking page."""
    return _(_NEXT[state])


def together_words(state: State) -> tuple[str, str]:
    """How the other case stands, and what happens next, for a complainant whose case goes along with it."""
    told, following = _TOGETHER.get(state, (_STATES[state], _NEXT[state]))
    return _(told), _(following)


def waits_for(state: State) -> str:
    """Whom the case waits for; empty when it is over."""
    return _(_WAITS_FOR[state]) if _WAITS_FOR[state] else ""


def event_words(event: Event) -> str:
    """An event in words; its name when it never appears on a time line."""
    return _(_EVENTS.get(event, event.value))


def event_at_desk(event: Event) -> str:
    """An event in words for staff, to whom the complainant is somebody else."""
    return _(_AT_DESK[event]) if event in _AT_DESK else event_words(event)


def verdict_words(verdict: Verdict) -> str:
    """The verdict in words."""
    return _(_VERDICTS[verdict])


def closing_words(closing: Closing) -> str:
    """How it was closed, in words."""
    return _(_CLOSINGS[closing])
