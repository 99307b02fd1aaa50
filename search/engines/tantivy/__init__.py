"""tantivy: the fast engine of one machine, one folder, no server."""

from .backend import TantivyBackend

__all__ = ["TantivyBackend"]
