"""Recording what happens to a case without moving it: milestones, and the stages of a referral.

Like a step: found within reach, permitted, from the version that was seen, clocks turned, one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Staff
from intake.cases.ownership import holder_name
from intake.cases.permissions import Right
from intake.cases.running import Milestone, Moment
from intake.services.casework import clockwork
from intake.services.casework.step import find_case, stale
from intake.services.context import Context
from intake.store.cases import cases, merges
from intake.store.records import events


@dataclass(frozen=True, slots=True)
class Mark:
    """Something about to be recorded of a case by a member of staff, inside its transaction."""

    ctx: Context
    connection: Connection
    staff: Staff
    case: Case

    def record(
        self, event: Event, facts: Mapping[str, str], at: datetime | None = None, beside: str = ""
    ) -> int:
        """Turn the clocks as of `at` (now, unless it happened earlier) and record it; the new version.

        Raises StaleCase.
        """
        now, case = self.ctx.now(), self.case
        milestone = Milestone(case.state, event)
        profiles = clockwork.profiles(self.ctx)
        moment = Moment(milestone, at or now, case.profile, case.filed_at, profiles, beside)
        before = clockwork.of_case(self.ctx, self.connection, case.id)
        due = clockwork.turn(self.ctx, self.connection, case.id, moment, before)
        if not cases.change(self.connection, case, now, {"next_due_at": due}):
            raise stale()
        by_key = {"key": self.staff.key} if self.staff.key else {}
        line = Recorded(event, now, case.id, self.staff.id, detail={**facts, **by_key})
        events.record(self.connection, line)
        return case.version + 1

    def seal(self) -> int:
        """Record that a confidential step was taken, and nothing of what it was; the case shows no trace."""
        line = Recorded(Event.SEALED_REFERRAL, self.ctx.now(), self.case.id, self.staff.id)
        events.record(self.connection, line)
        return self.case.version

    def holder(self) -> str:
        """What the case's holder is called today."""
        return holder_name(self.case.owner, self.ctx.registry, self.ctx.today())


@contextmanager
def marking(ctx: Context, staff: Staff, case_number: str, version: int, right: Right) -> Iterator[Mark]:
    """The transaction of one record. Raises NotFound, NotPermitted or StaleCase."""
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, right)
        if case.version != version:
            raise stale()
        merges.hold(connection, case.id)
        yield Mark(ctx, connection, staff, case)
