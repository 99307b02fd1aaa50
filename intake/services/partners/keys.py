"""Keys of other systems: issued once in the clear, kept as a hash, approved, used, revoked. RFC 6749 4.4."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, NotFound, NotPermitted
from intake.cases.events import Event, Recorded
from intake.cases.model import Role, Staff
from intake.cases.partner import NEEDS_HEAD, Key, Partner, Scope, packed, scopes_for
from intake.cases.permissions import Right, may
from intake.services.casework.step import lineage, required
from intake.services.context import Context
from intake.store.partners import partners as store
from intake.store.records import events
from intake.words import gettext as _

TOKEN_LIFE = timedelta(minutes=30)
MOST_DAYS = 366
_CLIENT = re.compile(r"mdc_[0-9a-f]{24}")  # anything else is not asked of the database
_USED_EVERY = timedelta(minutes=10)  # noting each use would turn every request into a write


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A system that called: by which key, what it may, and its machine account. Its cases' source is
    `source`."""

    id: int
    name: str
    partner: Partner
    scopes: frozenset[Scope]
    staff: Staff

    @property
    def source(self) -> str:
        """The source of what it files, and the scope of its idempotency keys."""
        return self.partner.source


@dataclass(frozen=True, slots=True)
class Wanted:
    """A key to issue: for so many days; an OAuth2 client, or a key that is sent as it is."""

    name: str
    scopes: Collection[str]
    days: int
    client: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    """A new key. `secret` is shown once and kept by nobody here."""

    key_id: int
    secret: str
    client_id: str | None
    needs_head: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A short-lived bearer token; `expires_in` in seconds."""

    token: str
    expires_in: int
    scopes: frozenset[Scope]


def issue(ctx: Context, staff: Staff | None, partner: Partner, wanted: Wanted) -> Issued:
    """Issue a key. One that opens an organ's cases stays shut until the organ's head approves it, unless an
    operator issues it on the machine itself (`staff` None). Raises BadInput (name, scopes, days) or NotFound.
    """
    name, scopes = required("name", tidy(wanted.name), most=64), _scopes(partner, wanted.scopes)
    if not 1 <= wanted.days <= MOST_DAYS:
        raise BadInput("days", _("有效期应为 1 至 {most} 天。").format(most=MOST_DAYS))
    secret = f"md_{secrets.token_urlsafe(32)}"
    client_id = f"mdc_{secrets.token_hex(12)}" if wanted.client else None
    now, needs_head = ctx.now(), staff is not None and bool(scopes & NEEDS_HEAD)
    approved = None if needs_head else now
    new = store.NewKey(name, _hash(secret), scopes, client_id, approved, now + timedelta(days=wanted.days))
    with ctx.database.writing() as connection:
        _still_open(connection, partner.id)
        key_id = store.insert_key(connection, partner.id, new, now)
        _record(ctx, connection, Event.PARTNER_KEY_ISSUED, (staff, partner), key=name, scopes=packed(scopes))
    return Issued(key_id, secret, client_id, needs_head)


def rotate(ctx: Context, staff: Staff | None, partner: Partner, key_id: int, days: int) -> Issued:
    """Issue another key like this one. The old one goes on until it is revoked, so that the other side can
    change over. Raises NotFound or BadInput("days")."""
    with ctx.database.reading() as connection:
        old = _own(connection, partner, key_id)
    return issue(ctx, staff, partner, Wanted(old.name, old.scopes, days, old.client_id is not None))


def approve(ctx: Context, staff: Staff, partner: Partner, key_id: int) -> None:
    """The organ's head lets its system in. Raises NotPermitted or NotFound."""
    only_its_head(staff, partner)
    with ctx.database.writing() as connection:
        key = _own(connection, partner, key_id)
        store.approve(connection, key_id, ctx.now())
        _record(ctx, connection, Event.PARTNER_KEY_APPROVED, (staff, partner), key=key.name)


def only_its_head(staff: Staff, partner: Partner) -> None:
    """Raise NotPermitted unless it is the head of the organ whose system this is."""
    organ = partner.organ
    head = organ is not None and (staff.region, staff.department) == (organ.region, organ.department)
    if not head or not may(staff, Right.APPROVE_KEY):
        raise NotPermitted(_("由那个单位的负责人批准。"))


def revoke(ctx: Context, staff: Staff | None, partner: Partner, key_id: int) -> None:
    """End a key and its tokens at once. Raises NotFound."""
    with ctx.database.writing() as connection:
        key = _own(connection, partner, key_id)
        store.revoke(connection, key_id, ctx.now())
        _record(ctx, connection, Event.PARTNER_KEY_REVOKED, (staff, partner), key=key.name)


def caller(ctx: Context, credential: str) -> ApiKey | None:
    """Whose key or bearer token this is, or None when it is unknown, unapproved, revoked or too old."""
    hashed, now = _hash(credential), ctx.now()
    found = ctx.database.glancing_together(store.holders, hashed)
    granted = found[0].scopes if found else frozenset()
    if found is None:
        found, granted = _by_token(ctx, hashed, now)
    if found is None or found[1].closed_at or not found[0].opens(now):
        return None
    key, partner, account = found
    if key.used_at is None or now - key.used_at > _USED_EVERY:
        with ctx.database.writing() as connection:
            store.used(connection, key.id, now)
    return ApiKey(key.id, key.name, partner, granted, account)


def client_named(ctx: Context, client_id: str) -> tuple[Key, str] | None:
    """A client whose key opens something, and the hash of its secret."""
    with ctx.database.reading() as connection:
        found = store.client(connection, client_id) if _CLIENT.fullmatch(client_id) else None
        partner = store.partner(connection, found[0].partner_id) if found else None
    usable = found and partner and not partner.closed_at and found[0].opens(ctx.now())
    return found if usable else None


def is_secret(secret: str, hashed: str) -> bool:
    """Whether this is the secret of that hash."""
    return hmac.compare_digest(_hash(secret), hashed)


def grant(ctx: Context, key: Key, scopes: frozenset[Scope]) -> Token:
    """A new bearer token for a client that showed its secret, for no more than its scopes."""
    token, now = f"mdt_{secrets.token_urlsafe(32)}", ctx.now()
    granted = scopes & key.scopes
    with ctx.database.writing() as connection:
        store.insert_token(connection, _hash(token), key.id, granted, now + TOKEN_LIFE)
        store.used(connection, key.id, now)
    return Token(token, int(TOKEN_LIFE.total_seconds()), granted)


def refuse_token(ctx: Context) -> None:
    """Record that somebody asked for a token without the right secret."""
    with ctx.database.writing() as connection:
        events.record(connection, Recorded(Event.PARTNER_TOKEN_REFUSED, ctx.now()))


def managed(ctx: Context, staff: Staff, partner_id: int) -> Partner:
    """A partner, for who manages those of its region. Raises NotPermitted or NotFound."""
    found = _partner(ctx, partner_id)
    if not may(staff, Right.MANAGE_PARTNERS):
        raise NotPermitted(_("您的账号没有这项权限。"))
    if staff.region not in lineage(ctx, found.region):
        raise NotFound(_("没有这个合作系统。"))
    return found


def seen(ctx: Context, staff: Staff, partner_id: int) -> Partner:
    """The same, and for the head of the organ whose system it is."""
    if staff.role is not Role.DEPARTMENT_HEAD:
        return managed(ctx, staff, partner_id)
    found = _partner(ctx, partner_id)
    if not found.department or (staff.region, staff.department) != (found.region, found.department):
        raise NotFound(_("没有这个合作系统。"))
    return found


def _partner(ctx: Context, partner_id: int) -> Partner:
    with ctx.database.reading() as connection:
        found = store.partner(connection, partner_id)
    if found is None:
        raise NotFound(_("没有这个合作系统。"))
    return found


def _scopes(partner: Partner, names: Collection[str]) -> frozenset[Scope]:
    possible = scopes_for(partner.organ)
    if not names or not set(names) <= set(possible):
        raise BadInput("scopes", _("请选择这个系统可以有的权限，至少一项。"))
    return frozenset(Scope(name) for name in names)


def _by_token(ctx: Context, hashed: str, now: datetime) -> tuple[store.Holder | None, frozenset[Scope]]:
    with ctx.database.glancing() as connection:
        made = store.key_by_token(connection, hashed, now)
        return (_of_token(connection, made[0]), made[0].scopes & made[1]) if made else (None, frozenset())


def _of_token(connection: Connection, key: Key) -> store.Holder | None:
    partner = store.partner(connection, key.partner_id)
    return (key, partner, store.account(connection, partner, key.name)) if partner else None


def _own(connection: Connection, partner: Partner, key_id: int) -> Key:
    """A key of the partner that is not revoked."""
    found = [each for each in store.keys_of(connection, partner.id) if each.id == key_id]
    if not found or found[0].revoked_at:
        raise NotFound(_("没有这把密钥，或者已经吊销。"))
    return found[0]


def _still_open(connection: Connection, partner_id: int) -> None:
    found = store.partner(connection, partner_id)
    if found is None or found.closed_at:
        raise NotFound(_("这个合作系统已经停用。"))


def _record(
    ctx: Context, connection: Connection, event: Event, about: tuple[Staff | None, Partner], **facts: str
) -> None:
    staff, partner = about
    detail = {"partner": str(partner.id), "name": partner.name, **facts}
    staff_id = staff.id if staff else None
    events.record(connection, Recorded(event, ctx.now(), staff_id=staff_id, detail=detail))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
