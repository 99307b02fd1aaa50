"""The public site, built as `make build` does, by one process at a time."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import structlog

from intake.services.context import Context
from intake.services.publication import building, marks, packing
from intake.services.publication.building import Built

log = structlog.get_logger()

Heard = Callable[[str], None]

_ROOT = Path(__file__).resolve().parents[3]
_LINES_EVERY = 0.3  # seconds between lines that say how far it is
_LONGEST_BUILD = 900  # seconds


class BuildFailed(Exception):
    """The site was not built; the old one stands. The message is what the build said last."""


def build(ctx: Context, heard: Heard = lambda _line: None) -> None:
    """Build the site as of today, pack it and note the day; `heard` gets each line that is said meanwhile.
    Raises BuildFailed."""
    settings, today, started = ctx.settings, ctx.today(), time.monotonic()
    command = [sys.executable, "-m", "pelican", str(settings.content_dir.absolute())]
    command += ["-o", str(settings.output_dir.absolute()), "-s", "pelicanconf.py", "--fatal", "errors"]
    command += ["-e", f"SITE_ADDRESS={json.dumps(settings.base_url)}", f'BUILD_DATE="{today}"']
    command += [f"SITE_PROGRESS={_LINES_EVERY}"]
    command += [f"SITE_CACHE={json.dumps(str(settings.data_dir.absolute() / 'site'))}"]
    said = _run(command, heard)
    packed = packing.pack(settings.output_dir)
    building.note(settings.data_dir, Built(ctx.now(), time.monotonic() - started))
    marks.note_site_day(ctx, today)
    log.info("site built", said=said, packed=packed)


def _run(command: list[str], heard: Heard) -> str:
    """The last line it said. Raises BuildFailed; whatever else ends this ends the build too."""
    said: deque[str] = deque(maxlen=40)
    running = subprocess.Popen(  # noqa: S603 - our own command, an operator's own paths
        command,
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    alarm = Timer(_LONGEST_BUILD, running.kill)
    alarm.start()
    try:
        for line in running.stdout or ():
            heard(line)
            said.append(line)
        failed = running.wait() != 0
    finally:
        alarm.cancel()
        running.kill()
        running.wait()
    if failed:
        raise BuildFailed("".join(said).strip()[-2000:])
    return next((line.strip() for line in reversed(said) if line.startswith("网站已生成")), "")


def is_of_today(ctx: Context) -> bool:
    """Whether the site shows what is in force today. The first time, it is as `make build` left it."""
    day = marks.site_day(ctx)
    if day is None:
        marks.note_site_day(ctx, ctx.today())
    return day is None or day >= ctx.today()


@contextmanager
def alone(ctx: Context) -> Iterator[None]:
    """Only one process over all hosts publishes at a time; the others wait."""
    with ctx.database.alone("publish"):
        yield
