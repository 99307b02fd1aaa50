"""What the holder of a receipt code may do now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from intake.cases.clocks import Clock
from intake.cases.errors import NotFound
from intake.cases.events import Event
from intake.cases.messages import Message
from intake.cases.model import Case
from intake.cases.papers import Rating
from intake.cases.publication import Stage
from intake.cases.states import OVER, REVIEWING, Action, State, actions_in
from intake.services.casework import clockwork
from intake.services.citizens.code import Held, find, reached
from intake.services.context import Context
from intake.store.cases import citizens, papers, person_requests
from intake.store.publication import publication
from intake.store.records import events
from intake.words import gettext as _
from registry import CalendarEnded

_REVIEW_CLOCKS = {("review", "ask"): 1, ("second-review", "ask"): 2}
ANSWERED = (State.ANSWERED, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Open:
    """What the holder of the code may do now. `review_until`: until when a review may be asked for.
    `person_asked`: whether somebody still has to look at the routing; None when nobody asked. `kept_private`:
    nothing is to be published, at the complainant's wish; of what was withdrawn nothing is published anyway.
    `result_url`: where the result is public."""

    may_reply: bool
    may_add: bool
    may_withdraw: bool
    may_rate: bool
    may_ask_person: bool
    person_asked: bool | None
    review_level: int | None
    review_until: datetime | None
    rating: Rating | None
    messages: tuple[Message, ...]
    kept_private: bool
    may_keep_private: bool
    result_url: str


def open_to(ctx: Context, code: str) -> Open:
    """What may be done now, and what was written so far. Raises MistypedCode or NotFound."""
    code_hash = reached(ctx, code)
    with ctx.database.reading() as connection:
        held = find(connection, code_hash)
        if held is None:
            raise NotFound(_("没有这件投诉，请核对查询码。"))
        case = held.case
        level, until = review_level(ctx, connection, held)
        kept_private = publication.is_objected(connection, case.id)
        asked = person_requests.asked(connection, case.id)
        return Open(
            may_reply=case.state is State.WAITING,
            may_add=may_add(held),
            may_withdraw=Action.WITHDRAW in actions_in(case.state),
            may_rate=may_rate(held),
            may_ask_person=asked is None and may_ask_person(case),
            person_asked=asked,
            review_level=level,
            review_until=until,
            rating=papers.rating(connection, case.id),
            messages=citizens.messages(connection, case.id),
            kept_private=kept_private,
            may_keep_private=not kept_private and case.state is not State.WITHDRAWN,
            result_url=result_url(connection, case),
        )


def result_url(connection: Connection, case: Case) -> str:
    """The public page of the case's result; empty when there is none."""
    found = publication.of_case(connection, case.id)
    return f"/results/{found.number}/" if found and found.stage is Stage.APPROVED else ""


def may_add(held: Held) -> bool:
    """Anything may be added until the case, or the one it goes along with, is over."""
    return held.case.state not in OVER and held.shown.state not in OVER


def may_rate(held: Held) -> bool:
    """An answer can be rated once it is there."""
    return held.shown.state in ANSWERED


def may_ask_person(case: Case) -> bool:
    """Whether a machine alone decided who has it, and nobody has answered yet (个人信息保护法 art. 24)."""
    by_machine = case.certificate.decided and case.certificate.rule != "office"
    return by_machine and case.state in (State.ROUTED, State.ACCEPTED, State.HANDLING, State.EXTENDED)


def review_level(ctx: Context, connection: Connection, held: Held) -> tuple[int | None, datetime | None]:
    """The level of review that may be asked for now, and until when; None when there is none.

    Within 30 days of the answer (信访工作条例 arts 35, 36); after the second review there is no third.
    """
    if held.lead:
        until = _until_of_follower(ctx, connection, held.lead)
        return (1, until) if until and ctx.now() <= until else (None, None)
    case = held.case
    if case.state not in ANSWERED or case.owner.department is None:
        return None, None
    clocks = clockwork.of_case(ctx, connection, case.id)
    asking = [each for each in clocks if each.runs and each.key in _REVIEW_CLOCKS]
    if not asking:
        return None, None
    last = max(asking, key=lambda each: each.clock.started_at)
    until = clockwork.due_at(ctx, last)
    late = until is not None and ctx.now() > until
    return (None, None) if late else (_REVIEW_CLOCKS[last.key], until)


def _until_of_follower(ctx: Context, connection: Connection, lead: Case) -> datetime | None:
    """The answer to the lead was an answer to this person too: their own 30 days run from it."""
    if lead.state not in (*ANSWERED, *REVIEWING) or lead.answer is None:
        return None
    record = events.of_case(connection, lead.id)
    answered = [line.at for line in record if line.event is Event.CASE_ANSWERED]
    if not answered:
        return None
    clock = Clock(clockwork.profiles(ctx)["review"], "ask", answered[-1])
    try:
        return clock.due_at(ctx.registry.calendar, ctx.now())
    except CalendarEnded:
        return None
