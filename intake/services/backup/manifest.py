"""What a backup says of itself, and how it is told apart from a damaged one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from intake.cases.errors import CaseworkError

FORMAT = 1
NAME, SUM = "manifest.json", "manifest.sha256"
_CHUNK = 1024 * 1024
Progress = Callable[[str, int, int], None]  # what is being done, how far it is, how far it will go


class Kind(StrEnum):
    """What a backup is of: keys lie apart from what they open."""

    DATA = "data"
    KEYS = "keys"


class BackupRefused(CaseworkError):
    """Nothing was touched; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a backup: SHA-256 as hexadecimal digits, size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """`created` is an ISO time in UTC; `revision`, `last_event` and `chain` tell the
    schema and the end of the record (of keys: "", 0, ""). `audit_key` and `field_key` are fingerprints of
    the keys that were in force. `gone`: stored files that were deleted between the database's moment and
    the copying."""

    kind: Kind
    created: str
    version: str
    revision: str
    last_event: int
    chain: str
    audit_key: str
    field_key: str
    gone: tuple[str, ...]
    entries: dict[str, Entry]


def write(folder: Path, manifest: Manifest) -> None:
    """Write it and its own sum."""
    text = json.dumps({"format": FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / NAME).write_text(text, encoding="utf-8")
    (folder / SUM).write_text(f"{_digest(text.encode())}  {NAME}\n", encoding="ascii")


def read(folder: Path) -> Manifest:
    """Raises BackupRefused: it is missing, damaged, or of a format that this version does not know."""
    try:
        content, noted = (folder / NAME).read_bytes(), (folder / SUM).read_text("ascii")
    except (OSError, ValueError):
        raise BackupRefused(f"{folder}：没有 {NAME} 或 {SUM}，不是一份做完的备份") from None
    if noted.partition(" ")[0] != _digest(content):
        raise BackupRefused(f"{folder}：{NAME} 与 {SUM} 不符，这份备份被改过或损坏")
    return _manifest(folder, json.loads(content))


def fingerprint(key: bytes) -> str:
    """What a key can be recognised by, and not be guessed from: it has 256 random bits."""
    return _digest(b"mingdan key:" + key)[:16]


def entry(path: Path) -> Entry:
    """A file's sum and size, read in pieces."""
    total, digest = 0, hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
            total += len(piece)
    return Entry(digest.hexdigest(), total)


def files(folder: Path) -> Iterator[str]:
    """Every file of a backup but the manifest and its sum, as paths below it, in order."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_dir() and name not in (NAME, SUM):
            yield name


def _manifest(folder: Path, stored: dict[str, Any]) -> Manifest:
    if stored.pop("format", None) != FORMAT:
        raise BackupRefused(f"{folder}：备份的格式不是本程序认识的（{FORMAT}），请用做这份备份的版本恢复")
    entries = {name: Entry(**each) for name, each in stored.pop("entries").items()}
    kind, gone = Kind(stored["kind"]), tuple(stored["gone"])
    return Manifest(**(stored | {"kind": kind, "entries": entries, "gone": gone}))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
