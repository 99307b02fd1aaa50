"""Two contents: a small one whose every line these tests know, and the real one."""

import shutil
from pathlib import Path

import pytest

from registry import Registry, load

SMALL = Path(__file__).parent / "content"
REAL = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="session")
def small() -> Registry:
    return load(SMALL)


@pytest.fixture(scope="session")
def real() -> Registry:
    return load(REAL)


@pytest.fixture
def small_copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "content"))


@pytest.fixture
def real_copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REAL, tmp_path / "content"))
