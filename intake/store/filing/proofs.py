"""Proofs of work that were spent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from intake.store.tables import proofs


def spend(connection: Connection, proof_hash: str, spender_hash: str, expires_at: datetime) -> bool:
    """Spend a proof; True also when the same spender spent it before, False when another did."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(
        make(proofs)
        .values(proof_hash=proof_hash, spender_hash=spender_hash, expires_at=expires_at)
        .on_conflict_do_nothing()
    )
    spent = select(proofs.c.spender_hash).where(proofs.c.proof_hash == proof_hash)
    return connection.execute(spent).scalar_one() == spender_hash


def delete_expired(connection: Connection, now: datetime) -> None:
    """Forget proofs that are too old to be accepted anyway."""
    connection.execute(delete(proofs).where(proofs.c.expires_at <= now))
