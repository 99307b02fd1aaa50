"""PostgreSQL full text over the same terms: the engine of many machines."""

from .backend import PostgresBackend

__all__ = ["PostgresBackend"]
