"""The tables of partners: other systems, where their events go, and the cases they handed over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
)

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class PartnerColumns(TypedColumns):
    """Another system. `department` None: a hotline of `region`; else the system of that organ. `user_id` is
    the machine account in whose name it acts. `api:<id>` is the source of what it files."""

    id: Named[int] = Column(Integer, primary_key=True)
    name: Named[str] = Column(String(64))
    region: Named[str] = Column(String(12))
    department: Named[str | None] = Column(String(64))
    user_id: Named[int] = Column(ForeignKey("users.id"), unique=True)
    created_at: Named[datetime] = Column(UtcDateTime())
    closed_at: Named[datetime | None] = Column(UtcDateTime())


class AccessTokenColumns(TypedColumns):
    """A bearer token of an OAuth2 client, kept as a hash until it expires."""

    token_hash: Named[str] = Column(String(64), primary_key=True)
    key_id: Named[int] = Column(ForeignKey("api_keys.id", ondelete="CASCADE"), index=True)
    scopes: Named[str] = Column(String(200))
    expires_at: Named[datetime] = Column(UtcDateTime(), index=True)


class HookColumns(TypedColumns):
    """Where a partner's events go. `host` is for people; the address and the secret are sealed together.
    Nothing of a case goes there before `approved_at`."""

    partner_id: Named[int] = Column(ForeignKey("partners.id"), primary_key=True, autoincrement=False)
    host: Named[str] = Column(String(255))
    sealed: Named[bytes] = Column(LargeBinary)
    set_at: Named[datetime] = Column(UtcDateTime())
    approved_at: Named[datetime | None] = Column(UtcDateTime())


class HandoverColumns(TypedColumns):
    """Which case a partner handed over, under its own number."""

    case_id: Named[int] = Column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    partner_id: Named[int] = Column(ForeignKey("partners.id"))
    external_number: Named[str] = Column(String(64))
    at: Named[datetime] = Column(UtcDateTime())


class DepartureColumns(TypedColumns):
    """That a case left an organ, for its system to know; `event_id` places it among the changes."""

    id: Named[int] = Column(Integer, primary_key=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    region: Named[str] = Column(String(12))
    department: Named[str] = Column(String(64))
    event_id: Named[int] = Column(Integer)


class HandoverImportColumns(TypedColumns):
    """A hotline's table that somebody confirmed. `sealed` holds its rows until all are filed."""

    id: Named[int] = Column(Integer, primary_key=True)
    partner_id: Named[int] = Column(ForeignKey("partners.id"), index=True)
    staff_id: Named[int] = Column(ForeignKey("users.id"), index=True)
    name: Named[str] = Column(String(80))
    total: Named[int] = Column(Integer)
    sealed: Named[bytes | None] = Column(LargeBinary)
    created_at: Named[datetime] = Column(UtcDateTime())
    finished_at: Named[datetime | None] = Column(UtcDateTime(), index=True)


class HandoverImportRowColumns(TypedColumns):
    """What became of one row; `place` is where it stood in the table. No word of the complaint."""

    import_id: Named[int] = Column(ForeignKey("handover_imports.id"), primary_key=True, autoincrement=False)
    position: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    place: Named[str] = Column(String(80))
    external_number: Named[str] = Column(String(64))
    outcome: Named[str] = Column(String(16))
    case_id: Named[int | None] = Column(ForeignKey("cases.id"), index=True)
    message: Named[str] = Column(String(300))


partners = Table("partners", metadata, PartnerColumns, Index(None, "region", "department"))
access_tokens = Table("access_tokens", metadata, AccessTokenColumns)
partner_hooks = Table("partner_hooks", metadata, HookColumns)
handovers = Table("handovers", metadata, HandoverColumns, UniqueConstraint("partner_id", "external_number"))
departures = Table("departures", metadata, DepartureColumns, Index(None, "region", "department", "event_id"))
handover_imports = Table("handover_imports", metadata, HandoverImportColumns)
handover_import_rows = Table("handover_import_rows", metadata, HandoverImportRowColumns)
