"""What waits for somebody beside cases: notes that mention them, tasks their organ was asked for."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, select

from intake.cases.model import Staff
from intake.cases.tasks import OPEN
from intake.store.cases.tasks_table import case_tasks
from intake.store.desk.notes_table import note_mentions


def waiting(connection: Connection, staff: Staff) -> tuple[int, int]:
    """How many notes that mention the person are unread, and how many tasks of their organ are open."""
    mentioned = and_(note_mentions.c.user_id == staff.id, note_mentions.c.read_at.is_(None))
    asked = and_(
        case_tasks.c.region == staff.region,
        case_tasks.c.department == staff.department,
        case_tasks.c.state.in_(OPEN),
    )
    notes = select(func.count()).select_from(note_mentions).where(mentioned).scalar_subquery()
    tasks = select(func.count()).select_from(case_tasks).where(asked).scalar_subquery()
    row = connection.execute(select(notes, tasks)).one()
    return row[0], row[1]
