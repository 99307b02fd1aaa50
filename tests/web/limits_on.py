"""Limits, which are off in the tests of everything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask

from intake.web.security import limiter


@contextmanager
def limits_on(app: Flask) -> Iterator[None]:
    """Count from nothing, at one moment: however slow the machine is, all of it happens at once."""
    ctx = app.extensions["mingdan"]
    moment = ctx.now()
    app.extensions["mingdan"] = replace(ctx, now=lambda: moment)
    limiter.enabled = True
    try:
        yield
    finally:
        limiter.reset()
        limiter.enabled = False
        app.extensions["mingdan"] = ctx
