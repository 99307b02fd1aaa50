"""Whoosh behind the protocol: the embedded engine, one folder, no server."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh import index as whoosh_index
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from .analysis import Analyzer
from .backend import IndexBroken
from .documents import Document
from .generations import Generations
from .query import Query, Results
from .whoosh_schema import fields_of, schema
from .whoosh_search import Search, Snapshot

WRITER_MEGABYTES = 256


class WhooshBackend:
    """See `SearchBackend`. Each thread has its own searcher: Whoosh's file cursors are not to be shared."""

    def __init__(self, root: Path, analyzer: Analyzer) -> None:
        self._generations = Generations(root)
        self._analyzer = analyzer
        self._local = threading.local()
        self._snapshots: dict[str, Snapshot] = {}
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

    def query(self, query: Query) -> Results:
        with self._searcher() as (searcher, snapshot):
            return Search(searcher, snapshot, self._analyzer, query).run()

    def count(self) -> int:
        with self._searcher() as (searcher, _):
            return int(searcher.doc_count())

    def close(self) -> None:
        self._drop()
        self._snapshots.clear()

    @contextmanager
    def _searcher(self) -> Iterator[tuple[Searcher, Snapshot]]:
        """This thread's searcher on the current generation. Whoosh stumbling means a broken index."""
        folder = self._generations.current()
        try:
            if getattr(self._local, "folder", None) != folder:
                self._drop()
                self._local.searcher = whoosh_index.open_dir(folder).searcher(
                    weighting=BM25F(exact_B=0.0, pinyin_B=0.0)
                )
                self._local.folder = folder
            yield self._local.searcher, self._snapshot(folder.name, self._local.searcher)
        except Exception as fault:  # unpickling, struct, zlib, key errors …: all mean unreadable files
            self._drop()
            raise IndexBroken(f"index generation {folder.name} cannot be read") from fault

    def _snapshot(self, generation: str, searcher: Searcher) -> Snapshot:
        with self._lock:
            if generation not in self._snapshots:
                self._snapshots = {generation: Snapshot.read(searcher)}
            return self._snapshots[generation]

    def _drop(self) -> None:
        searcher = getattr(self._local, "searcher", None)
        self._local.folder = self._local.searcher = None
        if searcher is not None:
            searcher.close()
