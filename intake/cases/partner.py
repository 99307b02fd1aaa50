"""What another system may do here: its kind and the scopes of its keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intake.cases.model import Owner
from intake.words import gettext as _
from intake.words import mark


class Scope(StrEnum):
    """What a key opens. `file`: hand cases over and see how its own stand; `cases:…`: of its organ."""

    FILE = "file"
    CASES_READ = "cases:read"
    CASES_WRITE = "cases:write"
    PUBLISH_READ = "publish:read"
    HOOKS = "hooks"


_OF_ALL = frozenset({Scope.PUBLISH_READ, Scope.HOOKS})
OF_HOTLINE = _OF_ALL | {Scope.FILE}
OF_ORGAN = _OF_ALL | {Scope.CASES_READ, Scope.CASES_WRITE}
# Opening complaints and acting on them for an organ takes the word of the organ's own head.
NEEDS_HEAD = frozenset({Scope.CASES_READ, Scope.CASES_WRITE})

_WORDS: Mapping[Scope, str] = {
    Scope.FILE: mark("转来投诉，查自己转来的件"),
    Scope.CASES_READ: mark("读取本单位的件"),
    Scope.CASES_WRITE: mark("办理本单位的件"),
    Scope.PUBLISH_READ: mark("读取公布的办理结果"),
    Scope.HOOKS: mark("设置事件推送"),
}


@dataclass(frozen=True, slots=True)
class Partner:
    """Another system: of an organ (`department`), or a hotline of a region. `user_id`: its account."""

    id: int
    name: str
    region: str
    department: str | None
    user_id: int
    created_at: datetime
    closed_at: datetime | None = None

    @property
    def organ(self) -> Owner | None:
        """The organ whose system it is; None for a hotline."""
        return Owner(self.region, self.department) if self.department else None

    @property
    def source(self) -> str:
        """The source of the cases it files."""
        return f"api:{self.id}"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a partner. `client_id` None: the key itself is sent; else it is an OAuth2 client's secret."""

    id: int
    partner_id: int
    name: str
    scopes: frozenset[Scope]
    client_id: str | None
    created_at: datetime
    approved_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None
    used_at: datetime | None

    def opens(self, now: datetime) -> bool:
        """Whether it is approved, not revoked and not past its time."""
        if self.approved_at is None or self.revoked_at is not None:
            return False
        return self.expires_at is None or now < self.expires_at


def scopes_for(organ: Owner | None) -> frozenset[Scope]:
    """What keys of a partner of this kind may open at most."""
    return OF_ORGAN if organ else OF_HOTLINE


def scope_words(scope: Scope) -> str:
    """A scope in words."""
    return _(_WORDS[scope])


def packed(scopes: Collection[Scope]) -> str:
    """Scopes as one text, in the order of their names (RFC 6749 section 3.3)."""
    return " ".join(sorted(scopes))


def unpacked(text: str) -> frozenset[Scope]:
    """The scopes of such a text; names that are none are left out."""
    known = set(Scope)
    return frozenset(Scope(word) for word in text.split() if word in known)
