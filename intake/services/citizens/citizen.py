"""What the holder of a receipt code may do. The code is the authority; there is no account.

All take the code as typed and raise MistypedCode, NotFound, BadInput or BadTransition (not in this state).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from intake.cases import receipt
from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition, NotFound
from intake.cases.events import Event, Recorded
from intake.cases.messages import Kind, Message
from intake.cases.model import Case
from intake.cases.ownership import holder_name, superior
from intake.cases.states import Action, State, actions_in
from intake.services.casework import clockwork
from intake.services.casework.step import Act, Change, move, required
from intake.services.context import Context
from intake.store import cases, citizens, events
from intake.store.citizens import Review
from intake.words import gettext as _

_REVIEW_CLOCKS = {("review", "ask"): 1, ("second-review", "ask"): 2}
_ACTIONS = {1: Action.ASK_REVIEW, 2: Action.ASK_SECOND_REVIEW}


@dataclass(frozen=True, slots=True)
class Open:
    """What the holder of the code may do now. `review_until`: until when a review may be asked for."""

    may_reply: bool
    may_withdraw: bool
    may_rate: bool
    review_level: int | None
    review_until: datetime | None
    messages: tuple[Message, ...]


def reply(ctx: Context, code: str, text: str) -> None:
    """Answer the question that was asked; the work goes on."""
    said = required("text", tidy(text))
    with _case_of(ctx, code) as (connection, case):
        _act(ctx, connection, case, Action.REPLY, Change())
        _write(ctx, connection, case, Kind.REPLY, said)


def withdraw(ctx: Context, code: str, reason: str = "") -> None:
    """Take the complaint back."""
    with _case_of(ctx, code) as (connection, case):
        _act(ctx, connection, case, Action.WITHDRAW, Change())
        _write(ctx, connection, case, Kind.WITHDRAWAL, tidy(reason)[:500])


def rate(ctx: Context, code: str, stars: int, comment: str = "") -> None:
    """Say how it was handled, 1 to 5; a later rating replaces an earlier one."""
    if stars not in range(1, 6):
        raise BadInput("stars", _("请选择 1 到 5 分。"))
    with _case_of(ctx, code) as (connection, case):
        if case.state not in (State.ANSWERED, State.CLOSED):
            raise BadTransition(_("答复以后才能评价。"))
        citizens.rate(connection, case.id, stars, tidy(comment)[:500], ctx.now())
        events.record(
            connection, Recorded(Event.CASE_RATED, ctx.now(), case.id, detail={"stars": str(stars)})
        )


def ask_review(ctx: Context, code: str, reason: str) -> int:
    """Ask the organ above to review the answer (复查), or the one above that (复核); returns which, 1 or 2.

    Within 30 days of the answer (信访工作条例 arts 35, 36); after the second review there is no third.
    """
    said = required("reason", tidy(reason), most=2000)
    with _case_of(ctx, code) as (connection, case):
        level, _until = _review(ctx, connection, case)
        if level is None:
            raise BadTransition(_("请求复查、复核要在收到答复之日起 30 日内提出；复核以后不再受理。"))
        last = citizens.last_review(connection, case.id)
        answered_by = last.reviewer if last and level == 2 else case.owner
        reviewer = superior(answered_by, case.certificate, ctx.registry, ctx.today())
        review = Review(0, level, reviewer, case.owner, None)
        facts = {"organ": holder_name(reviewer, ctx.registry, ctx.today())}
        _act(ctx, connection, case, _ACTIONS[level], Change(reviewer, {"assignee_id": None}, facts))
        citizens.ask_review(connection, case.id, review, ctx.now())
        _write(ctx, connection, case, Kind.REVIEW_REQUEST, said)
    return level


def open_to(ctx: Context, code: str) -> Open:
    """What may be done now, and what was written so far."""
    with _case_of(ctx, code) as (connection, case):
        level, until = _review(ctx, connection, case)
        return Open(
            may_reply=case.state is State.WAITING,
            may_withdraw=_allows(case, Action.WITHDRAW),
            may_rate=case.state in (State.ANSWERED, State.CLOSED),
            review_level=level,
            review_until=until,
            messages=citizens.messages(connection, case.id),
        )


@contextmanager
def _case_of(ctx: Context, code: str) -> Iterator[tuple[Connection, Case]]:
    wanted = receipt.keyed_hash(ctx.keys.receipt, receipt.parse(code))
    with ctx.database.writing() as connection:
        case = cases.by_code_hash(connection, wanted)
        if case is None:
            raise NotFound(_("没有这件投诉，请核对查询码。"))
        yield connection, case


def _act(ctx: Context, connection: Connection, case: Case, action: Action, change: Change) -> None:
    move(ctx, connection, case, Act(action, None), change)


def _write(ctx: Context, connection: Connection, case: Case, kind: Kind, text: str) -> None:
    citizens.keep_message(connection, case.id, Message(kind, text, ctx.now()), None)


def _allows(case: Case, action: Action) -> bool:
    return action in actions_in(case.state)


def _review(ctx: Context, connection: Connection, case: Case) -> tuple[int | None, datetime | None]:
    """The level of review that may be asked for now, and until when; None when there is none."""
    if case.state not in (State.ANSWERED, State.CLOSED) or case.owner.department is None:
        return None, None
    clocks = clockwork.of_case(ctx, connection, case.id)
    asking = [each for each in clocks if each.runs and each.key in _REVIEW_CLOCKS]
    if not asking:
        return None, None
    last = max(asking, key=lambda each: each.clock.started_at)
    until = clockwork.due_at(ctx, last)
    late = until is not None and ctx.now() > until
    return (None, None) if late else (_REVIEW_CLOCKS[last.key], until)
