"""A department's own steps on a case.

Each takes the `version` the person saw. All raise NotFound (no such case within reach), NotPermitted,
StaleCase (somebody else acted first) or BadTransition; each returns the new version.
"""

from __future__ import annotations

from dataclasses import dataclass

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput
from intake.cases.model import Closing, Role, Staff, Verdict
from intake.cases.running import is_procedure
from intake.cases.states import Action
from intake.services.casework.assigning import given_to
from intake.services.casework.step import Change, required, step_on
from intake.services.context import Context
from intake.words import gettext as _
from registry import ClockProfile


@dataclass(frozen=True, slots=True)
class Answer:
    """What the complainant is told, and whether what they said was found to be so, if that can be said."""

    text: str
    verdict: Verdict | None = None


def accept(ctx: Context, staff: Staff, case_number: str, version: int, procedure: str | None = None) -> int:
    """Take the case on; whoever accepts becomes its assignee unless it has one. Another system does not:
    somebody must be there to be reminded.

    `procedure` is a clock profile (see `procedures`); without it, the one of the settings.
    Raises BadInput("procedure") for any other.
    """
    profile = procedure or ctx.settings.procedure
    if profile not in {each.id for each in procedures(ctx)}:
        raise BadInput("procedure", _("没有这类办理程序，请重新选择。"))
    with step_on(ctx, staff, case_number, version, Action.ACCEPT) as step:
        person = None if staff.role is Role.MACHINE else staff.id
        values = {"assignee_id": step.case.assignee_id or person, "profile": profile}
        return step.take(Change(values=values, facts={"organ": step.holder(), "procedure": profile}))


def procedures(ctx: Context) -> list[ClockProfile]:
    """The procedures a case can be accepted under, each with its own limits."""
    return [each for each in ctx.registry.clock_profiles.values() if is_procedure(each)]


def assign(ctx: Context, staff: Staff, case_number: str, version: int, assignee: str) -> int:
    """Give the case to a unit of the organ (`unit:7`) or a person of it (a login), or to who stands in for
    them. Raises what `assigning.given_to` raises."""
    with step_on(ctx, staff, case_number, version, Action.ASSIGN) as step:
        return step.take(given_to(step, assignee))


def start(ctx: Context, staff: Staff, case_number: str, version: int) -> int:
    """Say that the work on an accepted case has begun."""
    with step_on(ctx, staff, case_number, version, Action.START) as step:
        return step.take(Change())


def answer(ctx: Context, staff: Staff, case_number: str, version: int, given: Answer) -> int:
    """Answer the complainant. Raises BadInput("text") without a text."""
    said = required("text", tidy(given.text))
    with step_on(ctx, staff, case_number, version, Action.ANSWER) as step:
        found = {"verdict": given.verdict.value} if given.verdict else {}
        values = {"answer": said, "verdict": given.verdict}
        return step.take(Change(values=values, facts={"organ": step.holder(), **found}))


def close(ctx: Context, staff: Staff, case_number: str, version: int, closing: Closing = Closing.DONE) -> int:
    """Close an answered case, for good or for the time being (阶段性办结)."""
    with step_on(ctx, staff, case_number, version, Action.CLOSE) as step:
        return step.take(Change(values={"closing": closing}, facts={"closing": closing.value}))


def resume(ctx: Context, staff: Staff, case_number: str, version: int, reason: str) -> int:
    """Take a closed case up again. Raises BadInput("reason") without a reason."""
    said = required("reason", tidy(reason))
    with step_on(ctx, staff, case_number, version, Action.RESUME) as step:
        return step.take(Change(values={"closing": None}, facts={"reason": said}))
