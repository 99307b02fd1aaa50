"""Whoosh: the embedded engine, one folder, no server."""

from .backend import WhooshBackend

__all__ = ["WhooshBackend"]
