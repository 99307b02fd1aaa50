"""A person of the coordinating office looks at what the machine decided (个人信息保护法 art. 24)."""

from __future__ import annotations

from dataclasses import dataclass

from intake.cases.complaint import tidy
from intake.cases.errors import BadTransition
from intake.cases.events import Event, Recorded
from intake.cases.messages import Kind, Message
from intake.cases.model import Case, Owner, Staff
from intake.cases.ownership import holder_name
from intake.cases.permissions import Right, may
from intake.cases.states import Action
from intake.services.casework.step import Act, Change, find_case, move, required, stale
from intake.services.context import Context
from intake.store.cases import citizens, person_requests
from intake.store.records import events
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class Look:
    """What the complainant is told, and whether the case is taken back to be decided anew."""

    words: str
    recall: bool = False


def look(ctx: Context, staff: Staff, case_number: str, version: int, given: Look) -> None:
    """Explain to the complainant who has the case and why, or take it back. Raises what `handle` raises."""
    said = required("words", tidy(given.words), most=1000)
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.LOOK_AT_ROUTING)
        if case.version != version:
            raise stale()
        if not person_requests.asked(connection, case.id):
            raise BadTransition(_("没有人请人工核对这件投诉，或者已经核对过。"))
        person_requests.looked(connection, case.id, staff.id, ctx.now())
        citizens.keep_message(connection, case.id, Message(Kind.PERSON_ANSWER, said, ctx.now()), staff.id)
        if given.recall:
            move(ctx, connection, case, Act(Action.RECALL, staff.id), _to_office(ctx, case))
        events.record(connection, Recorded(Event.PERSON_LOOKED, ctx.now(), case.id, staff.id))


def waits(ctx: Context, staff: Staff, case_number: str) -> bool:
    """Whether the complainant waits for somebody to look, and this person may."""
    if not may(staff, Right.LOOK_AT_ROUTING):
        return False
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        return person_requests.asked(connection, case.id) is True


def _to_office(ctx: Context, case: Case) -> Change:
    owner = Owner(case.office_region)
    return Change(owner, {"assignee_id": None}, {"organ": holder_name(owner, ctx.registry, ctx.today())})
