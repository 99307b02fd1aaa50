"""The desk benchmark's database: filled once, kept, and known again by a fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text

from benchmarks import desk_cases
from benchmarks.desk_cases import ANSWER_DAYS, NOW, Made, Maker
from intake.cases.events import Event, Recorded
from intake.cases.model import Owner, Role
from intake.cases.ownership import organ_owner
from intake.services.context import Context
from intake.services.staff import accounts
from intake.services.staff.accounts import NewUser
from intake.store.cases.casework_tables import case_clocks, case_ratings
from intake.store.cases.kinds_table import case_kinds
from intake.store.records import events
from intake.store.tables import cases, counters, users
from registry import progress

BATCH = 2000
RECORDED_DAYS = 130  # the record tells the whole story of the cases filed since then
PEOPLE = (  # the clerk is one of the organ with the most cases
    NewUser("clerk", "承办人", Role.CLERK, "410000", "reform"),
    NewUser("county", "区协调员", Role.COORDINATOR, "410105"),
    NewUser("city", "市协调员", Role.COORDINATOR, "410100"),
    NewUser("province", "省协调员", Role.COORDINATOR, "410000"),
)


def fingerprint(ctx: Context, count: int) -> str:
    """Changes with the number of cases, with what makes them, and with the regions and lists they use."""
    told = hashlib.sha256(f"{count} {','.join(ctx.registry.regions)} {','.join(ctx.registry.items)}".encode())
    for file in (desk_cases.__file__, __file__):
        told.update(Path(file).read_bytes())
    return f"bench-{told.hexdigest()[:20]}"


def is_filled(ctx: Context, count: int) -> bool:
    """Whether the database holds exactly these cases."""
    with ctx.database.reading() as connection:
        mark = select(counters.c.value).where(counters.c.name == fingerprint(ctx, count))
        return connection.execute(mark).scalar() == count


def fill(ctx: Context, count: int) -> None:
    """Fill a fresh, migrated database; says on the standard error how far it is."""
    clerks = _people(ctx)
    made = Maker(ctx.registry, clerks).cases(count)
    kept = 0
    with progress.work("cases", "Run it again; what was filled is thrown away.") as shown:
        while batch := list(islice(made, BATCH)):
            with ctx.database.writing() as connection:
                _keep(connection, batch)
            kept += len(batch)
            shown.part(kept, count)
    with ctx.database.writing() as connection:
        connection.execute(insert(counters).values(name=fingerprint(ctx, count), value=count))
    _gather_statistics(ctx)


def _people(ctx: Context) -> dict[Owner, int]:
    """People who can sign in, and a clerk of every organ, by organ."""
    for person in PEOPLE:
        accounts.add_user(ctx, person)
    organs = sorted(_organs(ctx), key=lambda each: (each.region, each.department or ""))
    first = 1000
    rows = [
        {
            "id": first + number,
            "login": f"clerk-{number}",
            "name": f"承办人{number}",
            "role": Role.CLERK,
            "region": organ.region,
            "department": organ.department,
            "password_hash": "!",
            "must_change_password": False,
            "active": True,
            "created_at": NOW,
        }
        for number, organ in enumerate(organs)
    ]
    with ctx.database.writing() as connection:
        connection.execute(insert(users), rows)
        connection.execute(users.update().values(must_change_password=False))
    return {organ: first + number for number, organ in enumerate(organs)} | {Owner("410000", "reform"): 1}


def _organs(ctx: Context) -> set[Owner]:
    found = set()
    for region in ctx.registry.regions:
        for department in ctx.registry.departments:
            try:
                found.add(organ_owner(ctx.registry, department, region, NOW.date()))
            except KeyError:  # no such organ at that level
                continue
    return found


def _keep(connection: Connection, batch: list[Made]) -> None:
    _insert(connection, cases, (each.row for each in batch))
    _insert(connection, case_clocks, (clock for each in batch for clock in _clocks(each)))
    _insert(connection, case_ratings, (_rating(each) for each in batch if each.stars))
    kinds = (each for each in batch if each.answered_at and len(each.topics) > 1)
    _insert(connection, case_kinds, ({"case_id": e.row["id"], "kind": k} for e in kinds for k in e.topics))
    since = NOW - timedelta(days=RECORDED_DAYS)
    recorded = [line for each in batch if each.row["filed_at"] > since for line in _story(each)]
    if recorded:
        events.record(connection, *recorded)


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    found = list(rows)
    if found:
        connection.execute(insert(table), found)


def _rating(each: Made) -> dict[str, Any]:
    return {"case_id": each.row["id"], "stars": each.stars, "comment": "", "at": each.row["updated_at"]}


def _clocks(each: Made) -> Iterator[dict[str, Any]]:
    """A stopped one for the acceptance, and the one of the answer."""
    row = each.row
    filed: datetime = row["filed_at"]
    kept = {"case_id": row["id"], "started_at": filed, "pauses": []}
    due = filed + timedelta(days=15)
    accepted = filed + timedelta(days=3)
    yield kept | {"profile": "house", "clock": "accept", "due_at": due, "stopped_at": accepted}
    over = each.answered_at or (row["updated_at"] if row["next_due_at"] is None else None)
    due = filed + timedelta(days=ANSWER_DAYS)
    yield kept | {"profile": "petition", "clock": "conclude", "due_at": due, "stopped_at": over}


def _story(each: Made) -> Iterator[Recorded]:
    row = each.row
    yield Recorded(Event.CASE_FILED, row["filed_at"], row["id"])
    detail = {"organ": row["certificate"]["organ"], "item": row["item"]}
    yield Recorded(Event.CASE_ROUTED, row["filed_at"], row["id"], detail=detail)
    if row["assignee_id"]:
        accepted = row["filed_at"] + timedelta(days=1)
        yield Recorded(Event.CASE_ACCEPTED, accepted, row["id"], row["assignee_id"], detail=detail)
    if each.answered_at:
        yield Recorded(Event.CASE_ANSWERED, each.answered_at, row["id"], row["assignee_id"], detail=detail)
        yield Recorded(Event.CASE_CLOSED, each.answered_at, row["id"], row["assignee_id"])


def _gather_statistics(ctx: Context) -> None:
    """What the engine's own housekeeping does in time: without it PostgreSQL plans blindly."""
    if ctx.database.is_sqlite:
        return
    with ctx.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
