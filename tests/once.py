"""What several workers need and only read is made by the first of them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def of_the_run(factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of a run share."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` filled, in this worker or in another of the same run; nobody writes into it."""
    folder = of_the_run(factory) / f"once-{name}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.with_suffix(".done").exists():
            folder.mkdir()  # a second try after a failed one fails here: the first says why
            make(folder)
            folder.with_suffix(".done").touch()
    return folder
