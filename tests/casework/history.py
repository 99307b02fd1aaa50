"""Reads case histories from data and lives them through the services.

A history says what is filed, then who does what and when, and where the case must stand at the end:
`steps` are lists [who, what, arguments…]; "+5d" alone moves the clock; a step that ends in "refused: NAME"
must raise that error. `who` is "role department region" or "office region", or "citizen".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from samples import Clock, People, complaint

from intake.cases import errors
from intake.cases.errors import NotPermitted
from intake.cases.model import Closing, Location, Receipt, Role, Staff, Verdict
from intake.cases.objections import Grounds, Reason
from intake.services.casework import handle, objections, question, review, triage
from intake.services.casework.extend import Longer, extend
from intake.services.casework.handle import Answer
from intake.services.casework.triage import Decision
from intake.services.citizens import citizen
from intake.services.context import LOCAL_TIME, Context
from intake.services.desk import inbox
from intake.services.filing import submit

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
    "uphold": lambda *at: review.uphold(*at, "维持"),
    "send back": lambda *at: review.send_back(*at, "重新办理"),
}
CITIZEN: dict[str, Callable[..., object]] = {
    "reply": lambda ctx, code: citizen.reply(ctx, code, "每天夜里十点。"),
    "withdraw": citizen.withdraw,
    "rate": citizen.rate,
    "ask review": lambda ctx, code: citizen.ask_review(ctx, code, "没有解决"),
}


@dataclass
class Life:
    """One case being lived through."""

    ctx: Context
    people: People
    clock: Clock
    receipt: Receipt
    refusals: list[str] = field(default_factory=list)

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
            return self.people.coordinator(rest[0])
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

    def reads(self, who: str) -> bool:
        """Whether somebody can open the case."""
        try:
            inbox.case(self.ctx, self.who(who), self.number)
        except NotPermitted:
            return False
        return True

    def _do(self, who: str, what: str, arguments: list[Any]) -> None:
        if who == "citizen":
            CITIZEN[what](self.ctx, self.receipt.code, *arguments)
            return
        DESK[what](self.ctx, self.who(who), self.number, self._version(), *arguments)

    def _version(self) -> int:
        return inbox.case(self.ctx, self.people.coordinator("410000"), self.number).version


def file(ctx: Context, people: People, clock: Clock, filed: dict[str, Any]) -> Life:
    """File what the history begins with."""
    changes = {key: value for key, value in filed.items() if key != "region"}
    if "region" in filed:
        changes["location"] = Location(region=str(filed["region"]), address="花园路")
    return Life(ctx, people, clock, submit.submit(ctx, complaint(**changes), "test"))


def _span(words: str) -> dict[str, float]:
    return {_UNITS[words[-1]]: float(words[1:-1])}
