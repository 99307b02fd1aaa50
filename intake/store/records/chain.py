"""What ties the record together: the hash of each line over the one before, and the seals only the key makes.

The format is for ever: lines written with it must verify for as long as they are kept.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the database holds it. `at` is UTC "YYYY-MM-DD HH:MM:SS.ffffff".

    `facts` is the SHA-256 of the stored text of `detail`: who may not read that can still check the chain.
    """

    id: int
    at: str
    event: str
    case_id: int | None
    staff_id: int | None
    facts: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of the chain. Lines from `sealed_from` on carry seals, those before are older than the
    chain. `seal` is None until a process that has the key wrote it."""

    sealed_from: int
    last_id: int
    hash: str
    seal: str | None = None


def moment(at: datetime) -> str:
    """A time as it is hashed."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def facts_of(stored: object) -> str:
    """The hash of a stored `detail`; what is no text any more hashes to something no text has."""
    text = stored if isinstance(stored, str) else repr(stored) + "\0"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hash_of(previous: str, line: Line) -> str:
    """SHA-256 over the canonical JSON of a line and the hash of the line before."""
    fields = {"previous": previous, **asdict(line)}
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), default=repr)
    return hashlib.sha256(canonical.encode()).hexdigest()


def seal_of_line(key: bytes, digest: str) -> str:
    """What proves that a line was written by somebody who has the key."""
    return _hmac(key, f"line:{digest}")


def seal_of_head(key: bytes, head: Head) -> str:
    """What proves that this line was the last."""
    return _hmac(key, f"head:{head.sealed_from}:{head.last_id}:{head.hash}")


def _hmac(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode("utf-8", "replace"), hashlib.sha256).hex()
