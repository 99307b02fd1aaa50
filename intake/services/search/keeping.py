"""Keeps the public index as the registry of this process says, without fighting processes that know newer."""

from __future__ import annotations

import structlog

from intake.services.context import Context
from intake.services.search import index

log = structlog.get_logger()


class Keeper:
    """Looks again and again. For each registry it sees, the index is made its once; when it then becomes
    another's, that one was loaded later: this process waits for its own reload.
    """

    def __init__(self) -> None:
        self._settled = ""

    def look(self, ctx: Context) -> bool:
        """Rebuild the index if it is gone, no longer holds today or is older than the registry; returns
        whether it was rebuilt."""
        found, mine = index.built(ctx), index.stamp(ctx.registry)
        if found and found.stamp != mine and self._settled == mine:
            return False
        self._settled = mine
        if found and found.holds(ctx.registry, ctx.today()):
            return False
        rebuilt = index.keep_up(ctx)
        if rebuilt:
            log.warning("public index rebuilt", why="missing, of another record or out of date")
        return rebuilt
