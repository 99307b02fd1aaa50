"""Drafts of item lists and the steps they took. Whoever changes a draft holds it: steps come in turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Owner
from intake.lists.draft import Attribute, Clause, Decision, Disclosure, ListDraft, ListStep, Note
from intake.lists.states import ListAction, ListState
from intake.store.lists.list_tables import list_drafts, list_reviewers, list_steps
from intake.store.tables import users

_reviewer = users.alias("reviewer")


def start(connection: Connection, values: Mapping[str, Any]) -> int | None:
    """Keep a new draft; returns its id, or None when one of this list is under way already."""
    made = insert(list_drafts).values(version=1, state=ListState.DRAFT, round=0, **values)
    try:
        with connection.begin_nested():
            return connection.execute(made.returning(list_drafts.c.id)).scalar_one()
    except IntegrityError:
        return None


def by_id(connection: Connection, draft_id: int) -> ListDraft | None:
    """The draft."""
    row = connection.execute(_drafts().where(list_drafts.c.id == draft_id)).first()
    return _draft(row) if row else None


def hold(connection: Connection, draft_id: int) -> ListDraft | None:
    """The draft, nobody else's to change until the transaction ends."""
    held = _drafts().where(list_drafts.c.id == draft_id).with_for_update(of=list_drafts)
    row = connection.execute(held).first()
    return _draft(row) if row else None


def change(connection: Connection, held: ListDraft, values: Mapping[str, Any]) -> ListDraft:
    """Set columns of a draft that is held, and count the change; returns it as it is then."""
    counted = {**values, "version": held.version + 1}
    connection.execute(update(list_drafts).where(list_drafts.c.id == held.id).values(**counted))
    row = connection.execute(_drafts().where(list_drafts.c.id == held.id)).one()
    return _draft(row)


def of_list(connection: Connection, region: str, department: str, most: int) -> list[ListDraft]:
    """The drafts of one list, the newest first."""
    mine = and_(list_drafts.c.region == region, list_drafts.c.department == department)
    return _newest(connection, mine, most)


def of_organs(connection: Connection, region: str, departments: Sequence[str], most: int) -> list[ListDraft]:
    """The drafts of the lists that an organ works on, the newest first."""
    mine = and_(list_drafts.c.region == region, list_drafts.c.department.in_(departments))
    return _newest(connection, mine, most)


def asked_of(
    connection: Connection, organ: Owner, states: Sequence[ListState], lead: bool, most: int
) -> list[ListDraft]:
    """The drafts in these states that an organ is asked about; of its region's, all, if it reviews them."""
    reviewed = and_(
        list_reviewers.c.draft_id == list_drafts.c.id,
        list_reviewers.c.region == organ.region,
        list_reviewers.c.department == organ.department,
    )
    asked: ColumnElement[bool] = select(list_reviewers.c.draft_id).where(reviewed).exists()
    if lead:
        asked = or_(asked, list_drafts.c.region == organ.region)
    return _newest(connection, and_(asked, list_drafts.c.state.in_(states)), most)


def in_regions(
    connection: Connection, regions: Sequence[str], states: Sequence[ListState], most: int
) -> list[ListDraft]:
    """The drafts of these regions in these states, the newest first."""
    mine = and_(list_drafts.c.region.in_(regions), list_drafts.c.state.in_(states))
    return _newest(connection, mine, most)


def keep_step(connection: Connection, draft: ListDraft, step: Mapping[str, Any], note: Note) -> None:
    """Keep a step that was taken; `draft` as it stands after it."""
    added = {
        "comment": note.comment,
        "document": note.document,
        "dated": note.dated,
        "attachment": note.attachment,
    }
    values = {"draft_id": draft.id, "round": draft.round, "state": draft.state, **added, **step}
    connection.execute(insert(list_steps).values(**values))


def steps(connection: Connection, draft_id: int) -> tuple[ListStep, ...]:
    """The steps of a draft, oldest first."""
    taken = (
        select(list_steps, users.c.name)
        .join(users, users.c.id == list_steps.c.staff_id)
        .where(list_steps.c.draft_id == draft_id)
        .order_by(list_steps.c.id)
    )
    return tuple(_step(row) for row in connection.execute(taken))


def editors(connection: Connection, draft_id: int) -> frozenset[int]:
    """Everybody who ever changed a row of the draft."""
    edited = (list_steps.c.draft_id == draft_id, list_steps.c.action == ListAction.EDIT)
    return frozenset(connection.execute(select(list_steps.c.staff_id).where(*edited)).scalars())


def edited_in_round(connection: Connection, draft: ListDraft, staff_id: int) -> bool:
    """Whether the person changed a row since the draft was last submitted."""
    mine = (
        list_steps.c.draft_id == draft.id,
        list_steps.c.round == draft.round,
        list_steps.c.action == ListAction.EDIT,
        list_steps.c.staff_id == staff_id,
    )
    return connection.execute(select(list_steps.c.id).where(*mine).limit(1)).first() is not None


def last_steps(connection: Connection, draft_ids: Sequence[int]) -> dict[int, datetime]:
    """When each of these drafts took its last step."""
    taken = select(list_steps.c.draft_id, list_steps.c.at).where(list_steps.c.draft_id.in_(draft_ids))
    return {row.draft_id: row.at for row in connection.execute(taken.order_by(list_steps.c.id))}


def _newest(connection: Connection, mine: ColumnElement[bool], most: int) -> list[ListDraft]:
    found = _drafts().where(mine).order_by(list_drafts.c.id.desc()).limit(most)
    return [_draft(row) for row in connection.execute(found)]


def _drafts() -> Select[*tuple[Any, ...]]:
    joined = list_drafts.outerjoin(_reviewer, _reviewer.c.id == list_drafts.c.disclosure_reviewed_by)
    return select(list_drafts, _reviewer.c.name.label("reviewer")).select_from(joined)


def _draft(row: Row[*tuple[Any, ...]]) -> ListDraft:
    return ListDraft(
        id=row.id,
        version=row.version,
        region=row.region,
        department=row.department,
        title=row.title,
        state=ListState(row.state),
        round=row.round,
        based_on=row.based_on,
        demonstration=row.demonstration,
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        submitted_by=row.submitted_by,
        decision=Decision(row.decided_by, row.document, row.decided_on) if row.document else None,
        disclosure=_disclosure(row) if row.disclosure else None,
        release=row.release or "",
        published_on=row.published_on,
    )


def _disclosure(row: Row[*tuple[Any, ...]]) -> Disclosure:
    return Disclosure(
        attribute=Attribute(row.disclosure),
        clause=Clause(row.clause),
        ground=row.ground,
        reviewer_id=row.disclosure_reviewed_by,
        reviewer=row.reviewer,
        reviewed_on=row.disclosure_reviewed_on,
    )


def _step(row: Row[*tuple[Any, ...]]) -> ListStep:
    return ListStep(
        action=ListAction(row.action),
        state=ListState(row.state),
        round=row.round,
        staff=row.name,
        unit=Owner(row.region, row.department),
        at=row.at,
        note=Note(row.comment, row.document, row.dated, row.attachment),
    )
