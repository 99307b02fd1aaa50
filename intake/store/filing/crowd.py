"""Tells when more is wanted at once than can be done at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 5  # at hand at the same time in this process
LASTING = 5.0  # seconds: a crowd comes in waves


class Crowd:
    """Counts those who are at it. It is a crowd from when there are many until a while after there were."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._here = 0
        self._until = 0.0  # on the monotonic clock

    @contextmanager
    def joined(self) -> Iterator[bool]:
        """Be one of them while the block runs; yields whether it is a crowd."""
        with self._lock:
            self._here += 1
            now = time.monotonic()
            if self._here >= MANY:
                self._until = now + LASTING
            crowded = now < self._until
        try:
            yield crowded
        finally:
            with self._lock:
                self._here -= 1
