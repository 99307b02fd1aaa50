"""Pelican plugin: the documents of docs/ as a site of their own, see docs/pelicanconf.py."""

from __future__ import annotations

from pelican import signals

from .documents import DocumentGenerator


def _generators(_pelican: object) -> type[DocumentGenerator]:
    return DocumentGenerator


def register() -> None:
    """Called by Pelican: offer our generator beside its own (which find nothing to do)."""
    signals.get_generators.connect(_generators)
