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


def upgrade() -> None:
    """Addresses stay that are a hotline's, or of an organ whose head let its system in; others wait.

    One-time passwords from before 0141 open for three more days. Secrets that were shown and never used were
    shown without asking for the password: they begin anew.
    """
    op.add_column("partner_hooks", sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE partner_hooks SET approved_at = set_at WHERE partner_id IN"
        " (SELECT id FROM partners WHERE department IS NULL) OR partner_id IN"
        " (SELECT partner_id FROM api_keys WHERE approved_at IS NOT NULL AND revoked_at IS NULL"
        " AND scopes LIKE '%cases:%')"
    )
    begun = _users.c.must_change_password & (_users.c.role != "machine") & _users.c.one_time_until.is_(None)
    until = datetime.now(UTC) + timedelta(days=3)
    op.execute(sa.update(_users).where(begun).values(one_time_until=until))
    op.execute("DELETE FROM second_factors WHERE confirmed_at IS NULL")


def downgrade() -> None:
    """As before; every address is good again."""
    op.drop_column("partner_hooks", "approved_at")
