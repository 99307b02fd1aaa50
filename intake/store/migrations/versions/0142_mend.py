"""The head agrees to where an organ's events go; no secret and no one-time password lies about for ever."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0142"
down_revision = "0141"
branch_labels = None
depends_on = None

_users = sa.table(
    "users",
    sa.column("role", sa.String),
    sa.column("must_change_password", sa.Boolean),
    sa.column("one_time_until", sa.DateTime(timezone=True)),
)
_partners = sa.table("partners", sa.column("id"), sa.column("department"))
_keys = sa.table(
    "api_keys",
    sa.column("partner_id"),
    sa.column("scopes", sa.String),
    sa.column("approved_at"),
    sa.column("revoked_at"),
    sa.column("expires_at", sa.DateTime(timezone=True)),
)
_hooks = sa.table("partner_hooks", sa.column("partner_id"), sa.column("set_at"), sa.column("approved_at"))


def upgrade() -> None:
    """Addresses stay that are a hotline's, or of an organ whose head let its system in when they were set
    already, by a key that is still good; others wait.

    One-time passwords from before 0141 open for three more days. Secrets that were shown and never used were
    shown without asking for the password: they begin anew.
    """
    op.add_column("partner_hooks", sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True))
    hotline = _hooks.c.partner_id.in_(sa.select(_partners.c.id).where(_partners.c.department.is_(None)))
    agreed = hotline | sa.exists().where(
        _keys.c.partner_id == _hooks.c.partner_id,
        _keys.c.approved_at >= _hooks.c.set_at,
        _keys.c.revoked_at.is_(None),
        _keys.c.expires_at.is_(None) | (_keys.c.expires_at > datetime.now(UTC)),
        _keys.c.scopes.like("%cases:%"),
    )
    op.execute(sa.update(_hooks).where(agreed).values(approved_at=_hooks.c.set_at))
    begun = _users.c.must_change_password & (_users.c.role != "machine") & _users.c.one_time_until.is_(None)
    until = datetime.now(UTC) + timedelta(days=3)
    op.execute(sa.update(_users).where(begun).values(one_time_until=until))
    op.execute("DELETE FROM second_factors WHERE confirmed_at IS NULL")


def downgrade() -> None:
    """As before; every address is good again."""
    op.drop_column("partner_hooks", "approved_at")
