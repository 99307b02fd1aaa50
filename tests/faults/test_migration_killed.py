"""A migration is killed at random moments: the next start finishes it, and data that was there still is."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import warm
from samples import complaint

from intake.services.citizens import track
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.records import audit
from intake.store import migrate

OLDER = "0126"
KILLS = 4
UP = """
import sys
from intake.store import migrate
from intake.store.base import Database
print("ready", flush=True)
migrate.up(Database(sys.argv[1]))
"""


def migrating(url: str, log: Path) -> warm.Process:
    """A process that is about to migrate the database."""
    with log.open("wb") as said:
        begun = warm.start(["-c", UP, url], os.environ, said, said)
    while "ready" not in log.read_text("utf-8"):
        assert begun.poll() is None, log.read_text("utf-8")
        time.sleep(0.005)
    return begun


def test_killed_while_migrating(ctx: Context, tmp_path: Path) -> None:
    receipt = submit.submit(ctx, complaint(), "test")
    migrate.down(ctx.database, OLDER)
    for _kill in range(KILLS):
        begun = migrating(ctx.settings.database_url, tmp_path / "migrating.log")
        time.sleep(random.uniform(0, 0.5))
        begun.kill()
        begun.wait()
        with ctx.database.reading() as connection:
            there, wanted = migrate.revisions(connection)
        assert there.startswith(OLDER) or there == wanted, "all of it or nothing"
    migrate.up(ctx.database)
    view = track.by_code(ctx, receipt.code)
    assert view
    assert view.case_number == receipt.case_number
    assert audit.verify(ctx).fault is None
