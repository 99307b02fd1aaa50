"""What a service request and an update are, and which are asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from registry import Region

OPEN, CLOSED = "open", "closed"
LONGEST = 4000  # characters of a description, by the specification


@dataclass(frozen=True, slots=True)
class Cited:
    """Why somebody is responsible: what of the routing certificate is published."""

    item: str
    matter: str
    release: str
    department: str
    organ: str
    rule: str
    decided: bool
    legal_basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """A complaint as its reader may know it. `region` is a code, "" when nobody could tell.

    `state` is our own name of where it stands. `result`: the number of its public page, "" for none.
    """

    id: str
    status: str
    status_notes: str
    state: str
    service_code: str
    service_name: str
    description: str
    agency: str
    notice: str
    requested_at: datetime
    updated_at: datetime
    expected_at: datetime | None
    region: str
    place: str
    media: str
    result: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Update:
    """Something that happened to a request. `status` is that after it."""

    id: str
    request_id: str
    status: str
    updated_at: datetime
    description: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which requests or updates are asked for. `times` bounds when a request came, or changed last where
    `by_change`; both ends count. Empty or None: not asked. `page` counts from 1."""

    within: Region
    times: tuple[datetime, datetime]
    by_change: bool = False
    items: Collection[str] = ()
    statuses: Collection[str] = ()
    page: int = 1
    size: int = 1000

    @property
    def offset(self) -> int:
        """How many come before this page."""
        return (self.page - 1) * self.size


def clipped(text: str) -> str:
    """At most as long as the specification lets a description be."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
