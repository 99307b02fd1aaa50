"""Another person of the organ, or its office, decides what may be public; what is public can be withdrawn.

All take the `version` that the person saw and raise what `preparing` raises; each returns the new version.
"""

from __future__ import annotations

from intake.cases.complaint import tidy
from intake.cases.errors import BadTransition
from intake.cases.events import Event, Recorded
from intake.cases.model import Staff
from intake.cases.permissions import Right
from intake.cases.publication import Stage, check_second_person
from intake.services.casework.step import required
from intake.services.context import LOCAL_TIME, Context
from intake.services.publication.preparing import Handled, handling
from intake.store.cases import cases
from intake.store.records import events
from intake.words import gettext as _


def approve(ctx: Context, staff: Staff, case_number: str, version: int, grounds: str) -> int:
    """Find that it may be public, on stated grounds (政府信息公开条例 arts 14-17).

    Whoever wrote or proposed it cannot. It is then due for writing.
    """
    said = required("grounds", tidy(grounds), most=500)
    with handling(ctx, staff, case_number, version, Right.APPROVE_RESULT) as handled:
        handled.check_publishable()
        _check_proposed(handled, staff)
        number = handled.publication.number or _next_number(ctx, handled)
        decision = {"decided_by": staff.id, "decided_at": ctx.now(), "grounds": said, "written_at": None}
        changed = handled.set({"stage": Stage.APPROVED, "number": number, **decision})
        _record(ctx, handled, staff, Event.RESULT_APPROVED, {"number": number, "reason": said})
        return changed


def send_back(ctx: Context, staff: Staff, case_number: str, version: int, reason: str) -> int:
    """Return it to be rewritten, saying why."""
    said = required("reason", tidy(reason), most=500)
    with handling(ctx, staff, case_number, version, Right.APPROVE_RESULT) as handled:
        _check_proposed(handled, staff)
        decision = {"decided_by": staff.id, "decided_at": ctx.now(), "reason": said}
        changed = handled.set({"stage": Stage.RETURNED, **decision})
        _record(ctx, handled, staff, Event.RESULT_RETURNED, {"reason": said})
        return changed


def withdraw(ctx: Context, staff: Staff, case_number: str, version: int, reason: str) -> int:
    """Take a published result back. Its page stays, says so and why, and shows nothing else of it."""
    said = required("reason", tidy(reason), most=500)
    with handling(ctx, staff, case_number, version, Right.APPROVE_RESULT) as handled:
        if handled.publication.stage is not Stage.APPROVED:
            raise BadTransition(_("没有公布，不用撤回。"))
        changed = handled.set(
            {"stage": Stage.WITHDRAWN, "reason": said, "withdrawn_at": ctx.now(), "written_at": None}
        )
        _record(ctx, handled, staff, Event.RESULT_WITHDRAWN, {"reason": said})
        return changed


def _check_proposed(handled: Handled, staff: Staff) -> None:
    if handled.publication.stage is not Stage.PROPOSED:
        raise BadTransition(_("现在没有等待审查的公布内容。"))
    check_second_person(handled.publication, staff.id)


def _next_number(ctx: Context, handled: Handled) -> str:
    """The next number of the region and year that the content does not know yet: 410105-2026-0001."""
    region = handled.case.certificate.region or handled.case.owner.region
    series = f"{region}-{ctx.now().astimezone(LOCAL_TIME):%Y}"
    while True:
        count = cases.next_number(handled.connection, f"result-{series}")
        number = f"{series}-{count:04d}"
        if not (ctx.settings.content_dir / "results" / region / series[-4:] / f"{count:04d}.yaml").exists():
            return number


def _record(ctx: Context, handled: Handled, staff: Staff, event: Event, facts: dict[str, str]) -> None:
    events.record(handled.connection, Recorded(event, ctx.now(), handled.case.id, staff.id, detail=facts))
