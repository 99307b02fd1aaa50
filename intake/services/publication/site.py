"""The public site, built as `make build` does, by one process at a time."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from intake.services.context import Context
from intake.services.publication import building, marks, packing
from intake.services.publication.building import Built

log = structlog.get_logger()

_ROOT = Path(__file__).resolve().parents[3]
_LONGEST_BUILD = 900  # seconds


class BuildFailed(Exception):
    """The site was not built; the old one stands. The message is what the build said last."""


def build(ctx: Context) -> None:
    """Build the site as of today, pack it and note the day. Raises BuildFailed."""
    settings, today, started = ctx.settings, ctx.today(), time.monotonic()
    command = [sys.executable, "-m", "pelican", str(settings.content_dir.absolute())]
    command += ["-o", str(settings.output_dir.absolute()), "-s", "pelicanconf.py", "--fatal", "errors"]
    command += ["-e", f"SITE_ADDRESS={json.dumps(settings.base_url)}", f'BUILD_DATE="{today}"']
    command += [f"SITE_CACHE={json.dumps(str(settings.data_dir.absolute() / 'site'))}"]
    done = subprocess.run(  # noqa: S603 - our own command, an operator's own paths
        command, cwd=_ROOT, capture_output=True, text=True, timeout=_LONGEST_BUILD, check=False
    )
    if done.returncode:
        raise BuildFailed((done.stderr or done.stdout).strip()[-2000:])
    packed = packing.pack(settings.output_dir)
    building.note(settings.data_dir, Built(ctx.now(), time.monotonic() - started))
    marks.note_site_day(ctx, today)
    log.info("site built", said=done.stdout.strip().partition("\n")[0], packed=packed)


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
