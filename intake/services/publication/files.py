"""Files of the content: whole or not there, and on disk before anything says that they are."""

from __future__ import annotations

import os
from pathlib import Path

from intake.store.keys import sync_directory


def put(path: Path, data: bytes) -> None:
    """By rename: a reader sees the old file or the new one, also after a power cut. Raises OSError."""
    _make_folders(path.parent)
    aside = path.with_name(f".{path.name}.new")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:  # most likely the disk is full: half a file would keep it so
        aside.unlink(missing_ok=True)
        raise
    aside.replace(path)
    sync_directory(path.parent)


def remove(path: Path) -> None:
    """Gone, also after a power cut; nothing where it is gone already."""
    if path.exists():
        path.unlink()
        sync_directory(path.parent)


def _make_folders(folder: Path) -> None:
    if not folder.exists():
        _make_folders(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_directory(folder.parent)
