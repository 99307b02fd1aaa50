"""Asking the complainant for more, and going on without. Raises what `handle` raises."""

from __future__ import annotations

from intake.cases.complaint import tidy
from intake.cases.messages import Kind, Message
from intake.cases.model import Staff
from intake.cases.states import Action
from intake.services.casework.step import Change, required, step_on
from intake.services.context import Context
from intake.store.cases import citizens


def ask(ctx: Context, staff: Staff, case_number: str, version: int, text: str) -> int:
    """Ask the complainant; the case waits for the reply. Raises BadInput("text") without a text."""
    said = required("text", tidy(text), most=1000)
    with step_on(ctx, staff, case_number, version, Action.ASK_CITIZEN) as step:
        message = Message(Kind.QUESTION, said, ctx.now())
        citizens.keep_message(step.connection, step.case.id, message, staff.id)
        return step.take(Change(facts={"organ": step.holder()}))


def go_on(ctx: Context, staff: Staff, case_number: str, version: int) -> int:
    """Go on without a reply."""
    with step_on(ctx, staff, case_number, version, Action.STOP_WAITING) as step:
        return step.take(Change())
