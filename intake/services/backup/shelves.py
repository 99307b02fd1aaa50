"""Copying files into a backup, each with its sum."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from intake.services.backup import manifest
from intake.services.backup.manifest import BackupRefused, Entry, Progress
from intake.services.context import Context

_CHUNK = 1024 * 1024
_LEFT_OUT = {".git"}


@dataclass(frozen=True, slots=True)
class Linked:
    """The backup before, whose stored files are shared by hard links: a stored file never changes."""

    folder: Path | None
    entries: dict[str, Entry]

    @classmethod
    def of(cls, before: Path | None) -> Linked:
        """A damaged one is not built upon."""
        try:
            return cls(before, manifest.read(before).entries if before else {})
        except BackupRefused:
            return cls(None, {})

    def into(self, folder: Path, name: str) -> Entry | None:
        """Link a file, if it is there and still what it was; None when it must be copied."""
        known = self.entries.get(name)
        if known is None or self.folder is None:
            return None
        try:
            if manifest.entry(self.folder / name) != known:
                return None
            os.link(self.folder / name, folder / name)
        except OSError:
            return None
        return known


def copy_files(
    ctx: Context, folder: Path, linked: Linked, progress: Progress, already: Collection[str] = ()
) -> dict[str, Entry]:
    """Every stored file that is not copied yet. One that is deleted meanwhile is left out."""
    found = {f"files/{name[:2]}/{name}": name for name in ctx.files.names_before(float("inf"))}
    wanted = sorted(found.keys() - set(already))
    entries = {}
    for count, path in enumerate(wanted, start=1):
        target = folder / path
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        entry = linked.into(folder, path) or _copied(ctx, found[path], target)
        if entry is not None:
            entries[path] = entry
        progress("复制材料", count, len(wanted))
    return entries


def copy_tree(source: Path, folder: Path, below: str) -> dict[str, Entry]:
    """Every file of a folder, if it is there, under `below`. Links are not followed: they could lead
    anywhere."""
    entries = {}
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        inside = path.relative_to(source)
        if not path.is_file() or path.is_symlink() or _LEFT_OUT & set(inside.parts):
            continue
        name = f"{below}/{inside.as_posix()}"
        (folder / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
        entries[name] = manifest.entry(folder / name)
    return entries


def _copied(ctx: Context, name: str, target: Path) -> Entry | None:
    try:
        with ctx.files.open(name) as source, target.open("wb") as copy:
            return _pour(source, copy)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
        return None


def _pour(source: BinaryIO, target: BinaryIO) -> Entry:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(_CHUNK):
        digest.update(piece)
        size += target.write(piece)
    return Entry(digest.hexdigest(), size)
