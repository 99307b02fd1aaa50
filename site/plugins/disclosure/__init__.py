"""Pelican plugin: the public site from the registry. Enabled by name in pelicanconf.py."""

from __future__ import annotations

from pelican import signals

from .generator import DisclosureGenerator


def _generators(_pelican: object) -> type[DisclosureGenerator]:
    return DisclosureGenerator


def register() -> None:
    """Called by Pelican: offer our generator beside its own (which find nothing to do)."""
    signals.get_generators.connect(_generators)
