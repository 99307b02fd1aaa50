"""The steps of a special report: submitted, signed off, sent, receipts, its public edition reviewed.

All take (ctx, staff, number of what is owed, the report's version that was seen) and raise NotFound,
NotPermitted, BadTransition, BadInput, StaleCase. Each step is recorded in the transaction that makes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from intake.annual import edition
from intake.annual.model import DraftReport, Receipt
from intake.annual.states import REPORT, Act, State, check_second_person
from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition
from intake.cases.model import Staff
from intake.services.annual.showing import ReportView, view_of
from intake.services.annual.standing import after, due, line, public_words, stale
from intake.services.casework.step import required
from intake.services.context import Context
from intake.store.annual import annual_reports as store
from intake.store.annual import annual_writers
from intake.store.records import events
from intake.words import gettext as _
from registry import Obligation


@dataclass(frozen=True, slots=True)
class Step:
    """One step being taken, in a transaction."""

    ctx: Context
    connection: Connection
    staff: Staff
    owed: Obligation
    report: DraftReport
    view: ReportView
    act: Act
    state: State

    def take(self, values: Mapping[str, Any] | None = None, **facts: str) -> None:
        """Change the report and record it. Raises StaleCase."""
        if not store.change(self.connection, self.report, {"state": self.state, **(values or {})}):
            raise stale()
        self.record(**facts)

    def record(self, **facts: str) -> None:
        """Record the step."""
        event = REPORT[self.act].event
        if event:
            events.record(self.connection, line(self.ctx, self.staff, self.owed, event, **facts))


def submit(ctx: Context, staff: Staff, number: str, version: int) -> None:
    """Hand it to the leader. Every led item must be answered, or a reason given (policy, article 12)."""
    with _step(ctx, staff, number, version, Act.SUBMIT) as step:
        missing = step.view.coverage.gaps
        if missing:
            names = _("、").join(f"{item.id} {item.matter}" for item in missing[:5])
            raise BadTransition(
                _("还有 {count} 项没有写，也没有说明原因：{names}。").format(count=len(missing), names=names)
            )
        if not step.report.part("duties").text:
            raise BadTransition(_("第一章还没有写。"))
        step.take({"submitted_by": staff.id, "reason": ""})


def send_back(ctx: Context, staff: Staff, number: str, version: int, reason: str) -> None:
    """The leader wants it rewritten, and says why."""
    said = required("reason", tidy(reason), most=500)
    with _step(ctx, staff, number, version, Act.RETURN) as step:
        step.take({"reason": said}, reason=said)


def sign(ctx: Context, staff: Staff, number: str, version: int) -> None:
    """A leader who wrote nothing of it signs it off: it is formed, its figures are those of now, the clock of
    publication runs."""
    with _step(ctx, staff, number, version, Act.SIGN) as step:
        check_second_person(staff.id, step.report.submitted_by, *_writers(step))
        step.take({"signed_by": staff.id, "formed_on": ctx.today(), "figures": step.view.figures})


def send(ctx: Context, staff: Staff, number: str, version: int, sent_on: date) -> None:
    """Note on which day it went to all recipients; that may lie back, but not before it was formed."""
    with _step(ctx, staff, number, version, Act.SEND) as step:
        formed = step.report.formed_on or ctx.today()
        if not formed <= sent_on <= ctx.today():
            raise BadInput("sent_on", _("报送日期要在签发那天或以后，不晚于今天。"))
        step.take({"sent_on": sent_on}, until=step.owed.due.isoformat())


def receive(ctx: Context, staff: Staff, number: str, receipt: Receipt) -> None:
    """Record the receipt of one recipient; it may be corrected later."""
    given = Receipt(receipt.to, receipt.received_on, required("number", tidy(receipt.number), most=100))
    with _step(ctx, staff, number, None, Act.RECEIVE) as step:
        if given.to not in step.owed.everybody:
            raise BadInput("to", _("报告没有送给这个单位。"))
        if not (step.report.sent_on or ctx.today()) <= given.received_on <= ctx.today():
            raise BadInput("received_on", _("收到的日期要在报送那天或以后，不晚于今天。"))
        store.receive(step.connection, step.report.id, given, staff.id)
        if step.state is State.PUBLISHED:  # the content tells of receipts too
            store.change(step.connection, step.report, {"written_at": None})
        step.record(document=given.number)


def propose(ctx: Context, staff: Staff, number: str, version: int) -> None:
    """Ask for the review of the public edition: what it leaves out must stand in the redaction list."""
    with _step(ctx, staff, number, version, Act.PROPOSE) as step:
        if step.view.unexplained or step.view.pointless:
            raise BadTransition(_("公开版和删减清单对不上，请先逐处写明或者删去。"))
        if told := edition.identities(step.report):
            names = _("、").join(edition.place_words(part) for part in told)
            raise BadTransition(_("公开版里还有像个人信息的内容，请先隐去：{places}。").format(places=names))
        step.take({"proposed_by": staff.id, "reviewed_by": None, "reason": ""})


def reject(ctx: Context, staff: Staff, number: str, version: int, reason: str) -> None:
    """The reviewer returns the public edition, saying why."""
    said = required("reason", tidy(reason), most=500)
    with _step(ctx, staff, number, version, Act.REJECT) as step:
        step.take({"reason": said}, reason=said)


def publish(ctx: Context, staff: Staff, number: str, version: int, grounds: str) -> None:
    """Somebody who wrote nothing of it finds that the public edition may be public, on stated grounds.

    政府信息公开条例, article 17. It is then due for writing into the content.
    """
    said = public_words("grounds", required("grounds", tidy(grounds), most=500))
    with _step(ctx, staff, number, version, Act.PUBLISH) as step:
        report = step.report
        check_second_person(staff.id, report.proposed_by, report.submitted_by, *_writers(step))
        decided = {"reviewed_by": staff.id, "grounds": said, "published_on": ctx.today(), "written_at": None}
        step.take(decided, reason=said)


def _writers(step: Step) -> tuple[int, ...]:
    """Whoever wrote in either edition or the redaction list, however little, and whoever wrote after them."""
    return annual_writers.of_report(step.connection, step.report.id)


@contextmanager
def _step(ctx: Context, staff: Staff, number: str, version: int | None, act: Act) -> Iterator[Step]:
    """The transaction of a step; `version` None: of one that does not change the report itself."""
    owed = due(ctx, staff, number)
    with ctx.database.writing() as connection:
        report = store.held(connection, owed.unit, owed.year)
        if report is None:
            raise BadTransition(_("这份报告还没有动笔。"))
        state = after(ctx, staff, owed, (REPORT, act, report.state))
        if version is not None and report.version != version:
            raise stale()
        yield Step(ctx, connection, staff, owed, report, view_of(ctx, connection, staff, owed), act, state)
