"""An index is derived data: swapped whole, readable throughout, private, and honest when it is broken."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from search import Analyzer, Document, IndexBroken, Query, SearchBackend, open_backend

Opener = Callable[[], SearchBackend]


def _documents(word: str, count: int = 40) -> list[Document]:
    return [
        Document(f"{word}{number}", "item", f"{word}投诉{number}", f"{word}的正文") for number in range(count)
    ]


def test_missing_index_is_broken_not_empty(open_engine: Opener) -> None:
    with pytest.raises(IndexBroken):
        open_engine().query(Query("油烟"))
    with pytest.raises(IndexBroken):
        open_engine().count()


def test_rebuild_replaces_everything_for_open_readers(open_engine: Opener) -> None:
    reader, writer = open_engine(), open_engine()
    writer.rebuild(_documents("油烟"))
    assert (reader.count(), reader.query(Query("油烟")).total) == (40, 40)
    writer.rebuild(_documents("噪声", 3))
    assert (reader.count(), reader.query(Query("油烟")).total, reader.query(Query("噪声")).total) == (3, 0, 3)


def test_a_failed_rebuild_leaves_the_old_index(open_engine: Opener) -> None:
    engine = open_engine()
    engine.rebuild(_documents("油烟", 5))

    def breaking() -> object:
        yield from _documents("噪声", 3)
        raise RuntimeError("source failed")

    with pytest.raises(RuntimeError):
        engine.rebuild(breaking())
    assert engine.query(Query("油烟")).total == 5


def test_readers_go_on_during_rebuilds(open_engine: Opener) -> None:
    engine = open_engine()
    engine.rebuild(_documents("油烟"))
    faults: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                assert engine.query(Query("油烟", limit=3)).total == 40
        except BaseException as fault:
            faults.append(fault)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for each in readers:
        each.start()
    for _ in range(4):
        open_engine().rebuild(_documents("油烟"))
    done.set()
    for each in readers:
        each.join()
    assert faults == []


def test_whoosh_folder_is_private_and_does_not_pile_up(tmp_path: Path, analyzer: Analyzer) -> None:
    root = tmp_path / "index"
    engine = open_backend(f"whoosh://{root}", analyzer)
    for _ in range(3):
        engine.rebuild(_documents("油烟", 2))
    assert root.stat().st_mode & 0o777 == 0o700
    assert len(list(root.glob("generation-*"))) == 2  # the one in use and the one before
    root.chmod(0o755)  # whoever can write the files can run code in the reader
    with pytest.raises(IndexBroken):
        engine.query(Query("油烟"))


@pytest.mark.parametrize("damage", ["truncate", "garbage", "remove"])
def test_whoosh_damage_is_reported_as_broken(tmp_path: Path, analyzer: Analyzer, damage: str) -> None:
    root = tmp_path / "index"
    open_backend(f"whoosh://{root}", analyzer).rebuild(_documents("油烟", 30))
    for file in next(root.glob("generation-*")).iterdir():
        if damage == "remove":
            file.unlink()
        else:
            file.write_bytes(b"" if damage == "truncate" else b"\x00garbage" * 50)
    broken = open_backend(f"whoosh://{root}", analyzer)
    with pytest.raises(IndexBroken):
        broken.query(Query("油烟"))
    broken.rebuild(_documents("油烟", 30))
    assert broken.query(Query("油烟")).total == 30


def test_unknown_engine_is_refused(analyzer: Analyzer) -> None:
    with pytest.raises(ValueError, match="unknown search engine"):
        open_backend("elastic://somewhere", analyzer)
