"""The public search index, made from the registry."""

from __future__ import annotations

from collections.abc import Callable

from intake.services.context import Context


def rebuild(ctx: Context, progress: Callable[[int], None] | None = None) -> int:
    """Write the index anew beside the old one and swap; returns the number of documents."""
    raise NotImplementedError


def is_stale(ctx: Context) -> bool:
    """Whether content changed since the index was built (or there is none)."""
    raise NotImplementedError
