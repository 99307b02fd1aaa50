"""What the holder of a receipt code does with the case.

All take the code as typed and raise MistypedCode, NotFound, BadInput or BadTransition (not in this state).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition
from intake.cases.events import Event, Recorded
from intake.cases.messages import Kind, Message
from intake.cases.model import Case
from intake.cases.ownership import holder_name, superior
from intake.cases.states import Action
from intake.services.casework import merge
from intake.services.casework.step import Act, Change, move, required
from intake.services.citizens import enclosures, open_now
from intake.services.citizens.code import Held, acting
from intake.services.citizens.enclosures import Upload
from intake.services.context import Context
from intake.store.cases import citizens, merges, person_requests
from intake.store.cases.citizens import Review
from intake.store.records import events
from intake.words import gettext as _

_ACTIONS = {1: Action.ASK_REVIEW, 2: Action.ASK_SECOND_REVIEW}


def reply(ctx: Context, code: str, text: str, uploads: Sequence[Upload] = ()) -> None:
    """Answer the question that was asked; the work goes on. Raises EvidenceRefused for a file."""
    said = required("text", tidy(text))
    with enclosures.shelved(ctx, uploads) as files, acting(ctx, code) as (connection, held):
        enclosures.attach(ctx, connection, held.case.id, files)
        _act(ctx, connection, held.case, Action.REPLY, Change(facts=_count(len(files))))
        _write(ctx, connection, held.case, Kind.REPLY, said)


def add_information(ctx: Context, code: str, text: str, uploads: Sequence[Upload] = ()) -> None:
    """Say more, or send photos, at any time before the case is over; no clock is touched.

    The same text sent twice in a row counts once. Raises EvidenceRefused for a file.
    """
    said = tidy(text)
    if not said and not uploads:
        raise BadInput("text", _("请写下要补充的情况，或者选择照片。"))
    said = required("text", said or "补充了材料。")
    with enclosures.shelved(ctx, uploads) as files, acting(ctx, code) as (connection, held):
        enclosures.attach(ctx, connection, held.case.id, files)
        add_to(ctx, connection, held, said, len(files))


def add_to(ctx: Context, connection: Connection, held: Held, said: str, files: int = 0) -> None:
    """The same inside a transaction that holds the case. Raises BadTransition."""
    if not open_now.may_add(held):
        raise BadTransition(_("这件投诉已经结束，不能再补充。问题还在的，可以再投诉一次。"))
    if not files and _said_last(connection, held.case) == (Kind.ADDED, said):
        return
    _write(ctx, connection, held.case, Kind.ADDED, said)
    _record(ctx, connection, held.case, Event.INFORMATION_ADDED, _count(files))


def withdraw(ctx: Context, code: str, reason: str = "") -> None:
    """Take the complaint back. Those that went along with it go on: the first takes its place."""
    with acting(ctx, code) as (connection, held):
        _act(ctx, connection, held.case, Action.WITHDRAW, Change())
        _write(ctx, connection, held.case, Kind.WITHDRAWAL, tidy(reason)[:500])
        merges.end(connection, held.case.id)
        merge.succeed(ctx, connection, held.case)


def rate(ctx: Context, code: str, stars: int, comment: str = "") -> None:
    """Say how it was handled, 1 to 5; a later rating replaces an earlier one."""
    if stars not in range(1, 6):
        raise BadInput("stars", _("请选择 1 到 5 分。"))
    with acting(ctx, code) as (connection, held):
        if not open_now.may_rate(held):
            raise BadTransition(_("答复以后才能评价。"))
        citizens.rate(connection, held.case.id, stars, tidy(comment)[:500], ctx.now())
        _record(ctx, connection, held.case, Event.CASE_RATED, {"stars": str(stars)})


def ask_review(ctx: Context, code: str, reason: str) -> int:
    """Ask the organ above to review the answer (复查), or the one above that (复核); returns which, 1 or 2.

    Within 30 days of the answer (信访工作条例 arts 35, 36); after the second review there is no third. Whose
    case goes along with another leaves it with this, and takes the answer along.
    """
    said = required("reason", tidy(reason), most=2000)
    with acting(ctx, code) as (connection, held):
        level, _until = open_now.review_level(ctx, connection, held)
        if level is None:
            raise BadTransition(_("请求复查、复核要在收到答复之日起 30 日内提出；复核以后不再受理。"))
        review = _review(ctx, connection, held, level)
        facts = {"organ": holder_name(review.reviewer, ctx.registry, ctx.today())}
        change = Change(review.reviewer, {"assignee_id": None, **_answer_of(held)}, facts)
        _act(ctx, connection, held.case, _ACTIONS[level], change)
        merges.end(connection, held.case.id)
        citizens.ask_review(connection, held.case.id, review, ctx.now())
        _write(ctx, connection, held.case, Kind.REVIEW_REQUEST, said)
    return level


def ask_person(ctx: Context, code: str, reason: str = "") -> None:
    """Ask that a person of the office look at what the machine decided (个人信息保护法 art. 24)."""
    with acting(ctx, code) as (connection, held):
        if person_requests.asked(connection, held.case.id) is not None:
            return
        if not open_now.may_ask_person(held.case):
            raise BadTransition(_("这件投诉由谁办理已经由工作人员看过，或者已经有了答复。"))
        person_requests.ask(connection, held.case.id, ctx.now())
        _write(ctx, connection, held.case, Kind.PERSON_REQUEST, tidy(reason)[:1000])
        _record(ctx, connection, held.case, Event.PERSON_ASKED, {})


def _review(ctx: Context, connection: Connection, held: Held, level: int) -> Review:
    """Who decides, and on whose answer."""
    last = citizens.last_review(connection, held.case.id)
    answered_by = last.reviewer if last and level == 2 else held.shown.owner
    reviewer = superior(answered_by, held.case.certificate, ctx.registry, ctx.today())
    return Review(0, level, reviewer, held.shown.owner, None)


def _answer_of(held: Held) -> dict[str, object]:
    """What somebody who leaves the lead for a review takes along."""
    lead = held.lead
    return {"answer": lead.answer, "verdict": lead.verdict, "profile": lead.profile} if lead else {}


def _said_last(connection: Connection, case: Case) -> tuple[Kind, str] | None:
    written = citizens.messages(connection, case.id)
    return (written[-1].kind, written[-1].text) if written else None


def _act(ctx: Context, connection: Connection, case: Case, action: Action, change: Change) -> None:
    move(ctx, connection, case, Act(action, None), change)


def _write(ctx: Context, connection: Connection, case: Case, kind: Kind, text: str) -> None:
    citizens.keep_message(connection, case.id, Message(kind, text, ctx.now()), None)


def _record(ctx: Context, connection: Connection, case: Case, event: Event, facts: dict[str, str]) -> None:
    events.record(connection, Recorded(event, ctx.now(), case.id, detail=facts))


def _count(files: int) -> dict[str, str]:
    return {"files": str(files)} if files else {}
