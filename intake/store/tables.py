"""Every table. Migrations make them; a test holds both together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    true,
)

from intake.store.base import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UserColumns(TypedColumns):
    id: Named[int] = Column(Integer, primary_key=True)
    login: Named[str] = Column(String(64), unique=True)
    name: Named[str] = Column(String(64))
    role: Named[str] = Column(String(32))
    region: Named[str] = Column(String(12))
    department: Named[str | None] = Column(String(64))
    password_hash: Named[str] = Column(String(200))
    must_change_password: Named[bool] = Column(Boolean)
    active: Named[bool] = Column(Boolean)
    created_at: Named[datetime] = Column(UtcDateTime())
    one_time_until: Named[datetime | None] = Column(UtcDateTime())


class SessionColumns(TypedColumns):
    """Not `confirmed`: it waits for its second factor and is nobody's until then. `seen_at`: its last
    request, to the minute."""

    token_hash: Named[str] = Column(String(64), primary_key=True)
    user_id: Named[int] = Column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Named[datetime] = Column(UtcDateTime())
    expires_at: Named[datetime] = Column(UtcDateTime(), index=True)
    confirmed: Named[bool] = Column(Boolean, server_default=true())
    seen_at: Named[datetime | None] = Column(UtcDateTime())


class LoginAttemptColumns(TypedColumns):
    """`subject` is a keyed hash of a login or of a client's address."""

    id: Named[int] = Column(Integer, primary_key=True)
    subject: Named[str] = Column(String(64))
    at: Named[datetime] = Column(UtcDateTime(), index=True)


class ApiKeyColumns(TypedColumns):
    """A key of a partner; of its secret only the hash. With `client_id` the secret opens nothing but the
    token endpoint. Until `approved_at` it opens nothing at all. `scopes` are separated by blanks."""

    id: Named[int] = Column(Integer, primary_key=True)
    name: Named[str] = Column(String(100))
    key_hash: Named[str] = Column(String(64), unique=True)
    created_at: Named[datetime] = Column(UtcDateTime())
    revoked_at: Named[datetime | None] = Column(UtcDateTime())
    partner_id: Named[int] = Column(ForeignKey("partners.id"), index=True)
    client_id: Named[str | None] = Column(String(40), unique=True)
    scopes: Named[str] = Column(String(200))
    approved_at: Named[datetime | None] = Column(UtcDateTime())
    expires_at: Named[datetime | None] = Column(UtcDateTime())
    used_at: Named[datetime | None] = Column(UtcDateTime())


class CaseColumns(TypedColumns):
    """`owner_department` None: the coordinating office of `owner_region` has it. `item` is the complainant's
    choice, `matter` what it was routed as. `request_hash` tells a repeated request from a different one."""

    id: Named[int] = Column(Integer, primary_key=True)
    number: Named[str] = Column(String(32), unique=True)
    code_hash: Named[str] = Column(String(64), unique=True)
    request_hash: Named[str] = Column(String(64))
    version: Named[int] = Column(Integer)
    state: Named[str] = Column(String(32))
    owner_region: Named[str] = Column(String(12))
    owner_department: Named[str | None] = Column(String(64))
    assignee_id: Named[int | None] = Column(ForeignKey("users.id"))
    source: Named[str] = Column(String(64))
    filed_at: Named[datetime] = Column(UtcDateTime())
    updated_at: Named[datetime] = Column(UtcDateTime())
    title: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    region: Named[str | None] = Column(String(12))
    address: Named[str] = Column(Text)
    latitude: Named[float | None] = Column(Float)
    longitude: Named[float | None] = Column(Float)
    occurred_at: Named[str] = Column(Text)
    ongoing: Named[bool | None] = Column(Boolean)
    item: Named[str | None] = Column(String(64))
    matter: Named[str | None] = Column(String(200))
    certificate: Named[dict[str, Any]] = Column(JSON)
    answer: Named[str | None] = Column(Text)
    verdict: Named[str | None] = Column(String(16))
    closing: Named[str | None] = Column(String(16))
    office_region: Named[str] = Column(String(12))
    restricted: Named[bool] = Column(Boolean)
    profile: Named[str | None] = Column(String(64))
    next_due_at: Named[datetime | None] = Column(UtcDateTime(), index=True)


class ContactColumns(TypedColumns):
    """Apart from the case, so that erasing an identity is deleting a row."""

    case_id: Named[int] = Column(ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    sealed: Named[bytes] = Column(LargeBinary)


class DraftColumns(TypedColumns):
    """`sealed` is emptied when the draft is filed; `case_id` is set when its case is there."""

    id: Named[int] = Column(Integer, primary_key=True)
    token_hash: Named[str] = Column(String(64), unique=True)
    version: Named[int] = Column(Integer)
    sealed: Named[bytes | None] = Column(LargeBinary)
    case_id: Named[int | None] = Column(ForeignKey("cases.id"), index=True)
    created_at: Named[datetime] = Column(UtcDateTime())
    updated_at: Named[datetime] = Column(UtcDateTime(), index=True)


class EvidenceColumns(TypedColumns):
    """A file of a draft, then of the case made from it. `id` also names the stored file."""

    id: Named[str] = Column(String(32), primary_key=True)
    draft_id: Named[int | None] = Column(ForeignKey("drafts.id", ondelete="CASCADE"), index=True)
    case_id: Named[int | None] = Column(ForeignKey("cases.id"), index=True)
    kind: Named[str] = Column(String(16))
    name: Named[str] = Column(String(64))
    mime: Named[str] = Column(String(64))
    size: Named[int] = Column(Integer)
    sha256: Named[str] = Column(String(64))
    added_at: Named[datetime] = Column(UtcDateTime())


class EventColumns(TypedColumns):
    """Append only: triggers refuse to update or delete a row. `id` counts the lines of the chain; `seal` is
    NULL for lines older than the chain. What is hashed is in `intake.store.records.chain`."""

    id: Named[int] = Column(Integer, primary_key=True)
    at: Named[datetime] = Column(UtcDateTime())
    event: Named[str] = Column(String(64))
    case_id: Named[int | None] = Column(ForeignKey("cases.id"), index=True)
    staff_id: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    detail: Named[dict[str, str]] = Column(JSON)
    previous: Named[str] = Column(String(64))
    hash: Named[str] = Column(String(64))
    seal: Named[str | None] = Column(String(64))


class AuditHeadColumns(TypedColumns):
    """One row: the last line of the chain. Writers lock it, one after the other."""

    id: Named[int] = Column(Integer, primary_key=True)
    sealed_from: Named[int] = Column(Integer)
    last_id: Named[int] = Column(Integer)
    hash: Named[str] = Column(String(64))
    seal: Named[str | None] = Column(String(64))


class CounterColumns(TypedColumns):
    name: Named[str] = Column(String(32), primary_key=True)
    value: Named[int] = Column(Integer)


class ProofColumns(TypedColumns):
    """A proof of work that was spent, and (hashed) by whom: the same spender may show it again."""

    proof_hash: Named[str] = Column(String(64), primary_key=True)
    spender_hash: Named[str] = Column(String(64))
    expires_at: Named[datetime] = Column(UtcDateTime(), index=True)


# What decides who reaches a case, and where it counts.
_STANDING = ("owner_region", "owner_department", "office_region", "restricted", "region")

users = Table("users", metadata, UserColumns)
sessions = Table("sessions", metadata, SessionColumns)
login_attempts = Table("login_attempts", metadata, LoginAttemptColumns, Index(None, "subject", "at"))
api_keys = Table("api_keys", metadata, ApiKeyColumns)
cases = Table(
    "cases",
    metadata,
    CaseColumns,
    Index(None, "owner_region", "owner_department", "state", "filed_at"),
    Index(None, "office_region", "state", "filed_at"),
    Index(None, "matter", "region", "filed_at"),  # by which duplicates are found
    # The desk's questions: each index holds all that one reads, so that the texts are left alone.
    Index("ix_cases_mine", "assignee_id", "state", "filed_at"),
    Index("ix_cases_listed", "state", "filed_at", *_STANDING),
    Index("ix_cases_open", "state", *_STANDING, "next_due_at", "assignee_id"),
    Index("ix_cases_filed", "filed_at", *_STANDING, "matter"),
)
contacts = Table("contacts", metadata, ContactColumns)
drafts = Table("drafts", metadata, DraftColumns)
evidence = Table("evidence", metadata, EvidenceColumns)
events = Table("events", metadata, EventColumns, Index(None, "event", "at", "case_id"))
audit_head = Table("audit_head", metadata, AuditHeadColumns)
counters = Table("counters", metadata, CounterColumns)
proofs = Table("proofs", metadata, ProofColumns)
