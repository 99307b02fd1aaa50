"""Where Flask-Limiter counts: with `services.limits`, so that all processes count together."""

from __future__ import annotations

from typing import cast

from flask import current_app
from limits.storage import SlidingWindowCounterSupport, Storage

from intake.services.context import Context
from intake.services.limits import Limits

ADDRESS = "mingdan://"


class SharedCounts(Storage, SlidingWindowCounterSupport):
    """For the sliding window counter alone; the library asks no other strategy's questions."""

    STORAGE_SCHEME = ["mingdan"]  # noqa: RUF012 - as the library declares it

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._limits = Limits()

    def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        return self._limits.take(_context(), key, limit, expiry, amount)

    def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        seen = self._limits.seen(_context(), key, expiry)
        return seen.before, seen.left, seen.current, seen.left + expiry

    def clear_sliding_window(self, key: str, expiry: int) -> None:
        raise NotImplementedError

    @property
    def base_exceptions(self) -> type[Exception]:
        return RuntimeError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        raise NotImplementedError

    def get(self, key: str) -> int:
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        raise NotImplementedError

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        self._limits.clear()
        return None

    def clear(self, key: str) -> None:
        raise NotImplementedError


def _context() -> Context:
    return cast("Context", current_app.extensions["mingdan"])
