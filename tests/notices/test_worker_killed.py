"""The worker is killed at every point: nothing is lost, and a repeat only where docs/notices.md says."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
import warm
from receivers import SENDER, MailServer, Received
from samples import Clock, filed

from intake.services.context import Context
from intake.services.notices import deliver

# A worker whose clock stands still, and that kills itself before or after one of its steps.
WORKER = """
import os, signal, sys
from datetime import datetime
from intake.services.notices import deliver
from intake.services.context import open_context
from intake.settings import from_environment

def deadly(step, moment):
    def do(*given, **named):
        if moment == "after":
            step(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    return do

name, moment = sys.argv[1:]
if name:
    setattr(deliver, name, deadly(getattr(deliver, name), moment))
now = datetime.fromisoformat(os.environ["NOW"])
ctx = open_context(from_environment(os.environ), lambda: now)
print("working", flush=True)
deliver.drain(ctx, deliver.open_post(ctx.settings.notices))
"""

# Where it dies, and whether the mail server may have taken the letter by then without our knowing.
POINTS = [
    ("_attend", "before", 0),  # marked as being sent, nothing done
    ("_addressed", "after", 0),  # its channel chosen
    ("at RCPT", "", 0),  # in the middle of talking to the server
    ("at DATA", "", 0),  # the server has the letter, and refuses it for now
    ("DATA taken", "", 1),  # the server has taken it, its answer finds nobody
    ("_write_down", "before", 1),  # handed over, not written down
    ("_write_down", "after", 1),  # written down, not committed
    ("_note", "before", 0),  # committed
]


def start(ctx: Context, mail_server: MailServer, point: str, moment: str) -> warm.Process:
    """A worker in a process of its own, on the same database, keys and mail server; returns when it is up."""
    environment = {
        **os.environ,
        "DATABASE_URL": ctx.settings.database_url,
        "DATA_DIR": str(ctx.settings.data_dir),
        "NOW": ctx.now().isoformat(),
        "SMTP_URL": mail_server.url,
        "MAIL_FROM": SENDER,
    }
    words = ["-c", WORKER, "" if " " in point else point, moment]
    log = ctx.settings.data_dir / "worker.log"
    with log.open("wb") as said:
        worker = warm.start(words, environment, said, said)
    while "working" not in log.read_text("utf-8") and worker.poll() is None:
        time.sleep(0.02)
    return worker


@pytest.mark.parametrize(("point", "moment", "repeats"), POINTS)
def test_killed_at_a_point(
    telling: Context, mail_server: MailServer, clock: Clock, point: str, moment: str, repeats: int
) -> None:
    numbers = [filed(telling) for _ in range(3)]
    started: list[warm.Process] = []

    def kill(answer: str) -> str:
        if started and started[0].poll() is None:
            started[0].send_signal(signal.SIGKILL)
            started[0].wait()
            return answer
        return "250 OK"

    if point == "at RCPT":
        mail_server.recipient = lambda _address: kill("451 later")
    elif point == "at DATA":
        mail_server.data = lambda _mail: kill("451 later")
    elif point == "DATA taken":
        mail_server.data = lambda _mail: kill("250 OK")
    gate = mail_server.recipient  # nothing is taken before the test knows whom to kill
    mail_server.recipient = lambda address: _wait(started) or gate(address)
    started.append(start(telling, mail_server, point, moment))
    assert started[0].wait(timeout=60) == -signal.SIGKILL

    deliver.drain(telling, deliver.open_post(telling.settings.notices))
    assert len({mail.key for mail in mail_server.received}) >= len(numbers) - 1  # the others did not wait
    clock.forward(seconds=deliver.LEASE.total_seconds())
    for _again in range(2):
        deliver.drain(telling, deliver.open_post(telling.settings.notices))
    _nothing_lost(mail_server.received, numbers, repeats)


def _wait(started: list[warm.Process]) -> None:
    end = time.monotonic() + 30
    while not started and time.monotonic() < end:
        time.sleep(0.01)


def _nothing_lost(received: list[Received], numbers: list[str], repeats: int) -> None:
    """Every notice came; those that came again carry the Message-ID of the first."""
    times = Counter(mail.key for mail in received)
    assert {mail.mail["Subject"] for mail in received} == {f"您的投诉已登记，编号 {n}" for n in numbers}
    assert len(times) == len(numbers)
    assert sum(times.values()) - len(numbers) == repeats


def test_killed_again_and_again(telling: Context, mail_server: MailServer, clock: Clock) -> None:
    """At any moment: repeats are never more than kills."""
    numbers = [filed(telling) for _ in range(60)]
    kills = 4
    mail_server.data = lambda _mail: time.sleep(0.02) or "250 OK"
    for _kill in range(kills):
        worker = start(telling, mail_server, "", "")
        time.sleep(random.uniform(0.05, 0.6))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    before = len(mail_server.received)
    clock.forward(seconds=deliver.LEASE.total_seconds())
    deliver.drain(telling, deliver.open_post(telling.settings.notices))
    times = Counter(mail.key for mail in mail_server.received)
    print(
        f"{before} of {len(numbers)} sent between {kills} kills, {sum(times.values()) - len(times)} repeated"
    )
    assert len(times) == len(numbers)
    assert sum(times.values()) - len(numbers) <= kills


def test_sigterm_lets_the_notice_at_hand_be_finished(telling: Context, mail_server: MailServer) -> None:
    """`python -m intake work`: a mail in the middle of being handed over goes once, then the worker ends."""
    numbers = [filed(telling) for _ in range(3)]
    started: list[warm.Process] = []

    def stop(_mail: Received) -> str:
        _wait(started)
        started[0].send_signal(signal.SIGTERM)
        time.sleep(0.3)
        return "250 OK"

    mail_server.data = stop
    environment = {
        **os.environ,
        "DATABASE_URL": telling.settings.database_url,
        "DATA_DIR": str(telling.settings.data_dir),
        "SMTP_URL": mail_server.url,
        "MAIL_FROM": SENDER,
    }
    with Path(os.devnull).open("wb") as unheard:
        worker = warm.start(["work"], environment, unheard, unheard)
    started.append(worker)
    assert worker.wait(timeout=60) == 0
    assert len(mail_server.received) == 1
    mail_server.data = lambda _mail: "250 OK"
    deliver.drain(telling, deliver.open_post(telling.settings.notices))
    _nothing_lost(mail_server.received, numbers, 0)
