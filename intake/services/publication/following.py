"""Running processes take up what was published, each by itself and between two pieces of work."""

from __future__ import annotations

import structlog

from intake.services.context import Context
from intake.services.publication import marks
from registry import load

log = structlog.get_logger()


def renew(ctx: Context) -> Context:
    """Take up the content as it is now; returns the context over it.

    Raises ContentError or SettingsError; the process then goes on with the record it has.
    """
    newer = ctx.take_up(load(ctx.settings.content_dir))
    log.info("record taken up", fingerprint=newer.registry.fingerprint[:12])
    return newer


class Follower:
    """Looks again and again whether another process published something."""

    def __init__(self) -> None:
        self._seen = ""

    def look(self, ctx: Context) -> bool:
        """Take the record up when another one was announced; returns whether it was."""
        told = marks.announced(ctx)
        if told in ("", self._seen, ctx.renewed().registry.fingerprint):
            return False
        self._seen = told  # once: where the content was changed by hand meanwhile, it is another again
        renew(ctx)
        return True
