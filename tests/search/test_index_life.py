"""An index is derived data: swapped whole, readable throughout, private, and honest when it is broken."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from search import Analyzer, Document, IndexBroken, IndexMissing, Query, SearchBackend, open_backend

Opener = Callable[[], SearchBackend]


def _documents(word: str, count: int = 40) -> list[Document]:
    return [
        Document(f"{word}{number}", "item", f"{word}投诉{number}", f"{word}的正文") for number in range(count)
    ]


def test_missing_index_is_broken_not_empty(open_engine: Opener) -> None:
    with pytest.raises(IndexMissing):
        open_engine().query(Query("油烟"))
    with pytest.raises(IndexMissing):
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


def _owned(number: int, owner: str) -> Document:
    return Document(f"case-{number}", "case", "夜里施工", "吵", filters={"owner": (owner,)}, order=number)


def test_whoosh_commit_while_a_thread_opens_the_index_mixes_no_document_numbers(
    tmp_path: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a filter lets through is kept by document number, and numbers change with every commit."""
    engine, writer = (open_backend(f"whoosh://{tmp_path}/index", analyzer) for _ in range(2))
    engine.rebuild([_owned(number, "ours" if number < 3 else "theirs") for number in range(1, 5)])
    ours = Query("施工", {"owner": ("ours",)}, limit=50)
    assert engine.query(ours).total == 2
    latest = engine._latest

    def commit_in_between(folder: Path) -> int:
        known = latest(folder)
        for number in range(50, 56):  # as many as make Whoosh lay its segments together
            writer.update([_owned(number, "theirs")], ["case-1"])
        return known

    monkeypatch.setattr(engine, "_latest", commit_in_between)
    with ThreadPoolExecutor(1) as another_thread:
        found = another_thread.submit(engine.query, ours).result()
    assert {hit.filters["owner"] for hit in found.hits} == {("ours",)}
    assert found.total == 1


def test_filters_hold_while_others_write(open_engine: Opener) -> None:
    engine, writer = open_engine(), open_engine()
    engine.rebuild([_owned(number, "ours" if number % 2 else "theirs") for number in range(1, 31)])
    strangers: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            hits = engine.query(Query("施工", {"owner": ("ours",)}, limit=50)).hits
            strangers.extend(hit.id for hit in hits if hit.filters["owner"] != ("ours",))

    with ThreadPoolExecutor(2) as threads:
        reading = [threads.submit(read) for _ in range(2)]
        for number in range(1, 7):
            owner = "theirs" if number % 2 else "ours"
            writer.update([_owned(number, owner)], [f"case-{number + 15}"])
        done.set()
        for each in reading:
            each.result()
    assert strangers == []


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


@pytest.mark.parametrize("pointer", [b"", b"\xe2\x28\xa1", b"../elsewhere", b"generation-\x00"])
@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_damaged_pointer_is_reported_as_broken(
    tmp_path: Path, analyzer: Analyzer, engine: str, pointer: bytes
) -> None:
    index = open_backend(f"{engine}://{tmp_path}/index", analyzer)
    index.rebuild(_documents("油烟", 30))
    (tmp_path / "index" / "current").write_bytes(pointer)
    with pytest.raises(IndexBroken) as told:
        index.query(Query("油烟"))
    assert not isinstance(told.value, IndexMissing)
    index.rebuild(_documents("油烟", 30))
    assert index.query(Query("油烟")).total == 30


def test_unknown_engine_is_refused(analyzer: Analyzer) -> None:
    with pytest.raises(ValueError, match="unknown search engine"):
        open_backend("elastic://somewhere", analyzer)
