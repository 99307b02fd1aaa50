"""Put a backup back on an empty machine. What is damaged, incomplete or in the way is told before anything is
touched."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from intake.services.backup import checking, keeping, manifest
from intake.services.backup.manifest import BackupRefused, Kind, Manifest, Progress
from intake.settings import Settings
from intake.store import migrate
from intake.store.files.file_stores import open_files
from intake.store.files.files import EvidenceFiles
from intake.store.moving import dumps
from intake.store.moving.dumps import DumpFault

_MARK = ".restoring"  # in DATA_DIR, names the backup: an interrupted restore may be done again


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back; `older` when the database waits for migrations. `gone`: as in the manifest."""

    files: int
    created: str
    older: bool
    gone: tuple[str, ...]


def restore(settings: Settings, folder: Path, keys: Path | None, progress: Progress) -> Restored:
    """Restore into DATA_DIR, FILES_DIR or FILES_URL, CONTENT_DIR and DATABASE_URL, all of them empty.

    Raises BackupRefused, with nothing touched; OSError when the disk fails, after which the same may be
    repeated.
    """
    noted = _sound(folder, Kind.DATA, progress)
    _check_fit(settings, noted, keys)
    files = open_files(settings.files_url, settings.files_dir)
    again = _is_repeated(settings, folder)
    if not again:
        _check_empty(settings, folder, files, keys)
    _mark(settings, folder)
    _put_trees(settings, folder, noted)
    _put_files(files, folder, noted, progress)
    if keys:
        _put_keys(settings.data_dir / "keys", keys)
    os.sync()  # the database, put last, must not survive a power cut that the rest did not
    _put_database(settings, folder, noted, again=again)
    _see_that_it_is_the_same(settings, noted)
    os.sync()
    (settings.data_dir / _MARK).unlink()
    older = noted.revision != migrate.newest()
    return Restored(len(noted.entries), noted.created, older, noted.gone)


def is_interrupted(settings: Settings) -> bool:
    """Whether a restore was begun here and not finished: then nothing may start."""
    return (settings.data_dir / _MARK).exists()


def _sound(folder: Path, kind: Kind, progress: Progress) -> Manifest:
    noted = manifest.read(folder)
    if noted.kind != kind:
        raise BackupRefused(f"{folder} 不是{'数据' if kind == Kind.DATA else '密钥'}的备份")
    found = checking.faults(folder, progress)
    if found:
        raise BackupRefused("\n".join([f"{folder} 不完整或已损坏，什么都没有动：", *found[:20]]))
    return noted


def _check_fit(settings: Settings, noted: Manifest, keys: Path | None) -> None:
    """The program knows the schema, the kind of database is the same, the keys are those that it was
    sealed with."""
    if not migrate.is_known(noted.revision):
        raise BackupRefused(
            f"备份的数据库结构（{noted.revision}）比本程序新，请用 {noted.version} 或更新的版本"
        )
    if dumps.file_name(settings.database_url) not in noted.entries:
        raise BackupRefused(
            "备份是另一种数据库的（SQLite 或 PostgreSQL）：先恢复成同一种，再用 migrate-to 搬家"
        )
    folder = keys or settings.data_dir / "keys"
    if keys:
        _sound(keys, Kind.KEYS, lambda _what, _done, _total: None)
    try:
        audit, fields = (folder / "audit.key").read_bytes(), (folder / "fields.key").read_bytes().split()
    except OSError:
        raise BackupRefused(
            f"没有密钥：用 --keys 指出密钥的备份（{keeping.KEYS}…）。没有它，身份信息和查询码都打不开"
        ) from None
    if manifest.fingerprint(audit.strip()) != noted.audit_key:
        raise BackupRefused("密钥不是这份备份的：操作记录会核对不上")
    if noted.field_key not in map(manifest.fingerprint, fields):
        raise BackupRefused("密钥里没有封存这份备份用的那一把：身份信息会打不开。请用同一时间的密钥备份")


def _check_empty(settings: Settings, folder: Path, files: EvidenceFiles, keys: Path | None) -> None:
    occupied = list(_occupied(settings, folder, files, keys))
    if occupied:
        advice = "恢复只往空的地方放，什么都没有动。先把它们移走（不要删），再运行一次："
        raise BackupRefused("\n".join([advice, *occupied]))


def _occupied(settings: Settings, folder: Path, files: EvidenceFiles, keys: Path | None) -> Iterator[str]:
    if not dumps.is_empty(settings.database_url):
        yield "DATABASE_URL 的数据库里已经有表"
    for path in dumps.left_beside(settings.database_url):
        yield f"{path} 是以前的数据库留下的，会混进恢复的数据库"
    if next(files.names_before(float("inf")), None):
        yield "FILES_DIR（或 FILES_URL）里已经有文件"
    if keys and any((settings.data_dir / "keys").glob("*")):
        yield f"{settings.data_dir / 'keys'} 里已经有密钥"
    for name in ("audit", "model"):
        if any((settings.data_dir / name).glob("*")):
            yield f"{settings.data_dir / name} 不是空的"
    if _has_other(settings.content_dir, folder / "content"):
        yield f"CONTENT_DIR（{settings.content_dir}）里是另一份内容"


def _has_other(there: Path, wanted: Path) -> bool:
    """Whether a folder holds anything but the very same files."""
    names = [
        each.relative_to(there) for each in there.rglob("*") if each.is_file() and ".git" not in each.parts
    ]
    return any(
        not (wanted / name).is_file() or not filecmp.cmp(there / name, wanted / name, shallow=False)
        for name in names
    )


def _is_repeated(settings: Settings, folder: Path) -> bool:
    mark = settings.data_dir / _MARK
    return mark.exists() and mark.read_text("utf-8") == folder.name


def _mark(settings: Settings, folder: Path) -> None:
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    (settings.data_dir / _MARK).write_text(folder.name, encoding="utf-8")


def _put_trees(settings: Settings, folder: Path, noted: Manifest) -> None:
    places = {"content": settings.content_dir, "data": settings.data_dir}
    for name in noted.entries:
        below, _slash, inside = name.partition("/")
        if below in places:
            target = places[below] / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, target)


def _put_files(files: EvidenceFiles, folder: Path, noted: Manifest, progress: Progress) -> None:
    wanted = [name for name in noted.entries if name.startswith("files/")]
    for count, name in enumerate(wanted, start=1):
        files.put(name.rpartition("/")[2], (folder / name).read_bytes())
        progress("放回材料", count, len(wanted))


def _put_keys(folder: Path, keys: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in manifest.files(keys):
        (folder / name).touch(0o600)
        shutil.copyfile(keys / name, folder / name)


def _put_database(settings: Settings, folder: Path, noted: Manifest, *, again: bool) -> None:
    """Last, whole or not at all: with it the installation is there."""
    if again and not dumps.is_empty(settings.database_url):
        return  # what was interrupted came after this
    try:
        dumps.restore(folder / dumps.file_name(settings.database_url), settings.database_url)
    except DumpFault as fault:
        raise BackupRefused(f"数据库没有恢复成，还是空的：{fault}") from fault


def _see_that_it_is_the_same(settings: Settings, noted: Manifest) -> None:
    """Opened again, its record ends where the backup's did. Otherwise the mark stays: nothing starts."""
    found = dumps.marks(settings.database_url)
    if (found.last_event, found.chain) != (noted.last_event, noted.chain):
        raise BackupRefused(
            f"恢复的数据库与备份不一致：操作记录应到第 {noted.last_event} 条，现在是第 {found.last_event} 条"
        )
