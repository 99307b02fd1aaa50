"""PostgreSQL behind the protocol."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import URL, Connection, create_engine, text

from ...analysis import Analyzer
from ...documents import Document
from ...hits import packed
from ...lexicon import Lexicon
from ...plan import answered
from ...query import Query, Results
from ...terms import Terms, normal_text, terms_of
from .search import Opened, Search
from .statements import vector, words_of
from .tables import COLUMNS, Tables, copy

MOST_WORDS = 50_000  # of the lexicon, the most frequent: more take seconds to read
MOST_KNOWN = 50_000  # terms remembered as found
Row = tuple[object, ...]


class PostgresBackend:
    """See `SearchBackend`. `name` tells several indexes in one database apart."""

    def __init__(self, url: URL, name: str, analyzer: Analyzer) -> None:
        self._engine = create_engine(url, pool_pre_ping=True)
        self._tables = Tables(self._engine, name)
        self._analyzer = analyzer
        self._lexicon: tuple[str, Lexicon] | None = None
        self._known: tuple[str, set[str]] = ("", set())

    def rebuild(self, documents: Iterable[Document]) -> int:
        words: Counter[str] = Counter()
        names: set[str] = set()
        with self._tables.building() as (connection, table):
            count = copy(connection, table, COLUMNS, self._rows(documents, words, names))
            most = ((word, number, False) for word, number in words.most_common(MOST_WORDS))
            named = ((name, 0, True) for name in sorted(names))
            copy(connection, f"{table}_words", "term, documents, is_name", (*most, *named))
        return count

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        changed = list(documents)
        rows = [self._row(each, terms_of(each, self._analyzer)) for each in changed]
        gone = [*removed, *(each.id for each in changed)]
        with self._tables.updating() as (connection, table):
            connection.execute(text(f"DELETE FROM {table} WHERE id = ANY(:gone)"), {"gone": gone})
            copy(connection, table, COLUMNS, rows)

    def query(self, query: Query) -> Results:
        with self._tables.reading() as (connection, table):
            lexicon = lambda: self._words(connection, table)  # noqa: E731 - read only if asked for
            opened = Opened(connection, table, self._known_of(table))
            return answered(lambda each: Search(opened, self._analyzer, each, lexicon).run(), query)

    def ids(self) -> set[str]:
        with self._tables.reading() as (connection, table):
            return set(connection.execute(text(f"SELECT id FROM {table}")).scalars())

    def count(self) -> int:
        with self._tables.reading() as (connection, table):
            return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())

    def close(self) -> None:
        self._engine.dispose()

    def _rows(self, documents: Iterable[Document], words: Counter[str], names: set[str]) -> Iterator[Row]:
        """Every document's row; its words are counted on the way."""
        for document in documents:
            terms = terms_of(document, self._analyzer)
            words.update(words_of(terms))
            if len(names) < MOST_WORDS:
                names.update(terms.exact)
            yield self._row(document, terms)

    def _row(self, document: Document, terms: Terms) -> Row:
        normal = normal_text(document, self._analyzer)
        facts = (document.id, document.day, document.order, list(terms.filter))
        return *facts, _storable(normal), vector(terms), _storable(packed(document))

    def _known_of(self, table: str) -> set[str]:
        """Terms that were found in this generation: asking again costs a round trip each."""
        if self._known[0] != table or len(self._known[1]) > MOST_KNOWN:
            self._known = (table, set())
        return self._known[1]

    def _words(self, connection: Connection, table: str) -> Lexicon:
        """The words of the generation; newer ones are seldom mistyped."""
        if self._lexicon is None or self._lexicon[0] != table:
            rows = connection.execute(text(f"SELECT term, documents, is_name FROM {table}_words")).all()
            words = {row.term: row.documents for row in rows if not row.is_name}
            names = {row.term for row in rows if row.is_name}
            self._lexicon = (table, Lexicon(words, {*names, *words}))
        return self._lexicon[1]


def _storable(value: str) -> str:
    """PostgreSQL's text has no zero character."""
    return value.replace("\x00", "")
