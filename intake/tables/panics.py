"""Faults of the workbooks' reader that its own language calls panics: no Exception, and no type to import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from intake.tables.refusals import Reason, TableRefused


@contextmanager
def named() -> Iterator[None]:
    """Raise TableRefused where the block panics."""
    try:
        yield
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":
            raise TableRefused(Reason.BROKEN) from None
        raise
