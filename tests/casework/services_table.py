"""Every service that a member of staff calls: which right guards it, and what the walk calls it with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from annual_services import annual_guards
from list_services import list_guards
from partner_services import partner_guards
from roles_world import World
from samples import complaint

from intake.cases.canned import CannedText, Purpose
from intake.cases.court import Ending, Proceeding
from intake.cases.events import Event
from intake.cases.lead import Ruling
from intake.cases.model import Owner
from intake.cases.objections import Grounds, Reason
from intake.cases.outcome import Outcome
from intake.cases.permissions import Right
from intake.cases.publication import Picture, Words
from intake.cases.referral import Outcome as Decided
from intake.cases.referral import Proposal
from intake.cases.states import Action
from intake.cases.supervision import PaperAct, PaperKind, TalkKind
from intake.services.casework.accusing import Accusation
from intake.services.casework.assigning import Offered
from intake.services.casework.bulk import Picked
from intake.services.casework.extend import Longer
from intake.services.casework.handle import Answer
from intake.services.casework.merge import Into
from intake.services.casework.milestones import Happened
from intake.services.casework.person import Look
from intake.services.casework.referral import Conclusion, Refusal, Signed
from intake.services.casework.tasks import Asked, Which
from intake.services.casework.triage import Decision
from intake.services.desk.export import What
from intake.services.desk.filters import NONE
from intake.services.desk.queues import Queue
from intake.services.desk.sheets import Form
from intake.services.office import period
from intake.services.office.findings import Found
from intake.services.office.papers import Written
from intake.services.office.period import Period
from intake.services.office.supervision import Demand, Held

Make = Callable[[World], tuple[Any, ...]]


def _raises(_result: Any) -> bool:
    """For most: whoever may not is refused aloud, whatever would be returned."""
    return False


@dataclass(frozen=True)
class Guard:
    """`right`: who may at all. `arguments`: what follows (ctx, staff). `nothing`: of lists that are empty for
    others, what such a result looks like. `bound`: about one case or paper, so not for strangers either.
    `or_with`: another right that opens it, to others. `named`: keyword arguments."""

    right: Action | Right
    arguments: Make = field(default=lambda _world: ())
    nothing: Callable[[Any], bool] = _raises
    bound: bool = True
    or_with: Action | Right | None = None
    named: Mapping[str, Any] = field(default_factory=dict)


def _at(name: str, *more: Any) -> Make:
    """A case by name, in its latest version."""
    return lambda world: (world.number(name), world.version(name), *(_made(world, each) for each in more))


def _of(name: str, *more: Any) -> Make:
    """A case by name."""
    return lambda world: (world.number(name), *(_made(world, each) for each in more))


def _with(*all_of: Any) -> Make:
    return lambda world: tuple(_made(world, each) for each in all_of)


def _made(world: World, argument: Any) -> Any:
    """An argument, or what a function makes of the world."""
    return argument(world) if callable(argument) and not isinstance(argument, type) else argument


def _thing(name: str) -> Callable[[World], Any]:
    return lambda world: world.made[name]


def _empty(result: Any) -> bool:
    return not result


def _all_refused(result: Any) -> bool:
    return all(each.refused for each in result)


def _picked(name: str) -> Callable[[World], Any]:
    return lambda world: (Picked(world.number(name), world.version(name)),)


TODAY = date(2026, 11, 23)
SOON = TODAY + timedelta(days=9)
ABOUT = period.Asked(Period(TODAY - timedelta(days=7), TODAY))
FOUND = Found("督察组", "花园路", "废水", "410105", "ecology", "整改", SOON, "现场验收")
HELD = Held(TalkKind.TALK, "410105", "ecology", "约1号", TODAY, "谈过")
WORDS = Words("油烟", "工厂冒烟", "已查处", "ST-001")
POLICE = Proposal(
    "police", "公安局", "事实", ("涉嫌犯罪案件情况的调查报告", "涉案物品清单", "有关检验报告或者鉴定结论")
)
PAPER = (PaperKind.FINDING, _thing("finding"))
EVERY_CASE = Right.READ_CASE


def _casework() -> Mapping[str, Guard]:
    proposed, approved, sent, received = (
        _thing(f"referral {name}") for name in ("proposed", "approved", "sent", "received")
    )
    return {
        "accusing.mark": Guard(
            Right.MARK_ACCUSING, _at("routed", Accusation(Owner("410105", "ecology"), "写明是它"))
        ),
        "accusing.take_back": Guard(Right.MARK_ACCUSING, _at("marked", "看错了")),
        "assigning.offered": Guard(Action.ASSIGN, _of("accepted"), lambda found: found == Offered()),
        "bulk.assign_many": Guard(
            Action.ASSIGN, _with(_picked("accepted"), _thing("colleague")), _all_refused
        ),
        "court.suspend": Guard(
            Action.SUSPEND_FOR_COURT, _at("accepted", Proceeding("法院", "行初2号", TODAY))
        ),
        "court.resume": Guard(Action.RESUME_AFTER_COURT, _at("in court", Ending(TODAY, "驳回", ""))),
        "court.of_case": Guard(EVERY_CASE, _of("in court")),
        "duplicates.of_case": Guard(EVERY_CASE, _of("routed")),
        "extend.possible": Guard(Action.EXTEND, _of("accepted")),
        "extend.extend": Guard(Action.EXTEND, _at("accepted", Longer(5, "情况复杂"))),
        "handle.accept": Guard(Action.ACCEPT, _at("routed")),
        "handle.assign": Guard(Action.ASSIGN, _at("accepted", _thing("colleague"))),
        "handle.start": Guard(Action.START, _at("accepted")),
        "handle.answer": Guard(Action.ANSWER, _at("accepted", Answer("已查处。"))),
        "handle.close": Guard(Action.CLOSE, _at("answered")),
        "handle.resume": Guard(Action.RESUME, _at("closed", "又有新情况")),
        "lead.seek": Guard(Action.SEEK_LEAD, _at("to decide", "没有谁管")),
        "lead.register": Guard(EVERY_CASE, bound=False),
        "lead.entry": Guard(EVERY_CASE, _with(_thing("question"))),
        "lead.propose": Guard(Right.ADVISE_ON_LEAD, _with("无人机噪声", "见过"), bound=False),
        "lead.give_opinion": Guard(Right.ADVISE_ON_LEAD, _with(_thing("question"), "归城管")),
        "lead.decide": Guard(
            Action.SETTLE_LEAD, _with(_thing("question"), Ruling("housing", "豫环委1号", TODAY))
        ),
        "letters.transfer_slip": Guard(EVERY_CASE, _of("routed")),
        "letters.referral_letter": Guard(EVERY_CASE, _of("approved", approved)),
        "letters.identity_annex": Guard(Right.REVEAL_CONTACT, _of("approved", approved, "当面取证")),
        "merge.merge": Guard(
            Action.MERGE,
            _at("routed", lambda world: Into(world.number("lead of merged"), "同一件")),
        ),
        "merge.unmerge": Guard(Action.UNMERGE, _at("merged", "不是同一件")),
        "milestones.note": Guard(
            Right.RECORD_MILESTONE, _at("accepted", Happened(Event("desk:enforcement:decided"), TODAY))
        ),
        "milestones.of_case": Guard(EVERY_CASE, _of("accepted")),
        "objections.object_to": Guard(Action.OBJECT, _at("routed", Grounds(Reason.OTHER_DEPARTMENT, "清单"))),
        "objections.agree": Guard(Action.AGREE, _at("objected", "成立")),
        "objections.refuse": Guard(Action.REFUSE, _at("objected", "不成立")),
        "outcome.write": Guard(Right.RECORD_OUTCOME, _at("accepted", Outcome(("air",)))),
        "outcome.read": Guard(EVERY_CASE, _of("accepted")),
        "person.look": Guard(Right.LOOK_AT_ROUTING, _at("person asked", Look("已看过。"))),
        "person.waits": Guard(Right.LOOK_AT_ROUTING, _of("person asked"), _empty),
        "question.ask": Guard(Action.ASK_CITIZEN, _at("accepted", "几点？")),
        "question.go_on": Guard(Action.STOP_WAITING, _at("waiting")),
        "referral.propose": Guard(Right.PROPOSE_REFERRAL, _at("accepted", POLICE)),
        "referral.approve": Guard(Right.APPROVE_REFERRAL, _at("proposed", proposed)),
        "referral.refuse": Guard(
            Right.APPROVE_REFERRAL, _at("proposed", lambda world: Refusal(proposed(world), "不足"))
        ),
        "referral.send": Guard(Right.PROPOSE_REFERRAL, _at("approved", approved)),
        "referral.receive": Guard(
            Right.PROPOSE_REFERRAL, _at("sent", lambda world: Signed(sent(world), TODAY, "收2号"))
        ),
        "referral.conclude": Guard(
            Right.PROPOSE_REFERRAL,
            _at("received", lambda world: Conclusion(received(world), Decided.ACCEPTED, TODAY, "文1号")),
        ),
        "referral.take_back": Guard(
            Action.TAKE_BACK, _at("sent", "已有结果"), or_with=Action.TAKE_BACK_TO_OFFICE
        ),
        "referral_lists.of_case": Guard(EVERY_CASE, _of("proposed")),
        "resting.unassigned_for": Guard(EVERY_CASE, bound=False),
        "resting.count_for": Guard(EVERY_CASE, bound=False),
        "review.uphold": Guard(Action.UPHOLD, _at("review", "维持")),
        "review.send_back": Guard(Action.SEND_BACK, _at("review", "重办")),
        "task_lists.of_case": Guard(EVERY_CASE, _of("helped")),
        "task_lists.proposed": Guard(Right.GIVE_TASK, _of("accepted")),
        "task_lists.asked_of": Guard(Right.REPLY_TASK, nothing=_empty, bound=False),
        "task_lists.asked_by": Guard(Right.GIVE_TASK, nothing=_empty, bound=False),
        "task_lists.stalled_for": Guard(Right.SUPERVISE, nothing=_empty, bound=False),
        "tasks.give": Guard(Right.GIVE_TASK, _at("accepted", Asked("housing", "请核对"))),
        "tasks.reply": Guard(Right.REPLY_TASK, _of("helped", Which(1, 1), "已核对")),
        "tasks.send_back": Guard(Right.GIVE_TASK, _of("replied", Which(2, 2), Asked("", "再核对", days=3))),
        "tasks.withdraw": Guard(Right.GIVE_TASK, _of("helped", Which(1, 1), "不用了")),
        "triage.route": Guard(Action.ROUTE, _at("to decide", Decision("housing", "按职责", None, "410105"))),
        "triage.answer_elsewhere": Guard(Action.ANSWER_ELSEWHERE, _at("to decide", "请拨打 12345")),
    }


def _desk() -> Mapping[str, Guard]:
    shared = CannedText(0, Purpose.ANSWER, "另一条", "已办。", own=False)
    said = {"queue": "new"}
    return {
        "asking.wanted_by": Guard(EVERY_CASE, _with(Queue.ALL), bound=False),
        "asking.reach_of": Guard(EVERY_CASE, bound=False),
        "bulk.accept_many": Guard(Action.ACCEPT, _with(_picked("routed")), _all_refused),
        "bulk.assign_many": Guard(
            Action.ASSIGN, _with(_picked("accepted"), _thing("colleague")), _all_refused
        ),
        "canned.texts": Guard(EVERY_CASE, bound=False),
        "canned.fill": Guard(EVERY_CASE, _of("accepted", _thing("text"))),
        "canned.add": Guard(Right.SHARE_TEXTS, _with(shared), bound=False),
        "canned.remove": Guard(Right.SHARE_TEXTS, _with(_thing("text"))),
        "drafts.keep": Guard(EVERY_CASE, _of("accepted", "answer", {"answer-text": "半句"})),
        "drafts.of_case": Guard(EVERY_CASE, _of("accepted")),
        "export.export": Guard(EVERY_CASE, _with(What(Queue.ALL), Form.CSV), bound=False),
        "inbox.counts": Guard(EVERY_CASE, nothing=_empty, bound=False),
        "inbox.inbox": Guard(EVERY_CASE, _with(Queue.ALL), bound=False),
        "inbox.for_paper": Guard(EVERY_CASE, _with(Queue.ALL, NONE, None), bound=False),
        "inbox.next_case": Guard(EVERY_CASE, _with(Queue.ALL, ""), bound=False),
        "inbox.case": Guard(EVERY_CASE, _of("accepted")),
        "inbox.clocks": Guard(EVERY_CASE, _of("accepted")),
        "inbox.evidence": Guard(Right.OPEN_EVIDENCE, _of("written", _thing("photo written"))),
        "inbox.reveal_contact": Guard(Right.REVEAL_CONTACT, _of("accepted", "约时间")),
        "keyed_in.preview": Guard(Right.KEY_IN, _with(complaint()), bound=False),
        "keyed_in.key_in": Guard(Right.KEY_IN, _with(complaint(), "phone", "一页"), bound=False),
        "notes.write": Guard(Right.WRITE_NOTE, _of("accepted", "看过了")),
        "notes.of_case": Guard(EVERY_CASE, _of("accepted")),
        "notes.people": Guard(EVERY_CASE, _of("accepted")),
        "notes.mentions": Guard(EVERY_CASE, nothing=_empty, bound=False),
        "notes.seen": Guard(EVERY_CASE, _of("accepted")),
        "saved.save": Guard(EVERY_CASE, lambda _world: ("名字", said), bound=False, named={"shared": True}),
        "unheard.asked_for_a_person": Guard(Right.LOOK_AT_ROUTING, nothing=_empty, bound=False),
        "unheard.undelivered": Guard(EVERY_CASE, bound=False),
    }


def _office() -> Mapping[str, Guard]:
    item, finding = _thing("item"), _thing("finding")
    demand = Demand("整改", SOON)
    return {
        "board.board": Guard(Right.SEE_BOARD, bound=False),
        "checks.checked": Guard(Right.SUPERVISE, bound=False),
        "checks.export": Guard(Right.SUPERVISE, _with("", Form.CSV), bound=False),
        "checks.tasks_in": Guard(Right.SUPERVISE, _with("（一）治水。".encode()), bound=False),
        "case_papers.of_case": Guard(Right.ANSWER_SUPERVISION, _of("accepted")),
        "digest.digest": Guard(Right.SEE_BOARD, _with(ABOUT), bound=False),
        "findings.enter_finding": Guard(Right.SUPERVISE, _with(FOUND), bound=False),
        "findings.consult": Guard(Right.SUPERVISE, _with(finding, "410105", "housing")),
        "findings.give_opinion": Guard(Right.ANSWER_SUPERVISION, _with(finding, "同意")),
        "findings.transfer": Guard(
            Right.SUPERVISE,
            lambda world: ((world.made["finding"], 1), ("410105", "housing"), "它牵头"),
        ),
        "indicators.indicators": Guard(Right.SEE_BOARD, _with(ABOUT), bound=False),
        "inspection.table": Guard(Right.SEE_BOARD, _with(ABOUT), bound=False),
        "inspection.export": Guard(Right.SEE_BOARD, _with(ABOUT, Form.CSV), bound=False),
        "letters.issue": Guard(Right.SUPERVISE, _of("routed", "请抓紧")),
        "letters.acknowledge": Guard(Right.ANSWER_SUPERVISION, _with(_thing("letter"), "马上办")),
        "letters.one": Guard(Right.ANSWER_SUPERVISION, _with(_thing("letter"))),
        "letters.listed": Guard(Right.ANSWER_SUPERVISION, bound=False),
        "papers.act": Guard(
            Right.SUPERVISE,
            lambda world: ((PaperKind.ITEM, world.made["item"], 2), PaperAct.CLOSE, Written("销号")),
        ),
        "papers.one": Guard(Right.ANSWER_SUPERVISION, _with(PaperKind.ITEM, item)),
        "papers.listed": Guard(Right.ANSWER_SUPERVISION, _with(PaperKind.ITEM), _empty, bound=False),
        "papers.file": Guard(Right.ANSWER_SUPERVISION, _with(PaperKind.ITEM, item, _thing("file"))),
        "period.wanted": Guard(Right.SEE_BOARD, _with(ABOUT), bound=False),
        "reports.flag_major": Guard(Right.FLAG_MAJOR, _of("accepted", "影响大")),
        "reports.answer": Guard(Right.SUPERVISE, _with(_thing("report"), "限期办结")),
        "reports.one": Guard(Right.SUPERVISE, _with(_thing("report"))),
        "reports.listed": Guard(Right.SUPERVISE, nothing=_empty, bound=False),
        "supervision.open_on_case": Guard(Right.SUPERVISE, _of("routed", demand)),
        "supervision.open_on_finding": Guard(Right.SUPERVISE, _with(finding, demand)),
        "supervision.record_talk": Guard(Right.SUPERVISE, _with(HELD), bound=False),
        "supervision.talks": Guard(Right.ANSWER_SUPERVISION, nothing=_empty, bound=False),
    }


def _shown(world: World) -> Picture:
    return Picture(world.made["photo written"], shown=True, alt="烟囱", boxes=())


def _others() -> Mapping[str, Guard]:
    picture = _thing("photo written")
    colleague, unit = _thing("colleague"), _thing("unit")
    return {
        "notices.notify.of_case": Guard(EVERY_CASE, _of("accepted")),
        "publication.preparing.save": Guard(Right.PROPOSE_RESULT, _of("answered", 0, WORDS)),
        "publication.preparing.set_picture": Guard(Right.PROPOSE_RESULT, _of("written", 1, _shown)),
        "publication.preparing.propose": Guard(Right.PROPOSE_RESULT, _of("written", 1)),
        "publication.reviewing.approve": Guard(Right.APPROVE_RESULT, _of("asked for", 2, "依法公开")),
        "publication.reviewing.send_back": Guard(Right.APPROVE_RESULT, _of("asked for", 2, "不清楚")),
        "publication.reviewing.withdraw": Guard(Right.APPROVE_RESULT, _of("public", 3, "有误")),
        "publication.showing.shown": Guard(
            Right.APPROVE_RESULT, _of("written"), or_with=Right.PROPOSE_RESULT
        ),
        "publication.showing.picture": Guard(
            Right.APPROVE_RESULT, _of("written", picture), or_with=Right.PROPOSE_RESULT
        ),
        "publication.showing.with_sides": Guard(
            Right.APPROVE_RESULT, _of("written", picture), or_with=Right.PROPOSE_RESULT
        ),
        "records.retention.hold": Guard(Right.HOLD_CONTACT, _of("closed", "涉诉")),
        "records.retention.release": Guard(Right.HOLD_CONTACT, _of("closed", "不再涉诉")),
        "search.case_search.search": Guard(EVERY_CASE, _with("工厂"), bound=False),
        "staff.leave.name_deputy": Guard(Right.MANAGE_UNITS, _with(colleague, "")),
        "staff.leave.take": Guard(Right.MANAGE_UNITS, _with(colleague, SOON, SOON)),
        "staff.leave.cancel": Guard(Right.MANAGE_UNITS, _with(colleague, _thing("leave"))),
        "staff.leave.to_come": Guard(Right.MANAGE_UNITS, _with(colleague)),
        "staff.units.add": Guard(Right.MANAGE_UNITS, _with("水科"), bound=False),
        "staff.units.rename": Guard(Right.MANAGE_UNITS, _with(unit, "水科")),
        "staff.units.dissolve": Guard(Right.MANAGE_UNITS, _with(unit)),
        "staff.units.place": Guard(Right.MANAGE_UNITS, _with(colleague, unit)),
    }


GUARDS: Mapping[str, Guard] = {
    **{f"casework.{name}": guard for name, guard in _casework().items()},
    **{f"desk.{name}": guard for name, guard in _desk().items()},
    **{f"office.{name}": guard for name, guard in _office().items()},
    **{f"lists.{name}": guard for name, guard in list_guards(Guard, TODAY).items()},
    **{f"annual.{name}": guard for name, guard in annual_guards(Guard, TODAY).items()},
    **partner_guards(Guard),
    **_others(),
}
