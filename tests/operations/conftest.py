"""A place that is not on the installation's own disk."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For backups, and for the machine they are restored to."""
    return tmp_path_factory.mktemp("away")
