"""The public site and the search index are made anew after results were written."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import structlog

from intake.services.context import Context
from intake.services.publication.writing import unbuilt, write_due
from intake.services.search import index
from registry import load

log = structlog.get_logger()

_ROOT = Path(__file__).resolve().parents[3]
_LONGEST_BUILD = 900  # seconds


class BuildFailed(Exception):
    """The site was not built; the old one stands. The message is what the build said last."""


def publish(ctx: Context) -> int:
    """Write what is due, then build site and index if anything was or was left unbuilt; returns how many.

    One process at a time. Raises ContentError, BuildFailed or OSError; what failed is tried again next time.
    """
    with _alone(ctx):
        try:
            return write_due(ctx)
        finally:  # what was written is shown, also when another result has faults
            _build_unbuilt(ctx)


def _build_unbuilt(ctx: Context) -> None:
    if unbuilt(ctx).exists():
        build(ctx)
        index.rebuild(replace(ctx, registry=load(ctx.settings.content_dir)))
        unbuilt(ctx).unlink()


def build(ctx: Context) -> None:
    """Build the site as `make build` does. Raises BuildFailed."""
    settings = ctx.settings
    command = [sys.executable, "-m", "pelican", str(settings.content_dir.absolute())]
    command += ["-o", str(settings.output_dir.absolute()), "-s", "pelicanconf.py", "--fatal", "errors"]
    command += ["-e", f"SITE_ADDRESS={json.dumps(settings.base_url)}"]
    done = subprocess.run(  # noqa: S603 - our own command, an operator's own paths
        command, cwd=_ROOT, capture_output=True, text=True, timeout=_LONGEST_BUILD, check=False
    )
    if done.returncode:
        raise BuildFailed((done.stderr or done.stdout).strip()[-2000:])
    log.info("site built", said=done.stdout.strip().partition("\n")[0])


@contextmanager
def _alone(ctx: Context) -> Iterator[None]:
    """Only one process builds at a time; the others wait."""
    with (ctx.settings.data_dir / "publish.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
