"""Whether the folders and files that settings name can be used, before anything starts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from intake.settings.shown import Shown


def place_faults(seen: Mapping[str, Shown]) -> Iterator[str]:
    """A sentence for each that cannot be used. Makes nothing."""
    looks: dict[str, Callable[[Path], str]] = {
        "CONTENT_DIR": _readable_folder,
        "DATA_DIR": _writable_folder,
        "FILES_DIR": _writable_folder,
        "BACKUP_DIR": _writable_folder,
        "BACKUP_KEYS_DIR": _writable_folder,
        "LETTER_FONT": _readable_file,
        "BREACHED_PASSWORDS": _readable_file,
    }
    for name, look in looks.items():
        value = seen[name].value
        fault = look(Path(value)) if value else ""
        if fault:
            yield f"{name}={value!r}：{fault}"


def _readable_folder(path: Path) -> str:
    return "" if path.is_dir() and os.access(path, os.R_OK | os.X_OK) else "没有这个目录，或者读不了"


def _readable_file(path: Path) -> str:
    return "" if path.is_file() and os.access(path, os.R_OK) else "没有这个文件，或者读不了"


def _writable_folder(path: Path) -> str:
    """It may be missing where it can be made."""
    there = next(each for each in (path.absolute(), *path.absolute().parents) if each.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return ""
    return f"目录不能写，请把 {there} 的属主改为运行服务的用户"
