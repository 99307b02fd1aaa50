"""What queries on one state of an index have in common: read when first asked for, kept until it changes."""

from __future__ import annotations

from array import array
from collections import Counter

from whoosh import query as wq
from whoosh.searching import Searcher

from ...lexicon import Lexicon
from ...terms import filter_term

TEXT_FIELDS = ("title", "words", "body")
Numbers = frozenset[int]


class Snapshot:
    """`lexicon` may come from an earlier state: words of the last few documents are seldom mistyped."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon
        self._filters: dict[str, Numbers] = {}
        self._values: dict[str, tuple[str, ...]] = {}
        self._everything: Numbers | None = None
        self._columns: dict[str, array[int]] = {}

    @property
    def known_lexicon(self) -> Lexicon | None:
        """The lexicon, if anybody asked for it."""
        return self._lexicon

    def lexicon(self, searcher: Searcher) -> Lexicon:
        """The words of the index."""
        if self._lexicon is None:
            self._lexicon = _read_lexicon(searcher)
        return self._lexicon

    def everything(self, searcher: Searcher) -> Numbers:
        """Every document."""
        if self._everything is None:
            self._everything = frozenset(docs(wq.Every(), searcher))
        return self._everything

    def having(self, searcher: Searcher, name: str, value: str) -> Numbers:
        """The documents whose filter `name` has `value`."""
        term = filter_term(name, value)
        if term not in self._filters:
            self._filters[term] = frozenset(docs(wq.Term("filter", term), searcher))
        return self._filters[term]

    def values(self, searcher: Searcher, name: str) -> tuple[str, ...]:
        """Every value that filter `name` has anywhere."""
        if name not in self._values:
            found = searcher.reader().expand_prefix("filter", filter_term(name, ""))
            self._values[name] = tuple(_text(term).partition("=")[2] for term in found)
        return self._values[name]

    def column(self, searcher: Searcher, name: str) -> array[int]:
        """Document number → its `order` or `day`."""
        if name not in self._columns:
            reader = searcher.reader()
            values = reader.column_reader(name)
            self._columns[name] = array("Q", (values[number] for number in range(reader.doc_count_all())))
        return self._columns[name]


def docs(query: wq.Query, searcher: Searcher) -> set[int]:
    """The numbers of the documents that match."""
    return set(query.docs(searcher))


def _read_lexicon(searcher: Searcher) -> Lexicon:
    reader = searcher.reader()
    terms: Counter[str] = Counter()
    for name in TEXT_FIELDS:
        for term in reader.field_terms(name):
            terms[term] += reader.doc_frequency(name, term)
    phrases = {term for name in ("exact", "title", "words") for term in reader.field_terms(name)}
    return Lexicon(terms, phrases)


def _text(term: bytes | str) -> str:
    return term.decode() if isinstance(term, bytes) else term
