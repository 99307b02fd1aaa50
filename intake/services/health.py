"""Whether the process can do its work."""

from __future__ import annotations

from intake.services.context import Context


def check(ctx: Context) -> dict[str, str]:
    """Each part and "ok" or what is wrong with it: database, index, files. Never raises."""
    raise NotImplementedError
