"""Partners, their keys and tokens. Of every secret only its hash is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from intake.cases.model import Role, Staff
from intake.cases.partner import Key, Partner, Scope, packed, unpacked
from intake.store.partners.partner_tables import access_tokens, partners
from intake.store.tables import api_keys, users

# Asked at every call of a system; made once: building such a statement anew costs more than running it.
_HOLDERS = (
    select(api_keys, *(each.label(f"of_{each.name}") for each in partners.c), users.c.login)
    .join(partners, partners.c.id == api_keys.c.partner_id)
    .join(users, users.c.id == partners.c.user_id)
    .where(api_keys.c.key_hash.in_(bindparam("hashes", expanding=True)), api_keys.c.client_id.is_(None))
)
_PARTNER = select(partners).where(partners.c.id == bindparam("id"))
_ACCOUNT = select(users.c.login).where(users.c.id == bindparam("id"))
_NO_PASSWORD = ""  # no hash at all: nothing verifies against it


Holder = tuple[Key, Partner, Staff]


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key about to be kept."""

    name: str
    key_hash: str
    scopes: frozenset[Scope]
    client_id: str | None
    approved_at: datetime | None
    expires_at: datetime | None


def insert_partner(connection: Connection, new: Partner, login: str) -> Partner:
    """Keep a partner with a machine account of its own (`id` and `user_id` of `new` are ignored)."""
    account = insert(users).values(
        login=login,
        name=new.name,
        role=Role.MACHINE,
        region=new.region,
        department=new.department,
        password_hash=_NO_PASSWORD,
        must_change_password=False,
        active=False,  # nobody signs in with it
        created_at=new.created_at,
    )
    user_id = connection.execute(account.returning(users.c.id)).scalar_one()
    values = {"name": new.name, "region": new.region, "department": new.department}
    statement = insert(partners).values(user_id=user_id, created_at=new.created_at, **values)
    return _partner(connection.execute(statement.returning(partners)).one())


def partner(connection: Connection, partner_id: int) -> Partner | None:
    """The partner of that number, closed or not."""
    row = connection.execute(_PARTNER, {"id": partner_id}).one_or_none()
    return _partner(row) if row else None


def partners_in(connection: Connection, regions: Sequence[str] | None) -> list[Partner]:
    """Those of the regions, or all (None), by name."""
    wanted = select(partners).order_by(partners.c.name, partners.c.id)
    if regions is not None:
        wanted = wanted.where(partners.c.region.in_(regions))
    return [_partner(row) for row in connection.execute(wanted)]


def close(connection: Connection, partner_id: int, now: datetime) -> None:
    """Close a partner, and revoke all its keys."""
    connection.execute(update(partners).where(partners.c.id == partner_id).values(closed_at=now))
    still = (api_keys.c.partner_id == partner_id, api_keys.c.revoked_at.is_(None))
    for key_id in connection.execute(select(api_keys.c.id).where(*still)).scalars().all():
        revoke(connection, key_id, now)


def account(connection: Connection, found: Partner, key: str) -> Staff:
    """The partner's machine account, acting by the key of that name."""
    login = connection.execute(_ACCOUNT, {"id": found.user_id}).scalar_one()
    return _account(found, login, key)


def insert_key(connection: Connection, partner_id: int, new: NewKey, now: datetime) -> int:
    """Keep a key; returns its number."""
    statement = insert(api_keys).values(
        partner_id=partner_id,
        name=new.name,
        key_hash=new.key_hash,
        scopes=packed(new.scopes),
        client_id=new.client_id,
        created_at=now,
        approved_at=new.approved_at,
        expires_at=new.expires_at,
    )
    return connection.execute(statement.returning(api_keys.c.id)).scalar_one()


def keys_of(connection: Connection, partner_id: int) -> list[Key]:
    """All keys of a partner, the newest first."""
    mine = select(api_keys).where(api_keys.c.partner_id == partner_id).order_by(api_keys.c.id.desc())
    return [_key(row) for row in connection.execute(mine)]


def all_keys(connection: Connection, partner_ids: Sequence[int]) -> dict[int, list[Key]]:
    """The keys of these partners, by partner."""
    found: dict[int, list[Key]] = {each: [] for each in partner_ids}
    for row in connection.execute(select(api_keys).where(api_keys.c.partner_id.in_(partner_ids))):
        found[row.partner_id].append(_key(row))
    return found


def holders(connection: Connection, key_hashes: Sequence[str]) -> list[Holder | None]:
    """For each of these the key that is sent as it is, valid or not, with its partner and machine account; a
    client's secret opens nothing here."""
    rows = connection.execute(_HOLDERS, {"hashes": list(set(key_hashes))})
    found = {row.key_hash: _holder(row) for row in rows}
    return [found.get(each) for each in key_hashes]


def client(connection: Connection, client_id: str) -> tuple[Key, str] | None:
    """An OAuth2 client and the hash of its secret."""
    row = connection.execute(select(api_keys).where(api_keys.c.client_id == client_id)).one_or_none()
    return (_key(row), row.key_hash) if row else None


def approve(connection: Connection, key_id: int, now: datetime) -> None:
    """Let a key open what it is for."""
    connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(approved_at=now))


def revoke(connection: Connection, key_id: int, now: datetime) -> None:
    """End a key and every token made with it."""
    connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(revoked_at=now))
    connection.execute(delete(access_tokens).where(access_tokens.c.key_id == key_id))


def used(connection: Connection, key_id: int, now: datetime) -> None:
    """Note when a key was last used."""
    connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(used_at=now))


def insert_token(
    connection: Connection, token_hash: str, key_id: int, scopes: frozenset[Scope], expires_at: datetime
) -> None:
    """Keep a bearer token."""
    values = {"key_id": key_id, "scopes": packed(scopes), "expires_at": expires_at}
    connection.execute(insert(access_tokens).values(token_hash=token_hash, **values))


def key_by_token(
    connection: Connection, token_hash: str, now: datetime
) -> tuple[Key, frozenset[Scope]] | None:
    """The client whose unexpired token it is, valid or not, and what the token was made for."""
    row = connection.execute(
        select(api_keys, access_tokens.c.scopes.label("granted"))
        .join(access_tokens, access_tokens.c.key_id == api_keys.c.id)
        .where(access_tokens.c.token_hash == token_hash, access_tokens.c.expires_at > now)
    ).one_or_none()
    return (_key(row), unpacked(row.granted)) if row else None


def delete_expired_tokens(connection: Connection, now: datetime) -> None:
    """Forget tokens past their time."""
    connection.execute(delete(access_tokens).where(access_tokens.c.expires_at <= now))


def _partner(row: Row[*tuple[Any, ...]]) -> Partner:
    return Partner(row.id, row.name, row.region, row.department, row.user_id, row.created_at, row.closed_at)


def _account(found: Partner, login: str, key: str) -> Staff:
    return Staff(found.user_id, login, found.name, Role.MACHINE, found.region, found.department, key=key)


def _holder(row: Row[*tuple[object, ...]]) -> Holder:
    partner = Partner(**{each.name: getattr(row, f"of_{each.name}") for each in partners.c})
    return _key(row), partner, _account(partner, row.login, row.name)


def _key(row: Row[*tuple[Any, ...]]) -> Key:
    return Key(
        id=row.id,
        partner_id=row.partner_id,
        name=row.name,
        scopes=unpacked(row.scopes),
        client_id=row.client_id,
        created_at=row.created_at,
        approved_at=row.approved_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        used_at=row.used_at,
    )
