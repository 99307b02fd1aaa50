"""Digests noted by a file's times, size and inode: never another than that of its bytes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from registry.fingerprint import file_digests
from registry.seen_files import SeenFiles

FILE = "lists/a.yaml"


def later() -> int:
    """A clock that tells of a day on which every file of the test was settled long ago."""
    return time.time_ns() + 86_400 * 10**9


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content/lists").mkdir(parents=True)
    (tmp_path / "content" / FILE).write_text("old words", "utf-8")
    return tmp_path / "content"


def test_a_file_changed_within_one_tick_of_the_clock_is_noticed(folder: Path) -> None:
    seen = SeenFiles(folder.parent / "notes.json")
    for number in range(300):
        (folder / FILE).write_text(f"{number:09}", "utf-8")
        assert seen.digests(folder) == file_digests(folder)


def rewritten(path: Path) -> None:
    path.write_text("new words", "utf-8")


def longer(path: Path) -> None:
    path.write_text("many more words", "utf-8")


def another(path: Path) -> None:
    path.with_name("b").write_text("new words", "utf-8")
    path.with_name("b").replace(path)


@pytest.mark.parametrize("change", [rewritten, longer, another])
def test_what_changed_is_noticed_though_its_time_was_put_back(
    folder: Path, change: Callable[[Path], None]
) -> None:
    seen = SeenFiles(folder.parent / "notes.json", later)
    before, status = seen.digests(folder), (folder / FILE).stat()
    change(folder / FILE)
    os.utime(folder / FILE, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert seen.digests(folder) == file_digests(folder) != before


def test_only_what_was_noted_of_this_very_folder_counts(folder: Path) -> None:
    seen = SeenFiles(folder.parent / "notes.json", later)
    noted = seen.digests(folder)
    notes = folder.parent / "notes.json"
    notes.write_text(notes.read_text("utf-8").replace(noted[FILE], "as noted"), "utf-8")
    assert seen.digests(folder) == {FILE: "as noted"}  # it was not read again
    moved = folder.rename(folder.with_name("elsewhere"))
    assert seen.digests(moved) == noted
    notes.write_text("{", "utf-8")
    assert seen.digests(moved) == noted
