"""The real content and one router for all routing tests."""

from datetime import date
from pathlib import Path

import pytest

from intake.cases.routing import Router
from registry import Registry, load

ON = date(2026, 11, 23)


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load(Path(__file__).resolve().parents[2] / "content")


@pytest.fixture(scope="session")
def router(registry: Registry) -> Router:
    return Router(registry)
