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
        with open(path, "rb") as old:  # noqa: PTH123 - tens of thousands of files: a Path costs as much as the read
            if old.read() == data:
                return False
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - as above
    aside = f"{path}.new"
    with open(aside, "wb") as new:  # noqa: PTH123 - as above
        new.write(data)
    os.replace(aside, path)  # noqa: PTH105 - as above
    return True


def remove(root: Path, name: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    path = root / name
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == root or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
