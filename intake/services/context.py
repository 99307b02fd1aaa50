"""What every use case needs, built once per process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from intake.cases.routing import Router
from intake.settings import Settings
from registry import Registry
from search.backend import SearchBackend


@dataclass(frozen=True, slots=True)
class Context:
    """`now` gives aware UTC time. Web code reads `settings` and `registry`; the rest is for services."""

    settings: Settings
    registry: Registry
    index: SearchBackend
    router: Router
    now: Callable[[], datetime]


def open_context(settings: Settings, now: Callable[[], datetime] | None = None) -> Context:
    """Load content, open database, files, keys and index; migrates nothing.

    Raises ContentError or OSError.
    """
    raise NotImplementedError
