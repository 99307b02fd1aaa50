"""Files of the output folder: written only where they differ, and whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def put(root: Path, name: str, data: bytes) -> bool:
    """Put `data` at the relative path `name`; tells whether the file was another one or none.

    Written aside and renamed, so that a server reading the folder never sees half a page.
    """
    path = f"{root}/{name}"
    try:
        if _read(path) == data:
            return False
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
    aside = f"{path}.new"
    _write(aside, data)
    os.replace(aside, path)  # noqa: PTH105 - tens of thousands of files: a Path costs as much as the call
    return True


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as above
        return file.read()


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as file:  # noqa: PTH123 - as above
        file.write(data)


def _make_folder(folder: str) -> None:
    """Most often the one above is there already."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - as above
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above


def remove(root: Path, name: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    path = root / name
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
