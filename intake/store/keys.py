"""Secret keys: made at first start, kept in one directory only the service can read."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet

from intake.store.field_keys import FieldKeys


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """`fields` seals contact and drafts; the others sign. Never logged, never shown."""

    fields: FieldKeys
    receipt: bytes
    session: bytes
    proof: bytes
    audit: bytes


def load_or_create(directory: Path) -> Keys:
    """Read the keys, making those that are missing (files 0600 in a directory 0700). Raises OSError.

    `fields.key` holds one Fernet key a line: the first encrypts, all decrypt, so a new one is put on top.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    _read(directory / "fields.key", Fernet.generate_key)
    return Keys(
        fields=FieldKeys(directory / "fields.key"),
        receipt=_read(directory / "receipt.key", _random),
        session=_read(directory / "session.key", _random),
        proof=_read(directory / "proof.key", _random),
        audit=_read(directory / "audit.key", _random),
    )


def _random() -> bytes:
    return secrets.token_hex(32).encode()


def _read(path: Path, generate: Callable[[], bytes]) -> bytes:
    if not path.exists():
        _create(path, generate())
    return path.read_bytes().strip()


def _create(path: Path, content: bytes) -> None:
    """Write aside and link: of two processes starting together one makes the key, both read it whole."""
    aside = path.with_suffix(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Make names created in a directory survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
