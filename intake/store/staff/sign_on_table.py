"""The table that ties accounts to the identity provider."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, Named, String, Table, TypedColumns, UniqueConstraint

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class SignOnLinkColumns(TypedColumns):
    """Who an account is to a provider. `subject` is the provider's own name for the person, never reused."""

    user_id: Named[int] = Column(
        Integer, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    issuer: Named[str] = Column(String(300))
    subject: Named[str] = Column(String(255))
    linked_at: Named[datetime] = Column(UtcDateTime())


sign_on_links = Table("sign_on_links", metadata, SignOnLinkColumns, UniqueConstraint("issuer", "subject"))
