"""The tables of people and tasks come and go with data; what had no person keeps the time it rests since."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, inspect, select, text

from intake.store import migrate
from intake.store.base import Database
from intake.store.desk.people_table import case_desks
from intake.store.tables import cases, users

FILED, ROUTED_ANEW = datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
# id: (owner's department, whose it is, version)
KEPT = {
    1: ("ecology", None, 1),  # never touched: it rests since it was filed
    2: ("ecology", None, 3),  # routed anew
    3: ("ecology", 1, 3),
    4: (None, None, 2),  # with the office
}


def test_cases_without_a_person_rest_since_their_last_change(empty_database_url: str) -> None:
    with closing(Database(empty_database_url)) as database:
        migrate.up(database, "0013")
        with database.writing() as connection:
            _fill(connection)
        migrate.up(database, "0040")
        with database.reading() as connection:
            found = connection.execute(select(case_desks)).all()
        assert [tuple(row) for row in found] == [(2, None, ROUTED_ANEW)]
        migrate.down(database, "0013")
        with database.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM cases")).scalar() == len(KEPT)
            assert "case_tasks" not in inspect(connection).get_table_names()
        migrate.up(database, "0040")


def _fill(connection: Connection) -> None:
    person = {
        "id": 1,
        "login": "clerk",
        "name": "姓名",
        "role": "clerk",
        "region": "410105",
        "department": "ecology",
        "password_hash": "x",
        "must_change_password": False,
        "active": True,
        "created_at": FILED,
    }
    connection.execute(insert(users).values(**person))
    for number, (department, assignee, version) in KEPT.items():
        connection.execute(insert(cases).values(_case(number, department, assignee, version)))


def _case(number: int, department: str | None, assignee: int | None, version: int) -> dict[str, object]:
    return {
        "id": number,
        "number": f"2026-1102-{number:06}",
        "code_hash": f"code{number}",
        "request_hash": "request",
        "version": version,
        "state": "routed",
        "owner_region": "410105",
        "owner_department": department,
        "assignee_id": assignee,
        "source": "test",
        "filed_at": FILED,
        "updated_at": FILED if version == 1 else ROUTED_ANEW,
        "title": "",
        "text": "烟囱冒黑烟",
        "address": "",
        "occurred_at": "",
        "certificate": {},
        "office_region": "410105",
        "restricted": False,
    }
