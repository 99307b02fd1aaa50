"""The protocol that every search engine here fulfils, and its one fault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from .documents import Document
from .query import Query, Results


class IndexBroken(Exception):
    """The index is missing or cannot be read. It is derived data: rebuild it."""


class IndexMissing(IndexBroken):
    """There is no index yet: nothing is wrong where it was never built."""


class SearchBackend(Protocol):
    """An index. Reading is safe from several threads and goes on during a rebuild or an update."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build a whole new index aside, swap it in at once, and return the number of documents."""

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        """Put documents in, replacing those of the same id, and take others out by id; seen all at once, by
        queries that begin afterwards. One writer at a time, others wait. Raises IndexBroken."""

    def query(self, query: Query) -> Results:
        """Ranked hits. Raises IndexBroken."""

    def ids(self) -> set[str]:
        """The id of every document. Raises IndexBroken."""

    def count(self) -> int:
        """Number of documents. Raises IndexBroken."""

    def close(self) -> None:
        """Release files. The backend opens them again when it is asked again."""
