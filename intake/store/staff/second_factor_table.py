"""The tables of second factors."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Named, String, Table, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class SecondFactorColumns(TypedColumns):
    """`sealed` is the shared secret; `last_step` the time step of the last code used: none is good twice.
    It counts once `confirmed_at` is set."""

    user_id: Named[int] = Column(
        Integer, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    sealed: Named[bytes] = Column(LargeBinary)
    last_step: Named[int] = Column(Integer)
    confirmed_at: Named[datetime | None] = Column(UtcDateTime())


class RecoveryCodeColumns(TypedColumns):
    """A code for the day the telephone is lost, as a keyed hash; deleted when used."""

    code_hash: Named[str] = Column(String(64), primary_key=True)
    user_id: Named[int] = Column(ForeignKey("users.id", ondelete="CASCADE"), index=True)


second_factors = Table("second_factors", metadata, SecondFactorColumns)
recovery_codes = Table("recovery_codes", metadata, RecoveryCodeColumns)
