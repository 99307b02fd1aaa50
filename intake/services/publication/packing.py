"""The site packed beforehand (gzip, brotli) for the server in front, which then packs nothing itself.

A packed file carries the time of the one that it is of: one of another time is not served as it would be
stale.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import brotli

PACKED = {".html", ".css", ".js", ".svg", ".json", ".csv", ".atom", ".xml", ".txt"}
# Open data that the site itself lays beside its packed form, which it reads again at the next build.
_PACKED_BY_THE_SITE = {"all.csv", "all.json"}
_SMALLEST = 1000  # bytes: what fits into one packet anyway is not packed
_MAKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": lambda content: gzip.compress(content, 9, mtime=0),
    ".br": lambda content: brotli.compress(content, quality=9),
}


def pack(output: Path) -> int:
    """Pack what changed, and remove what is of no file any more; returns how many files were packed."""
    changed = 0
    for folder, _folders, names in os.walk(output):
        there = set(names)
        for name in there:
            path = Path(folder, name)
            if _is_left_over(name, there):
                path.unlink()
            elif path.suffix in PACKED and name not in _PACKED_BY_THE_SITE:
                changed += _pack_one(path, there)
    return changed


def unpack(path: Path) -> None:
    """Remove what was packed of a file; before the file itself changes, so that nobody is shown the old
    one."""
    for suffix in _MAKERS:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _is_left_over(name: str, there: set[str]) -> bool:
    """Of a page that is gone. Data files that exist only packed (all.csv.gz) are the site's own."""
    stem, suffix = Path(name).stem, Path(name).suffix
    ours = suffix == ".br" or (suffix == ".gz" and stem.endswith(".html"))
    return ours and stem not in there


def _pack_one(path: Path, there: set[str]) -> bool:
    status = path.stat()
    if status.st_size < _SMALLEST:
        unpack(path)
        return False
    if all(path.name + suffix in there and _is_of(path, suffix, status.st_mtime_ns) for suffix in _MAKERS):
        return False
    content = path.read_bytes()
    for suffix, make in _MAKERS.items():
        aside = path.with_name(f".{path.name}{suffix}.new")
        aside.write_bytes(make(content))
        os.utime(aside, ns=(status.st_mtime_ns, status.st_mtime_ns))
        aside.replace(path.with_name(path.name + suffix))
    return True


def _is_of(path: Path, suffix: str, written: int) -> bool:
    return path.with_name(path.name + suffix).stat().st_mtime_ns == written
