"""Loads content/ into a Registry, or names every fault that keeps it from loading."""

from pathlib import Path

from registry.book import Registry
from registry.faults import Fault


def load(content: Path) -> Registry:
    """The whole record. Raises ContentError with every fault; loading never half-succeeds."""
    raise NotImplementedError


def check(content: Path) -> list[Fault]:
    """Every fault of the content, by file and line; empty when it loads."""
    raise NotImplementedError
