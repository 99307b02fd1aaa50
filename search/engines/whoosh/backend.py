"""Whoosh behind the protocol."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh import index as whoosh_index
from whoosh.index import FileIndex
from whoosh.scoring import BM25F
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from ...analysis import Analyzer
from ...backend import IndexBroken
from ...documents import Document
from ...plan import answered
from ...query import Query, Results
from ..generations import Generations
from .schema import fields_of, schema
from .search import Search
from .snapshot import Snapshot

WRITER_MEGABYTES = 256
State = tuple[str, int]  # folder of the generation, Whoosh's own count of commits in it


class WhooshBackend:
    """See `SearchBackend`. Each thread has its own searcher: Whoosh's file cursors are not to be shared."""

    def __init__(self, root: Path, analyzer: Analyzer) -> None:
        self._generations = Generations(root)
        self._analyzer = analyzer
        self._local = threading.local()
        self._snapshot: tuple[State, Snapshot] | None = None
        self._storage: tuple[Path, FileIndex] | None = None
        self._lock = threading.Lock()

    def rebuild(self, documents: Iterable[Document]) -> int:
        count = 0
        with self._generations.building() as folder:
            index = whoosh_index.create_in(folder, schema())
            writer = index.writer(limitmb=WRITER_MEGABYTES)
            for document in documents:
                count += 1
                writer.add_document(**fields_of(document, self._analyzer))
            writer.commit()
            index.close()
        return count

    def update(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        changed, gone = [fields_of(each, self._analyzer) for each in documents], list(removed)
        with self._generations.updating() as folder, _unreadable(folder):
            index = whoosh_index.open_dir(folder)
            with _writing(index) as writer:
                for name in gone:
                    writer.delete_by_term("id", name)
                for fields in changed:
                    writer.update_document(**fields)
            index.close()

    def query(self, query: Query) -> Results:
        with self._searcher() as (searcher, snapshot):
            return answered(lambda each: Search(searcher, snapshot, self._analyzer, each).run(), query)

    def ids(self) -> set[str]:
        with self._searcher() as (searcher, _):
            return {fields["payload"]["id"] for fields in searcher.reader().all_stored_fields()}

    def count(self) -> int:
        with self._searcher() as (searcher, _):
            return int(searcher.doc_count())

    def close(self) -> None:
        self._drop()
        self._snapshot = self._storage = None

    @contextmanager
    def _searcher(self) -> Iterator[tuple[Searcher, Snapshot]]:
        """This thread's searcher on the current state. Whoosh stumbling means a broken index."""
        folder = self._generations.current()
        with _unreadable(folder, self._drop):
            if getattr(self._local, "state", None) != (folder.name, self._latest(folder)):
                self._drop()  # a refreshed searcher would still show what was deleted in its old segments
                self._local.searcher = whoosh_index.open_dir(folder).searcher(
                    weighting=BM25F(exact_B=0.0, title_pinyin_B=0.0, pinyin_B=0.0, pairs_B=0.0)
                )
                self._local.state = (folder.name, _shown(self._local.searcher))
            yield self._local.searcher, self._snapshot_of(self._local.state)

    def _latest(self, folder: Path) -> int:
        """Whoosh's count of commits in a generation."""
        if self._storage is None or self._storage[0] != folder:
            self._storage = (folder, whoosh_index.open_dir(folder))
        return int(self._storage[1].latest_generation())

    def _snapshot_of(self, state: State) -> Snapshot:
        """What queries on this state share; after a mere update, the words known before will do."""
        with self._lock:
            if self._snapshot is None or self._snapshot[0] != state:
                last = self._snapshot
                lexicon = last[1].known_lexicon if last and last[0][0] == state[0] else None
                self._snapshot = (state, Snapshot(lexicon))
            return self._snapshot[1]

    def _drop(self) -> None:
        searcher = getattr(self._local, "searcher", None)
        self._local.state = self._local.searcher = None
        if searcher is not None:
            searcher.close()


def _shown(searcher: Searcher) -> int:
    """The commit a searcher shows: a later one than was asked for when somebody committed meanwhile. What is
    kept by document number is right for that commit alone. An index without documents says -1."""
    return int(searcher.reader().generation())


@contextmanager
def _writing(index: FileIndex) -> Iterator[SegmentWriter]:
    """A writer whose work is kept when the block ends well; its lock goes either way."""
    writer = index.writer()
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


@contextmanager
def _unreadable(folder: Path, then: object = None) -> Iterator[None]:
    """Unpickling, struct, zlib, key errors …: all mean files that cannot be read."""
    try:
        yield
    except Exception as fault:
        if callable(then):
            then()
        raise IndexBroken(f"index generation {folder.name} cannot be read") from fault
