"""Search: documents in, ranked hits out. Knows Chinese, knows nothing of what the documents are about."""

from pathlib import Path

from .analysis import Analyzer
from .backend import IndexBroken, SearchBackend
from .documents import Document
from .engines.tantivy import TantivyBackend
from .engines.whoosh import WhooshBackend
from .query import Hit, Query, Results, Sort

__all__ = [
    "Analyzer",
    "Document",
    "Hit",
    "IndexBroken",
    "Query",
    "Results",
    "SearchBackend",
    "Sort",
    "open_backend",
]


def open_backend(url: str, analyzer: Analyzer) -> SearchBackend:
    """The engine for `url`: "whoosh:///absolute/folder", "tantivy:///absolute/folder".

    Opens no file yet. Raises ValueError for an engine this build does not have.
    """
    scheme, separator, rest = url.partition("://")
    if scheme == "whoosh" and separator and rest:
        return WhooshBackend(Path(rest), analyzer)
    if scheme == "tantivy" and separator and rest:
        return TantivyBackend(Path(rest), analyzer)
    raise ValueError(f"unknown search engine in {url!r}; known: whoosh://folder, tantivy://folder")
