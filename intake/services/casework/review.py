"""The organ above decides a review (复查) or second review (复核). Raises what `handle` raises."""

from __future__ import annotations

from intake.cases.complaint import tidy
from intake.cases.messages import Kind, Message
from intake.cases.model import Owner, Staff
from intake.cases.states import Action
from intake.services.casework.step import Change, Step, required, step_on
from intake.services.context import Context
from intake.store.cases import citizens


def uphold(ctx: Context, staff: Staff, case_number: str, version: int, opinion: str) -> int:
    """The answer stands; the complainant reads the opinion. A second review ends the case."""
    return _decide(ctx, staff, (case_number, version, Action.UPHOLD), opinion)


def send_back(ctx: Context, staff: Staff, case_number: str, version: int, opinion: str) -> int:
    """The answer does not stand; who gave it takes the case up again."""
    return _decide(ctx, staff, (case_number, version, Action.SEND_BACK), opinion)


def _decide(ctx: Context, staff: Staff, at: tuple[str, int, Action], opinion: str) -> int:
    said = required("opinion", tidy(opinion))
    with step_on(ctx, staff, *at) as step:
        facts = {"organ": step.holder()}
        owner = _end(step, said)
        return step.take(Change(owner, {"assignee_id": None}, facts))


def _end(step: Step, opinion: str) -> Owner:
    """Keep the outcome; returns whose answer it was about, to whom the case goes back."""
    review = citizens.last_review(step.connection, step.case.id)
    if review is None:
        raise LookupError(step.case.number)
    now, upheld = step.ctx.now(), step.action is Action.UPHOLD
    citizens.end_review(step.connection, review.id, upheld=upheld, now=now)
    message = Message(Kind.REVIEW_OPINION, opinion, now)
    citizens.keep_message(step.connection, step.case.id, message, step.staff.id)
    return review.answered_by
