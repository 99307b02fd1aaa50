"""tantivy behind the protocol."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import tantivy

from ...analysis import Analyzer
from ...backend import IndexBroken
from ...documents import Document
from ...lexicon import Lexicon
from ...plan import answered
from ...query import Query, Results
from ..generations import Generations
from .schema import SCHEMA, document_of, register
from .search import TEXT_FIELDS, Search

BUILD_BYTES, UPDATE_BYTES = 256_000_000, 32_000_000
MOST_WORDS = 200_000  # of each field in the lexicon


@dataclass(slots=True)
class _Opened:
    """An open generation: its index, the commit it shows, its words once somebody needs them."""

    folder: Path
    index: tantivy.Index
    commit: int
    lexicon: Lexicon | None = field(default=None)


class TantivyBackend:
    """See `SearchBackend`. One open index serves every thread."""

    def __init__(self, root: Path, analyzer: Analyzer) -> None:
        self._generations = Generations(root)
        self._analyzer = analyzer
        self._opened: _Opened | None = None
        self._lock = threading.Lock()

    def rebuild(self, documents: Iterable[Document]) -> int:
        count = 0
        with self._generations.building() as folder:
            index = register(tantivy.Index(SCHEMA, str(folder)))
            writer = index.writer(heap_size=BUILD_BYTES, num_threads=1)
            for document in documents:
                count += 1
                writer.add_document(document_of(document, self._analyzer))
            writer.commit()
            writer.wait_merging_threads()
        return count

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        changed, gone = list(documents), list(removed)
        made = [document_of(each, self._analyzer) for each in changed]
        with self._generations.updating() as folder, _unreadable(folder):
            writer = _open(folder).writer(heap_size=UPDATE_BYTES, num_threads=1)
            for name in (*gone, *(each.id for each in changed)):
                writer.delete_documents_by_term("id", name)
            for document in made:
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()

    def query(self, query: Query) -> Results:
        with self._open() as opened:
            searcher = opened.index.searcher()
            words = lambda: self._lexicon(opened)  # noqa: E731 - read only if asked for
            return answered(lambda each: Search(searcher, self._analyzer, each, words).run(), query)

    def ids(self) -> set[str]:
        with self._open() as opened:
            searcher, everything = opened.index.searcher(), tantivy.Query.all_query()
            counted = searcher.terms_with_prefix("id", "", filter_query=everything)
            return {name for name, count in counted if count}  # those taken out stay as terms a while

    def count(self) -> int:
        with self._open() as opened:
            return int(opened.index.searcher().num_docs)

    def close(self) -> None:
        self._opened = None

    @contextmanager
    def _open(self) -> Iterator[_Opened]:
        folder = self._generations.current()
        with _unreadable(folder):
            try:
                yield self._current(folder)
            except Exception:
                self._opened = None
                raise

    def _current(self, folder: Path) -> _Opened:
        """The generation in use, showing its last commit."""
        commit = (folder / "meta.json").stat().st_mtime_ns
        with self._lock:
            if self._opened is None or self._opened.folder != folder:
                index = _open(folder)
                index.config_reader(reload_policy="manual")
                self._opened = _Opened(folder, index, 0)
            if self._opened.commit != commit:
                self._opened.index.reload()
                self._opened.commit = commit
            return self._opened

    def _lexicon(self, opened: _Opened) -> Lexicon:
        """The words of the generation as they were when first asked for: newer ones are seldom mistyped."""
        if opened.lexicon is None:
            opened.lexicon = _read_lexicon(opened.index.searcher())
        return opened.lexicon


def _open(folder: Path) -> tantivy.Index:
    """The index in a folder. Raises ValueError when another release of the product laid it out."""
    index = tantivy.Index.open(str(folder))
    if index.schema != SCHEMA:
        raise ValueError("another schema")
    return register(index)


def _read_lexicon(searcher: tantivy.Searcher) -> Lexicon:
    terms: Counter[str] = Counter()
    for name in TEXT_FIELDS:
        for term, count in searcher.terms_with_prefix(name, "", limit=MOST_WORDS):
            terms[term] += count
    named = (searcher.terms_with_prefix(name, "", limit=MOST_WORDS) for name in ("exact", "title", "words"))
    return Lexicon(terms, {term for counted in named for term, _count in counted})


@contextmanager
def _unreadable(folder: Path) -> Iterator[None]:
    """Whatever tantivy stumbles over means files that cannot be read."""
    try:
        yield
    except Exception as fault:
        raise IndexBroken(f"index generation {folder.name} cannot be read") from fault
