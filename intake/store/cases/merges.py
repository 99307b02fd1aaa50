"""Cases that go along with another: which, with whom, and to what each comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from intake.cases.model import Owner
from intake.cases.states import State
from intake.store.cases.merges_table import case_merges
from intake.store.search import index_marks
from intake.store.tables import cases


@dataclass(frozen=True, slots=True)
class Merge:
    """That a case goes along with `lead_id`, and what it was before. `by` None: its complainant follows."""

    case_id: int
    lead_id: int
    state_before: State
    owner: Owner
    assignee_id: int | None
    reason: str
    at: datetime
    by: int | None


def keep(connection: Connection, merge: Merge) -> None:
    """Keep that a case goes along with another from now on."""
    connection.execute(
        insert(case_merges).values(
            case_id=merge.case_id,
            lead_id=merge.lead_id,
            state_before=merge.state_before,
            owner_region=merge.owner.region,
            owner_department=merge.owner.department,
            assignee_id=merge.assignee_id,
            reason=merge.reason,
            merged_at=merge.at,
            merged_by=merge.by,
        )
    )


def of_case(connection: Connection, case_id: int) -> Merge | None:
    """With which case this one goes along, if it does."""
    row = connection.execute(select(case_merges).where(case_merges.c.case_id == case_id)).one_or_none()
    if row is None:
        return None
    return Merge(
        case_id=row.case_id,
        lead_id=row.lead_id,
        state_before=State(row.state_before),
        owner=Owner(row.owner_region, row.owner_department),
        assignee_id=row.assignee_id,
        reason=row.reason,
        at=row.merged_at,
        by=row.merged_by,
    )


def members(connection: Connection, lead_id: int) -> list[int]:
    """The cases that go along with this one, the earliest merged first."""
    rows = select(case_merges.c.case_id).where(case_merges.c.lead_id == lead_id)
    return list(connection.execute(rows.order_by(case_merges.c.merged_at, case_merges.c.case_id)).scalars())


def end(connection: Connection, case_id: int) -> None:
    """The case goes on by itself, or is over."""
    connection.execute(delete(case_merges).where(case_merges.c.case_id == case_id))


def change_lead(connection: Connection, old: int, new: int) -> None:
    """Let all that go along with one case go along with another."""
    connection.execute(update(case_merges).where(case_merges.c.lead_id == old).values(lead_id=new))


def take_along(connection: Connection, lead_id: int, owner: Owner, now: datetime) -> list[int]:
    """Let those that go along be where their lead is, so that who handles it reads them too; not one that
    leaves it at this moment. Returns which they are."""
    theirs = members(connection, lead_id)
    where = {"owner_region": owner.region, "owner_department": owner.department}
    along = update(cases).where(cases.c.id.in_(theirs), cases.c.state == State.MERGED).values(**where)
    went = sorted(connection.execute(along.returning(cases.c.id)).scalars()) if theirs else []
    index_marks.add(connection, went, now)
    return went


def locked_state(connection: Connection, case_id: int) -> State:
    """How a case stands, held so until the transaction ends: nobody joins a case that is just withdrawn."""
    return locked_states(connection, case_id)[case_id]


def locked_states(connection: Connection, *case_ids: int) -> dict[int, State]:
    """The same of several, held in the order of their ids, so that nobody waits for each other."""
    held = select(cases.c.id, cases.c.state).where(cases.c.id.in_(case_ids)).order_by(cases.c.id)
    locked = held.with_for_update(key_share=True)  # what others only refer to the case with goes on
    return {row.id: State(row.state) for row in connection.execute(locked)}


def hold(connection: Connection, *case_ids: int) -> None:
    """Hold cases and those that go along with them, before anything else of them is touched or recorded."""
    along = select(case_merges.c.case_id).where(case_merges.c.lead_id.in_(case_ids))
    locked_states(connection, *case_ids, *connection.execute(along).scalars())
