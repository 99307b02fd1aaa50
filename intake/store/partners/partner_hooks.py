"""Where partners' events go, and who of them is told of an event of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from intake.cases.model import Owner
from intake.store.field_keys import FieldKeys
from intake.store.partners.partner_tables import handovers, partner_hooks, partners
from intake.store.tables import cases

_ITS_SYSTEM = and_(
    partners.c.region == cases.c.owner_region, partners.c.department == cases.c.owner_department
)
_OPEN = (cases.c.id == bindparam("case"), partners.c.closed_at.is_(None))
# Asked at every line of the record; made once: building such a statement anew costs more than running it.
_HANDER = (
    select(partners.c.id, cases.c.number, cases.c.state, handovers.c.external_number)
    .select_from(cases.join(handovers, handovers.c.case_id == cases.c.id))
    .join(partners, partners.c.id == handovers.c.partner_id)
    .join(partner_hooks, partner_hooks.c.partner_id == partners.c.id)
    .where(*_OPEN)
)
_ORGAN = (
    select(partners.c.id, cases.c.number, cases.c.version, cases.c.state)
    .select_from(cases.join(partners, _ITS_SYSTEM))
    .join(partner_hooks, partner_hooks.c.partner_id == partners.c.id)
    .where(*_OPEN, cases.c.restricted.is_(False))
)


@dataclass(frozen=True, slots=True)
class Hook:
    """An address, the secret that what is sent there is signed with, the name of the machine, and whether
    events of cases may go there."""

    url: str
    secret: str
    host: str
    approved: bool


@dataclass(frozen=True, slots=True)
class Where:
    """To which machine a partner's events go, since when, and when its organ's head agreed (None: waits)."""

    host: str
    set_at: datetime
    approved_at: datetime | None


def set_hook(connection: Connection, seal: FieldKeys, partner_id: int, hook: Hook, now: datetime) -> None:
    """Keep a partner's address, in place of any other."""
    remove_hook(connection, partner_id)
    sealed = seal.encrypt(f"{hook.secret} {hook.url}".encode())
    values = {"partner_id": partner_id, "host": hook.host, "sealed": sealed, "set_at": now}
    approved_at = now if hook.approved else None
    connection.execute(insert(partner_hooks).values(**values, approved_at=approved_at))


def approve_hook(connection: Connection, partner_id: int, set_at: datetime, now: datetime) -> bool:
    """Let events of cases go to the address set then; False when it is another one, or is let already."""
    mine = (partner_hooks.c.partner_id == partner_id, partner_hooks.c.set_at == set_at)
    waits = partner_hooks.c.approved_at.is_(None)
    agreed = update(partner_hooks).where(*mine, waits).values(approved_at=now)
    return connection.execute(agreed).rowcount > 0


def remove_hook(connection: Connection, partner_id: int) -> bool:
    """Forget it; False when there was none."""
    mine = partner_hooks.c.partner_id == partner_id
    return connection.execute(delete(partner_hooks).where(mine)).rowcount > 0


def hook_of(connection: Connection, seal: FieldKeys, partner_id: int) -> Hook | None:
    """The address and secret of a partner that is not closed."""
    row = connection.execute(
        select(partner_hooks.c.sealed, partner_hooks.c.host, partner_hooks.c.approved_at)
        .join(partners, partners.c.id == partner_hooks.c.partner_id)
        .where(partners.c.id == partner_id, partners.c.closed_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    secret, _space, url = seal.decrypt(row.sealed).decode().partition(" ")
    return Hook(url, secret, row.host, row.approved_at is not None)


def host_of(connection: Connection, partner_id: int) -> Where | None:
    """To which machine a partner's events go; None when nowhere."""
    asked = (partner_hooks.c.host, partner_hooks.c.set_at, partner_hooks.c.approved_at)
    row = connection.execute(select(*asked).where(partner_hooks.c.partner_id == partner_id)).one_or_none()
    return Where(row.host, row.set_at, row.approved_at) if row else None


def told_hander(connection: Connection, case_id: int) -> list[Mapping[str, str]]:
    """What the partner that handed a case over is told of it as it now stands; not its version, which rises
    with steps that it may not know."""
    rows = connection.execute(_HANDER, {"case": case_id})
    return [
        {"partner": str(row.id), "number": row.number, "state": row.state, "external": row.external_number}
        for row in rows
    ]


def told_organ(connection: Connection, case_id: int) -> list[Mapping[str, str]]:
    """What the system of the organ that has a case is told of it, unless it is restricted."""
    rows = connection.execute(_ORGAN, {"case": case_id})
    return [
        {"partner": str(row.id), "number": row.number, "version": str(row.version), "state": row.state}
        for row in rows
    ]


def systems_of(connection: Connection, organ: Owner) -> list[int]:
    """The partners of an organ that have an address."""
    mine = (partners.c.region == organ.region, partners.c.department == organ.department)
    found = select(partners.c.id).join(partner_hooks, partner_hooks.c.partner_id == partners.c.id)
    return list(connection.execute(found.where(*mine, partners.c.closed_at.is_(None))).scalars())
