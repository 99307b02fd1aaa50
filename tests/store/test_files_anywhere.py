"""Files in a folder and in a bucket of a real S3-compatible server: the same promises."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from object_store import ObjectStore

from intake.settings import SettingsError, from_environment
from intake.store.files.bucket_files import BucketFiles
from intake.store.files.file_stores import open_files
from intake.store.files.files import EvidenceFiles

LATER = float("inf")


@pytest.fixture(params=["folder", "bucket"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EvidenceFiles]:
    if request.param == "folder":
        yield open_files("", tmp_path / "files")
        return
    store: ObjectStore = request.getfixturevalue("object_store")
    yield open_files(store.url(f"b{tmp_path.name[-40:].replace('_', '-').lower()}-x"), tmp_path)


def _content(files: EvidenceFiles, name: str) -> bytes:
    with files.open(name) as file:
        return file.read()


def test_what_was_written_is_read_listed_replaced_and_removed(files: EvidenceFiles) -> None:
    begun = time.time()
    small, large = files.write(b"content"), files.write(b"ab" * 3_000_000)
    assert (_content(files, small), _content(files, large)) == (b"content", b"ab" * 3_000_000)
    assert set(files.names_before(LATER)) == {small, large}
    assert set(files.names_before(begun - 5)) == set()
    files.put(small, b"other")
    assert _content(files, small) == b"other"
    assert set(files.names_before(LATER)) == {small, large}
    files.remove(small)
    files.remove(small)
    with pytest.raises(FileNotFoundError):
        files.open(small)
    assert set(files.names_before(LATER)) == {large}
    assert files.room() > 10**6
    files.check()


def test_a_file_can_be_wound_back(files: EvidenceFiles) -> None:
    with files.open(files.write(b"content")) as file:
        assert file.read(3) == b"con"
        file.seek(0)
        assert file.read() == b"content"


def test_areas_of_one_store_know_nothing_of_each_other(files: EvidenceFiles) -> None:
    other = files.area("imports")
    name = other.write(b"table")
    assert list(files.names_before(LATER)) == []
    assert list(other.names_before(LATER)) == [name]
    with pytest.raises(FileNotFoundError):
        files.open(name)


@pytest.mark.parametrize(
    "name", ["", "..", "../../etc/passwd", "/etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n"]
)
def test_no_name_but_ours_reaches_the_store(files: EvidenceFiles, name: str) -> None:
    for reach in (files.open, files.remove, lambda each: files.put(each, b"")):
        with pytest.raises(ValueError, match="stored file"):
            reach(name)


def test_a_bucket_that_is_away_or_refuses_is_a_fault_of_the_system(object_store: ObjectStore) -> None:
    refusing = BucketFiles(object_store.url("refused").replace("mingdan:", "somebody:"))
    away = BucketFiles("s3+http://key:secret-of-it@127.0.0.1:9/bucket")
    for files in (refusing, away):
        with pytest.raises(OSError, match="bucket") as fault:
            files.check()
        assert "secret" not in str(fault.value)


def test_what_a_killed_store_acknowledged_is_there_when_it_is_back(object_store: ObjectStore) -> None:
    files = BucketFiles(object_store.url("killed"))
    names = [files.write(str(number).encode()) for number in range(20)]
    object_store.kill()
    with pytest.raises(OSError, match="bucket"):
        files.write(b"lost")
    object_store.start()
    assert [_content(files, name) for name in names] == [str(number).encode() for number in range(20)]


GIVEN = {
    "s3://key:se%2Fcret@store.example/bucket": ("s3://key:se%2Fcret@store.example/bucket", "var/files"),
    "s3+http://k:s@10.0.0.1:9000/b?region=cn": ("s3+http://k:s@10.0.0.1:9000/b?region=cn", "var/files"),
    "file:///srv/mingdan%20files": ("", "/srv/mingdan files"),
    "": ("", "var/files"),
}


@pytest.mark.parametrize("url", GIVEN)
def test_files_url_says_bucket_or_folder(url: str) -> None:
    settings = from_environment({"FILES_URL": url})
    assert (settings.files_url, str(settings.files_dir)) == GIVEN[url]
    assert "se%2Fcret" not in repr(settings)


@pytest.mark.parametrize(
    "url",
    ["s3://store/bucket", "s3://k:s@store", "s3://k:s@store/a/b", "http://k:s@store/b", "file://srv/x", "s3"],
)
def test_a_faulty_files_url_is_named_and_not_repeated(url: str) -> None:
    with pytest.raises(SettingsError, match="FILES_URL") as refused:
        from_environment({"FILES_URL": url})
    assert url == "s3" or url not in str(refused.value)
