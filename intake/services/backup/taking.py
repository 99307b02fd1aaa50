"""Take a backup while the service runs. It has its name only once it is whole and was checked."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from intake.services.backup import checking, keeping, manifest
from intake.services.backup.manifest import BackupRefused, Entry, Manifest, Progress
from intake.services.backup.shelves import Linked, copy_files, copy_tree
from intake.services.context import Context
from intake.store.moving import dumps
from intake.store.moving.dumps import DumpFault, Marks
from intake.version import VERSION

_UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Taken:
    """Where it lies, its files, and `lost`: stored files that the database refers to now and that are not
    there. `keys` is None when they were not copied; `dropped`: old backups that made room."""

    folder: Path
    keys: Path | None
    files: int
    lost: tuple[str, ...]
    dropped: int


def take(ctx: Context, folder: Path, keys_folder: Path | None, keep: int, progress: Progress) -> Taken:
    """A backup in a new folder below `folder`, keys in one below `keys_folder`; keep the newest `keep` of
    each.

    Raises BackupRefused: the places do not do, another backup is running, or what was copied is not sound.
    Then the backups that there were stand as they were.
    """
    _check_places(ctx, folder, keys_folder)
    with _alone(folder), _alone(keys_folder) if keys_folder else nullcontext():
        name = ctx.now().strftime(keeping.STAMP)
        unfinished = _fresh(folder / _UNFINISHED)
        made, keys_then = _fill(ctx, unfinished, keeping.newest(folder), progress)
        _see_that_it_is_sound(unfinished, progress)
        keys = _take_keys(keys_then, keys_folder, name, made) if keys_folder else None
        finished = _name(unfinished, folder / f"{keeping.DATA}{name}")
        dropped = keeping.prune(folder, keep, manifest.Kind.DATA)
        if keys_folder:
            keeping.prune(keys_folder, keep, manifest.Kind.KEYS)
    return Taken(finished, keys, len(made.entries), _lost(ctx, made), dropped)


def _check_places(ctx: Context, folder: Path, keys_folder: Path | None) -> None:
    """Backups are not within what they save, and keys are not beside what they open."""
    for place in filter(None, (folder, keys_folder)):
        if _within(place, ctx.settings.data_dir) or _within(place, ctx.settings.files_dir):
            raise BackupRefused(f"{place} 在 DATA_DIR 或 FILES_DIR 里面：备份要放到外面，最好是另一块盘")
    if keys_folder and (_within(keys_folder, folder) or _within(folder, keys_folder)):
        raise BackupRefused("密钥的备份要和数据的备份分开放：谁同时拿到两样，就能读出投诉人的身份")
    for place in filter(None, (folder, keys_folder)):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)


def _within(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused(f"{folder}：另一个备份正在进行") from None
        yield


def _fresh(folder: Path) -> Path:
    """An empty folder; what an interrupted backup left in it is removed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


def _fill(
    ctx: Context, folder: Path, before: Path | None, progress: Progress
) -> tuple[Manifest, dict[str, bytes]]:
    """Copy everything, in the order that makes one state of it; returns what it noted, and every key that
    what was copied may need.

    Checkpoints and content come before the database's moment: they may be older than the record, never
    newer. Files are copied before and after it, so that every file which the database knows was there at
    one of the two times.
    """
    linked = Linked.of(before)
    entries = _copy_trees(ctx, folder)
    entries |= copy_files(ctx, folder, linked, progress)
    keys = _key_files(ctx)
    marks = _dump(ctx, folder, progress)
    entries |= copy_files(ctx, folder, linked, progress, already=entries.keys())
    database = dumps.file_name(ctx.settings.database_url)
    entries[database] = manifest.entry(folder / database)
    made = _manifest(ctx, keys, marks, entries)
    manifest.write(folder, made)
    return made, _with_those_since(keys, _key_files(ctx))


def _copy_trees(ctx: Context, folder: Path) -> dict[str, Entry]:
    """What lies in files besides: the content, trained models, checkpoints of the record."""
    settings = ctx.settings
    trees = {
        "content": settings.content_dir,
        "data/audit": settings.data_dir / "audit",
        "data/model": settings.data_dir / "model",
    }
    return {
        name: each for below, tree in trees.items() for name, each in copy_tree(tree, folder, below).items()
    }


def _dump(ctx: Context, folder: Path, progress: Progress) -> Marks:
    target = folder / dumps.file_name(ctx.settings.database_url)
    try:
        return dumps.take(ctx.database, target, partial(progress, "复制数据库"))
    except DumpFault as fault:
        raise BackupRefused(f"数据库没有备份成：{fault}") from fault


def _with_those_since(before: dict[str, bytes], since: dict[str, bytes]) -> dict[str, bytes]:
    """The keys of now with those that were retired while the database was copied, as its moment may need
    them; and those of before with what a rotation put on top."""
    merged = dict(since)
    for name, content in before.items():
        now = since.get(name, b"").split()
        if retired := [each for each in content.split() if each not in now]:
            merged[name] = b"".join(each + b"\n" for each in (*now, *retired))
    return merged


def _key_files(ctx: Context) -> dict[str, bytes]:
    folder = ctx.settings.data_dir / "keys"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.key"))}


def _manifest(ctx: Context, keys: dict[str, bytes], marks: Marks, entries: dict[str, Entry]) -> Manifest:
    gone = sorted(each for each in marks.files if f"files/{each[:2]}/{each}" not in entries)
    return Manifest(
        kind=manifest.Kind.DATA,
        created=ctx.now().isoformat(),
        version=VERSION,
        revision=marks.revision,
        last_event=marks.last_event,
        chain=marks.chain,
        audit_key=manifest.fingerprint(keys["audit.key"].strip()),
        field_key=manifest.fingerprint(keys["fields.key"].split()[0]),
        gone=tuple(gone),
        entries=entries,
    )


def _see_that_it_is_sound(folder: Path, progress: Progress) -> None:
    faults = checking.faults(folder, progress)
    if faults:
        shutil.rmtree(folder, ignore_errors=True)
        raise BackupRefused("写下的备份读回来不对，没有留用（原来的备份不变）：" + "；".join(faults[:5]))


def _take_keys(wanted: dict[str, bytes], folder: Path, name: str, made: Manifest) -> Path:
    unfinished = _fresh(folder / _UNFINISHED)
    for file, content in wanted.items():
        (unfinished / file).touch(0o600)
        (unfinished / file).write_bytes(content)
    entries = {file: manifest.entry(unfinished / file) for file in manifest.files(unfinished)}
    keys = Manifest(
        manifest.Kind.KEYS, made.created, VERSION, "", 0, "", made.audit_key, made.field_key, (), entries
    )
    manifest.write(unfinished, keys)
    return _name(unfinished, folder / f"{keeping.KEYS}{name}")


def _name(unfinished: Path, finished: Path) -> Path:
    """Give it its name once all of it would survive a power cut."""
    os.sync()
    unfinished.rename(finished)
    os.sync()
    return finished


def _lost(ctx: Context, made: Manifest) -> tuple[str, ...]:
    """Of what was gone, what the database still refers to: not deleted meanwhile, but lost."""
    with ctx.database.reading() as connection:
        return tuple(sorted(dumps.known_files(connection) & set(made.gone))) if made.gone else ()
