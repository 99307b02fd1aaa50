"""The peer that search is measured against: SQLite's full-text search over the very same terms.

It does the whole work of an engine: finds, counts, fetches twenty hits, and marks the words in them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from search import Analyzer, Document, Query, Sort
from search.hits import hit, packed, unpacked
from search.lexicon import Lexicon
from search.parse import Group
from search.plan import Plan, plan
from search.terms import normal_text, terms_of

COLUMNS = ("title", "words", "body", "pairs", "characters", "filters")
ANYWHERE = "{title words body pairs}"
RANK = "bm25(terms, 4.0, 3.0, 1.0, 0.5, 0.0, 0.0)"  # the engines' weights


class Fts5:
    """One table of terms cut by our analysis, another of payloads; asked with the same plan and filter."""

    def __init__(self, file: Path, analyzer: Analyzer) -> None:
        self._database = sqlite3.connect(file)
        self._analyzer = analyzer

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Fill both tables in one transaction; returns how many."""
        self._database.executescript(
            "PRAGMA journal_mode = off; PRAGMA synchronous = off;"
            f"CREATE VIRTUAL TABLE terms USING fts5({', '.join(COLUMNS)}, content = '', "
            "tokenize = \"unicode61 tokenchars '=-'\");"
            "CREATE TABLE kept (id INTEGER PRIMARY KEY, payload TEXT);"
        )
        with self._database:
            for document in documents:
                self._add(document)
        return self.count()

    def count(self) -> int:
        """Number of documents; 0 before any were put in."""
        known = "SELECT count(*) FROM sqlite_schema WHERE name = 'kept'"
        return self._number(known) and self._number("SELECT count(*) FROM kept")

    def query(self, query: Query) -> int:
        """The number of matches; twenty of them are shown, as an engine would."""
        planned = plan(query, self._analyzer, lambda _term: True, lambda: Lexicon({}, ()))
        match = " AND ".join(_clauses(planned, query, self._analyzer))
        match += "".join(f" NOT ({_any(each.group)})" for each in planned.excluded)
        total = self._number("SELECT count(*) FROM terms WHERE terms MATCH ?", match)
        order = "rowid DESC" if query.sort is Sort.NEWEST else RANK
        numbers = self._database.execute(
            f"SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY {order} LIMIT 20", (match,)
        ).fetchall()
        for number in numbers:
            payload = "SELECT payload FROM kept WHERE id = ?"
            hit(unpacked(self._database.execute(payload, number).fetchone()[0]), 0.0, planned, self._analyzer)
        return total

    def add(self, document: Document) -> None:
        """One more document, in a transaction of its own."""
        with self._database:
            self._add(document)

    def _add(self, document: Document) -> None:
        terms = terms_of(document, self._analyzer)
        characters = self._analyzer.characters(normal_text(document, self._analyzer))
        row = (terms.title, terms.words, terms.body, terms.pairs, characters, terms.filter)
        self._database.execute(
            f"INSERT INTO terms (rowid, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (document.order, *(" ".join(part) for part in row)),
        )
        self._database.execute("INSERT INTO kept VALUES (?, ?)", (document.order, packed(document)))

    def _number(self, statement: str, *given: str) -> int:
        return int(self._database.execute(statement, given).fetchone()[0])


def _clauses(planned: Plan, query: Query, analyzer: Analyzer) -> Iterator[str]:
    yield _enough([_any(each.group) for each in planned.wanted])
    yield from (f"({_any(each.group)})" for each in planned.wanted if each.group.required)
    for phrase in planned.phrases:
        yield f'{{characters}} : "{" ".join(analyzer.characters(phrase))}"'
    for name, values in query.filters.items():
        yield " OR ".join(f'{{filters}} : "{name}={value}"' for value in values)


def _any(group: Group) -> str:
    each = (" AND ".join(f'"{term}"' for term in terms) for terms in group.alternatives)
    return f"{ANYWHERE} : ({' OR '.join(each)})"


def _enough(words: list[str]) -> str:
    """At least half of up to three words: any one of two, any two of three."""
    if len(words) < 3:
        return "(" + " OR ".join(words) + ")"
    pairs = [f"({one} AND {two})" for place, one in enumerate(words) for two in words[place + 1 :]]
    return "(" + " OR ".join(pairs) + ")"
