"""Hashes of the content folder, to know when what was made from it is stale."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from operator import itemgetter
from pathlib import Path


def digest(content: Path) -> str:
    """SHA-256 over the path and bytes of every file, hidden ones left out."""
    return digest_of(file_digests(content))


def file_digests(content: Path) -> dict[str, str]:
    """By path below the folder, in order, the SHA-256 of each file's bytes; hidden ones are left out."""
    return {file: digest_of_file(entry.path) for file, entry in files_below(content)}


def digest_of(files: Mapping[str, str]) -> str:
    """One hash for files with their digests."""
    seen = hashlib.sha256()
    for file, file_digest in files.items():
        seen.update(f"{file}\0{file_digest}\n".encode())
    return seen.hexdigest()


def digest_of_file(path: str) -> str:
    """The SHA-256 of a file's bytes."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of files: a Path costs as much
        return hashlib.sha256(file.read()).hexdigest()


def code_digest() -> str:
    """A short hash over the code of this package."""
    seen = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def files_below(folder: Path) -> list[tuple[str, os.DirEntry[str]]]:
    """The files in the folder and below, by their paths from there, in order; hidden ones are left out."""
    return sorted(_files(str(folder)), key=itemgetter(0))


def _files(folder: str, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from _files(entry.path, f"{below}{entry.name}/")
            elif entry.is_file():
                yield below + entry.name, entry
