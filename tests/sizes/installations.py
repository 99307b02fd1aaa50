"""The same product in two sizes, as processes: one on SQLite, or two of web and work each on servers."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests
import warm
from notices.receivers import SENDER, MailServer
from ports import free_port

_PATIENCE = 240.0  # seconds for a start on a busy machine


@dataclass
class Installation:
    """Addresses of its web processes, the mail that it sent, and its command line."""

    environment: dict[str, str]
    folder: Path
    mail: MailServer = field(default_factory=MailServer)
    webs: list[str] = field(default_factory=list)

    def command(self, *words: str) -> str:
        """Run `python -m intake …`; returns the last line it prints."""
        done = warm.run(words, self.environment)
        done.check_returncode()
        return done.stdout.strip().splitlines()[-1]

    def web(self, turn: int) -> str:
        """The address for somebody's n-th request: each goes to another process."""
        return self.webs[turn % len(self.webs)]


@contextmanager
def running(folder: Path, webs: int, workers: int, **environment: str) -> Iterator[Installation]:
    """Everything started and answering; all of it ended afterwards. No workers: the web process works too."""
    output = folder / "output"
    output.mkdir()
    mail = MailServer()
    given = {
        **os.environ,
        "DATA_DIR": str(folder / "data"),
        "OUTPUT_DIR": str(output),
        "DEMO": "0",
        "REQUIRE_SECOND_FACTOR": "0",
        "RESULTS_BY_HAND": "1",  # no site is built here
        "POW_COST": "1",
        "SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}",
        "MAIL_FROM": SENDER,
        "PYTHONUNBUFFERED": "1",
        **environment,
    }
    made = Installation(given, folder, mail)
    with ExitStack() as ended:
        mail.start()
        ended.callback(mail.stop)
        for number in range(webs):
            port = str(free_port())
            words = ("run", "--web-only") if workers else ("run",)
            ended.enter_context(_process(made, f"web{number}", words, PORT=port))
            made.webs.append(f"http://127.0.0.1:{port}")
        for number in range(workers):
            ended.enter_context(_process(made, f"work{number}", ("work",)))
        yield made


@contextmanager
def _process(made: Installation, name: str, words: tuple[str, ...], **more: str) -> Iterator[None]:
    with (made.folder / f"{name}.log").open("wb") as log:
        process = warm.start(words, made.environment | more, log, log)
        try:
            _wait(made.folder / f"{name}.log", process, "ready" if "run" in words else "working")
            yield
        finally:
            process.terminate()
            process.wait(60)


def _wait(log: Path, process: warm.Process, word: str) -> None:
    last = time.monotonic() + _PATIENCE
    while not any(line.startswith(word) for line in log.read_text("utf-8").splitlines()):
        if process.poll() is not None or time.monotonic() > last:
            raise RuntimeError(log.read_text("utf-8")[-3000:])
        time.sleep(0.1)


def answers(address: str) -> dict[str, object]:
    """What a process says of its own health."""
    told: dict[str, object] = requests.get(f"{address}/readyz", timeout=30).json()
    return told
