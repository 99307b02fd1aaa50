"""The peer that search is measured against: SQLite's full-text search over the very same terms."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from search import Analyzer, Document, Query
from search.parse import parse
from search.terms import terms_of


class Fts5:
    """One table of terms cut by our analysis, another of facts; asked with the same words and filter."""

    def __init__(self, file: Path, analyzer: Analyzer) -> None:
        self._database = sqlite3.connect(file)
        self._analyzer = analyzer

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Fill both tables in one transaction."""
        self._database.executescript(
            "PRAGMA journal_mode = off; PRAGMA synchronous = off;"
            "CREATE VIRTUAL TABLE terms USING fts5(title, words, body, filters, "
            "tokenize = \"unicode61 tokenchars '=-'\");"
            "CREATE TABLE facts (id INTEGER PRIMARY KEY, payload TEXT);"
        )
        with self._database:
            for document in documents:
                self._add(document)

    def query(self, query: Query) -> int:
        """The number of matches; the newest twenty are fetched, as an engine would."""
        (department,) = query.filters["department"]
        words = [_any(group.alternatives) for group in parse(query.text, self._analyzer).groups]
        match = f'{_enough(words)} AND filters:"department={department}"'
        counted = self._database.execute("SELECT count(*) FROM terms WHERE terms MATCH ?", (match,))
        (total,) = counted.fetchone()
        self._database.execute(
            "SELECT payload FROM terms JOIN facts ON facts.id = terms.rowid "
            "WHERE terms MATCH ? ORDER BY terms.rowid DESC LIMIT 20",
            (match,),
        ).fetchall()
        return int(total)

    def _add(self, document: Document) -> None:
        terms = terms_of(document, self._analyzer)
        row = [" ".join(part) for part in (terms.title, terms.words, terms.body, terms.filter)]
        self._database.execute(
            "INSERT INTO terms (rowid, title, words, body, filters) VALUES (?, ?, ?, ?, ?)",
            (document.order, *row),
        )
        self._database.execute("INSERT INTO facts VALUES (?, ?)", (document.order, document.body))


def _any(alternatives: Iterable[tuple[str, ...]]) -> str:
    each = (" AND ".join(f'"{term}"' for term in terms) for terms in alternatives)
    return f"({' OR '.join(each)})"


def _enough(words: list[str]) -> str:
    """At least half of up to three words: any one of two, any two of three."""
    if len(words) < 3:
        return "(" + " OR ".join(words) + ")"
    pairs = [f"({one} AND {two})" for place, one in enumerate(words) for two in words[place + 1 :]]
    return "(" + " OR ".join(pairs) + ")"
