"""Whether a backup is what it was when it was taken. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from intake.services.backup import manifest
from intake.services.backup.manifest import Manifest, Progress
from intake.store.moving import dumps
from intake.store.moving.dumps import DumpFault


def faults(folder: Path, progress: Progress = lambda _what, _done, _total: None) -> list[str]:
    """Every fault in plain words, none for a sound one. Raises BackupRefused: it cannot even be told what
    it is."""
    return list(_faults(folder, manifest.read(folder), progress))


def _faults(folder: Path, noted: Manifest, progress: Progress) -> Iterator[str]:
    there = set(manifest.files(folder))  # never with "..", never behind a link to another folder
    yield from (f"多出文件 {name}" for name in sorted(there - noted.entries.keys()))
    sound = set()
    for count, (name, entry) in enumerate(sorted(noted.entries.items()), start=1):
        path = folder / name
        if name not in there or path.is_symlink() or not path.is_file():
            yield f"缺少文件 {name}"
        elif manifest.entry(path) != entry:
            yield f"文件 {name} 损坏（校验和不符）"
        else:
            sound.add(name)
        progress("核对文件", count, len(noted.entries))
    if noted.kind == manifest.Kind.DATA:
        yield from _of_the_database(folder, noted, sound)


def _of_the_database(folder: Path, noted: Manifest, sound: set[str]) -> Iterator[str]:
    names = [name for name in noted.entries if name.startswith("database.")]
    if len(names) != 1:
        yield "没有数据库"
    for name in sound.intersection(names):
        try:
            dumps.check(folder / name)
        except DumpFault as fault:
            yield f"数据库读不到底：{fault}"
