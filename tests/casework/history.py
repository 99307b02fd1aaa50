"""Reads case histories from data and lives them through the services.

A history says what is filed, then who does what and when, and where the case must stand at the end:
`steps` are lists [who, what, arguments…]; "+5d" alone moves the clock; a step that ends in "refused: NAME"
must raise that error. `ends` may say the state, holder, running clocks with their last moment, events, the
`notices` that went out to whom, who must be able to read the case (`read_by`) and who must not
(`hidden_from`). `who` is "role department region" or "office region", or "citizen"; "other " before it
means the other complaint of the history.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import yaml
from office_verbs import OFFICE_VERBS
from samples import Clock, People, complaint
from task_verbs import TASK_VERBS

from intake.cases import errors
from intake.cases.court import Ending, Proceeding
from intake.cases.errors import NotPermitted
from intake.cases.events import Event
from intake.cases.model import Closing, Location, Receipt, Role, Staff, Verdict
from intake.cases.objections import Grounds, Reason
from intake.cases.referral import Outcome, Proposal
from intake.services.casework import (
    court,
    handle,
    lead,
    merge,
    milestones,
    objections,
    person,
    question,
    referral,
    review,
    triage,
)
from intake.services.casework.extend import Longer, extend
from intake.services.casework.handle import Answer
from intake.services.casework.merge import Into
from intake.services.casework.milestones import Happened
from intake.services.casework.person import Look
from intake.services.casework.referral import Conclusion, Refusal, Signed
from intake.services.casework.triage import Decision
from intake.services.citizens import citizen
from intake.services.context import LOCAL_TIME, Context
from intake.services.desk import inbox
from intake.services.filing import submit
from intake.store.cases import cases
from intake.store.notices import outbox
from intake.store.referrals import referrals

FOLDER = Path(__file__).parent / "histories"
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def all_histories() -> list[Any]:
    """Every history as a pytest parameter, named by its file and name."""
    return [
        pytest.param(each, id=f"{path.stem}: {each['name']}")
        for path in sorted(FOLDER.glob("*.yaml"))
        for each in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def _object(ctx: Context, staff: Staff, number: str, version: int, *said: Any) -> object:
    reason, clause, *names = said
    grounds = Grounds(Reason(reason), clause, "", names[0] if names else None)
    return objections.object_to(ctx, staff, number, version, grounds)


def _route(ctx: Context, staff: Staff, number: str, version: int, *where: Any) -> object:
    department, *region = where
    decision = Decision(department, "按职责", None, str(region[0]) if region else None)
    return triage.route(ctx, staff, number, version, decision)


def _answer(ctx: Context, staff: Staff, number: str, version: int, verdict: str | None = None) -> object:
    given = Answer("已查处。", Verdict(verdict) if verdict else None)
    return handle.answer(ctx, staff, number, version, given)


def _close(ctx: Context, staff: Staff, number: str, version: int, closing: str = "done") -> object:
    return handle.close(ctx, staff, number, version, Closing(closing))


def _extend(ctx: Context, staff: Staff, number: str, version: int, amount: int) -> object:
    return extend(ctx, staff, number, version, Longer(amount, "情况复杂"))


def _propose(ctx: Context, staff: Staff, number: str, version: int, kind: str, *extra: str) -> object:
    """With all required enclosures unless "missing" is said; "with identity" gives a reason for it."""
    known = ctx.registry.referral_kinds.get(kind)
    papers = tuple(each.name for each in known.enclosures if each.required) if known else ()
    proposal = Proposal(
        kind,
        "某机关",
        "查明的事实",
        () if "missing" in extra else papers,
        "需要当面取证" if "with identity" in extra else "",
    )
    return referral.propose(ctx, staff, number, version, proposal)


def _latest(ctx: Context, number: str) -> int:
    with ctx.database.reading() as connection:
        case = cases.by_number(connection, number)
        found = referrals.of_case(connection, case.id if case else 0)
    return found[-1].id if found else 0


def _at_latest(act: Callable[..., object]) -> Callable[..., object]:
    def run(ctx: Context, staff: Staff, number: str, version: int) -> object:
        return act(ctx, staff, number, version, _latest(ctx, number))

    return run


def _refuse_referral(ctx: Context, staff: Staff, number: str, version: int) -> object:
    return referral.refuse(ctx, staff, number, version, Refusal(_latest(ctx, number), "证据不足"))


def _signed(ctx: Context, staff: Staff, number: str, version: int) -> object:
    return referral.receive(ctx, staff, number, version, Signed(_latest(ctx, number), ctx.today(), "收1号"))


def _conclude(ctx: Context, staff: Staff, number: str, version: int, outcome: str) -> object:
    ended = Conclusion(_latest(ctx, number), Outcome(outcome), ctx.today(), "文1号")
    return referral.conclude(ctx, staff, number, version, ended)


def _court(ctx: Context, staff: Staff, number: str, version: int) -> object:
    return court.suspend(ctx, staff, number, version, Proceeding("金水区法院", "行初1号", ctx.today()))


def _after_court(ctx: Context, staff: Staff, number: str, version: int, on: date | None = None) -> object:
    return court.resume(ctx, staff, number, version, Ending(on or ctx.today(), "驳回起诉", ""))


def _note(ctx: Context, staff: Staff, number: str, version: int, event: str, *when: Any) -> object:
    on, at = (*when, None, None)[:2]
    happened = Happened(Event(event), on or ctx.today(), time.fromisoformat(at) if at else None, "文2号")
    return milestones.note(ctx, staff, number, version, happened)


DESK: dict[str, Callable[..., object]] = {
    "accept": handle.accept,
    "start": handle.start,
    "assign to self": lambda ctx, staff, number, version: handle.assign(
        ctx, staff, number, version, staff.login
    ),
    "object": _object,
    "agree": lambda *at: objections.agree(*at, "理由成立"),
    "refuse": lambda *at: objections.refuse(*at, "理由不成立"),
    "route": _route,
    "answer elsewhere": lambda *at: triage.answer_elsewhere(*at, "请拨打 12345"),
    "ask": lambda *at: question.ask(*at, "请说明时间。"),
    "go on": question.go_on,
    "extend": _extend,
    "answer": _answer,
    "close": _close,
    "resume": lambda *at: handle.resume(*at, "又有新情况"),
    "propose": _propose,
    "approve": _at_latest(referral.approve),
    "refuse referral": _refuse_referral,
    "send": _at_latest(referral.send),
    "signed": _signed,
    "conclude": _conclude,
    "take back": lambda *at: referral.take_back(*at, "已有结果"),
    "court": _court,
    "after court": _after_court,
    "note": _note,
    "seek lead": lambda *at: lead.seek(*at, "户外灯光扰民"),
    "uphold": lambda *at: review.uphold(*at, "维持"),
    "send back": lambda *at: review.send_back(*at, "重新办理"),
}
DESK["merge"] = lambda *at: merge.merge(*at[:4], Into(at[4], "同一件事"))
DESK["unmerge"] = lambda *at: merge.unmerge(*at, "不是同一件事")
DESK["look"] = lambda *at: person.look(*at[:4], Look("已经看过。", recall=at[4]))
DESK.update(TASK_VERBS)
DESK.update(OFFICE_VERBS)
CITIZEN: dict[str, Callable[..., object]] = {
    "reply": lambda ctx, code: citizen.reply(ctx, code, "每天夜里十点。"),
    "withdraw": citizen.withdraw,
    "rate": citizen.rate,
    "add": lambda ctx, code: citizen.add_information(ctx, code, "今天又有了。"),
    "ask person": citizen.ask_person,
    "ask review": lambda ctx, code: citizen.ask_review(ctx, code, "没有解决"),
}


@dataclass
class Life:
    """One case being lived through."""

    ctx: Context
    people: People
    clock: Clock
    receipt: Receipt
    other: Life | None = None

    @property
    def number(self) -> str:
        return self.receipt.case_number

    def take(self, step: Any) -> None:
        """Do one step as the history has it."""
        if isinstance(step, str):
            self.clock.forward(**_span(step))
            return
        refused = None
        if isinstance(step, dict):
            ((refused, step),) = step.items()
        who, what, *arguments = step
        if refused is None:
            self._do(who, what, arguments)
            return
        with pytest.raises(getattr(errors, refused.removeprefix("refused "))):
            self._do(who, what, arguments)

    def who(self, words: str) -> Staff:
        """Staff from words: "clerk ecology 410105", "office 410100"."""
        role, *rest = words.split()
        if role == "office":
            return self.people.coordinator(rest[0], *map(int, rest[1:]))
        if role == "auditor":
            return self.people.auditor()
        return self.people.organ_role(Role(role), *rest)

    def running(self) -> dict[str, str]:
        """The running clocks and the local time of their ends."""
        clocks = inbox.clocks(self.ctx, self.people.coordinator("410000"), self.number)
        return {
            f"{each.profile}/{each.clock}": each.due_at.astimezone(LOCAL_TIME).strftime("%Y-%m-%d %H:%M")
            for each in clocks
            if each.stopped_at is None and each.due_at
        }

    def notices(self) -> dict[str, list[str]]:
        """What went out about it, oldest first: audience → names of templates."""
        with self.ctx.database.reading() as connection:
            case = cases.by_number(connection, self.number)
            kept = outbox.of_case(connection, case.id) if case else []
        told: dict[str, list[str]] = {}
        for each in kept:
            told.setdefault(each.audience.value, []).append(each.template)
        return told

    def reads(self, who: str) -> bool:
        """Whether somebody can open the case."""
        try:
            inbox.case(self.ctx, self.who(who), self.number)
        except NotPermitted:
            return False
        return True

    def _do(self, who: str, what: str, arguments: list[Any]) -> None:
        if who.startswith("other ") and self.other:
            self.other._do(who.removeprefix("other "), what, arguments)
            return
        if who == "citizen":
            CITIZEN[what](self.ctx, self.receipt.code, *arguments)
            return
        if what == "merge" and self.other:
            arguments = [self.other.number]
        DESK[what](self.ctx, self.who(who), self.number, self._version(), *arguments)

    def _version(self) -> int:
        with self.ctx.database.reading() as connection:
            found = cases.by_number(connection, self.number)
        assert found is not None
        return found.version


def file(ctx: Context, people: People, clock: Clock, filed: dict[str, Any]) -> Life:
    """File what the history begins with."""
    changes = {key: value for key, value in filed.items() if key != "region"}
    if "region" in filed:
        changes["location"] = Location(region=str(filed["region"]), address="花园路")
    return Life(ctx, people, clock, submit.submit(ctx, complaint(**changes), "test"))


def file_all(ctx: Context, people: People, clock: Clock, history: dict[str, Any]) -> Life:
    """File the case of a history and, if it has one, the other about the same thing."""
    life = file(ctx, people, clock, history.get("file") or {})
    if "other" in history:
        life.other = file(ctx, people, clock, history["other"])
        life.other.other = life
    return life


def _span(words: str) -> dict[str, float]:
    return {_UNITS[words[-1]]: float(words[1:-1])}
