"""A migration is killed at random moments: the next start finishes it, and data that was there still is."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time

from samples import ROOT, complaint

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


def test_killed_while_migrating(ctx: Context) -> None:
    receipt = submit.submit(ctx, complaint(), "test")
    migrate.down(ctx.database, OLDER)
    for _kill in range(KILLS):
        migrating = subprocess.Popen(
            [sys.executable, "-c", UP, ctx.settings.database_url], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert migrating.stdout
        migrating.stdout.readline()
        time.sleep(random.uniform(0, 0.5))
        migrating.send_signal(signal.SIGKILL)
        migrating.wait()
        with ctx.database.reading() as connection:
            there, wanted = migrate.revisions(connection)
        assert there.startswith(OLDER) or there == wanted, "all of it or nothing"
    migrate.up(ctx.database)
    view = track.by_code(ctx, receipt.code)
    assert view
    assert view.case_number == receipt.case_number
    assert audit.verify(ctx).fault is None
