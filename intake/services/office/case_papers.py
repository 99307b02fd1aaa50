"""What supervision has to do with one case: letters, reports upward, supervision items."""

from __future__ import annotations

from dataclasses import dataclass

from intake.cases.model import Owner, Role, Staff
from intake.cases.permissions import Right, may
from intake.services.casework.step import find_case
from intake.services.context import Context
from intake.services.office.reports import Kind
from intake.store.office import letters, supervision, upward_reports
from intake.store.office.letters import Letter
from intake.store.office.supervision import Paper
from intake.store.office.upward_reports import Report


@dataclass(frozen=True, slots=True)
class CasePapers:
    """What there is, and what the reader may add. Reports upward are between offices."""

    letters: tuple[Letter, ...]
    reports: tuple[Report, ...]
    items: tuple[Paper, ...]
    is_major: bool
    may_remind: bool
    may_supervise: bool
    may_flag: bool

    @property
    def empty(self) -> bool:
        """Whether there is neither a paper nor anything to add."""
        return not (self.letters or self.reports or self.items or self.is_major or self.may_flag)


def of_case(ctx: Context, staff: Staff, case_number: str) -> CasePapers:
    """Raises NotFound or NotPermitted."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.ANSWER_SUPERVISION)
        written = tuple(letters.letters_about(connection, case.id))
        reports = tuple(upward_reports.reports_about(connection, case.id))
        items = tuple(supervision.about_case(connection, case.id))
    office, major = staff.role is Role.COORDINATOR, any(each.kind == Kind.MAJOR for each in reports)
    return CasePapers(
        letters=written,
        reports=reports if office else (),
        items=items,
        is_major=major,
        may_remind=may(staff, Right.SUPERVISE) and case.owner != Owner(staff.region),
        may_supervise=may(staff, Right.SUPERVISE) and case.owner.department is not None,
        may_flag=may(staff, Right.FLAG_MAJOR) and not major,
    )
