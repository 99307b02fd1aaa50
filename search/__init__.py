"""Search: documents in, ranked hits out. Knows Chinese, knows nothing of what the documents are about."""

from pathlib import Path

from sqlalchemy import make_url

from .analysis import Analyzer
from .backend import IndexBroken, IndexMissing, SearchBackend
from .documents import Document
from .engines.postgresql import PostgresBackend
from .engines.tantivy import TantivyBackend
from .engines.whoosh import WhooshBackend
from .query import Hit, Query, Results, Sort

__all__ = [
    "Analyzer",
    "Document",
    "Hit",
    "IndexBroken",
    "IndexMissing",
    "Query",
    "Results",
    "SearchBackend",
    "Sort",
    "beside",
    "open_backend",
]

FOLDERS: dict[str, type[WhooshBackend | TantivyBackend]] = {
    "whoosh": WhooshBackend,
    "tantivy": TantivyBackend,
}


def open_backend(url: str, analyzer: Analyzer) -> SearchBackend:
    """The engine for `url`: whoosh:///absolute/folder, tantivy:///absolute/folder, or
    postgresql+psycopg://…/database, whose `?index=NAME` tells several indexes apart.

    Opens no file and no connection yet. Raises ValueError for an engine this build does not have.
    """
    scheme, separator, rest = url.partition("://")
    if scheme in FOLDERS and separator and rest:
        return FOLDERS[scheme](Path(rest), analyzer)
    if scheme.startswith("postgresql"):
        parts = make_url(url)
        name = str(parts.query.get("index", "published"))
        return PostgresBackend(parts.difference_update_query(["index"]), name, analyzer)
    raise ValueError(f"unknown search engine {scheme!r}; known: {', '.join(FOLDERS)}, postgresql")


def beside(url: str, name: str) -> str:
    """The address of another index of the same engine, next to the one at `url`."""
    if url.startswith("postgresql"):
        return make_url(url).update_query_dict({"index": name}).render_as_string(hide_password=False)
    return f"{url.rstrip('/')}-{name}"
