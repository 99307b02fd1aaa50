"""What an organ's system does with its cases: one table of steps, each with what it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from intake.cases.model import Closing, Staff, Verdict
from intake.cases.objections import Grounds, Reason
from intake.cases.referral import Proposal
from intake.services.casework import extend, handle, objections, question, referral
from intake.services.casework.extend import Longer
from intake.services.casework.handle import Answer
from intake.services.context import Context
from intake.web.views.api.body import Reader
from intake.words import gettext as _

Do = Callable[[Context, Staff, str, int], int]


@dataclass(frozen=True, slots=True)
class Step:
    """`fields`: what its body may hold besides `version`. `read` makes of it what is to be done."""

    fields: frozenset[str]
    read: Callable[[Context, Reader], Do]


def _accept(_ctx: Context, read: Reader) -> Do:
    procedure = read.words("procedure") or None
    return lambda ctx, staff, number, version: handle.accept(ctx, staff, number, version, procedure)


def _start(_ctx: Context, _read: Reader) -> Do:
    return handle.start


def _object(ctx: Context, read: Reader) -> Do:
    reason = read.one_of("reason", tuple(Reason), default=Reason.OTHER_DEPARTMENT)
    names = read.words("department") or None
    if names and names not in ctx.registry.departments:
        read.fault("department", _("没有这个部门代号"))
    clause, note = read.words("clause"), read.words("note")

    def do(ctx: Context, staff: Staff, number: str, version: int) -> int:
        return objections.object_to(ctx, staff, number, version, Grounds(Reason(reason), clause, note, names))

    return do


def _ask(_ctx: Context, read: Reader) -> Do:
    text = read.words("text")
    return lambda ctx, staff, number, version: question.ask(ctx, staff, number, version, text)


def _go_on(_ctx: Context, _read: Reader) -> Do:
    return question.go_on


def _extend(_ctx: Context, read: Reader) -> Do:
    longer = Longer(
        read.number("amount", most=1000),
        read.words("reason"),
        read.words("clock") or None,
        read.words("approved_by"),
    )
    return lambda ctx, staff, number, version: extend.extend(ctx, staff, number, version, longer)


def _answer(_ctx: Context, read: Reader) -> Do:
    text, found = read.words("text"), read.one_of("verdict", ("", *Verdict))
    given = Answer(text, Verdict(found) if found in set(Verdict) else None)
    return lambda ctx, staff, number, version: handle.answer(ctx, staff, number, version, given)


def _close(_ctx: Context, read: Reader) -> Do:
    how = read.one_of("closing", tuple(Closing), default=Closing.DONE)
    return lambda ctx, staff, number, version: handle.close(ctx, staff, number, version, Closing(how))


def _refer(_ctx: Context, read: Reader) -> Do:
    proposal = Proposal(
        read.words("kind"), read.words("to"), read.words("grounds"), read.words_of("enclosures")
    )
    return lambda ctx, staff, number, version: referral.propose(ctx, staff, number, version, proposal)


STEPS: Mapping[str, Step] = {
    "accept": Step(frozenset({"procedure"}), _accept),
    "start": Step(frozenset(), _start),
    "object": Step(frozenset({"reason", "clause", "note", "department"}), _object),
    "ask": Step(frozenset({"text"}), _ask),
    "go-on": Step(frozenset(), _go_on),
    "extend": Step(frozenset({"amount", "reason", "clock", "approved_by"}), _extend),
    "answer": Step(frozenset({"text", "verdict"}), _answer),
    "close": Step(frozenset({"closing"}), _close),
    "refer": Step(frozenset({"kind", "to", "grounds", "enclosures"}), _refer),
}
