"""When a session was last used, until when a one-time password opens, and events found by partner."""

import sqlalchemy as sa
from alembic import op

revision = "0141"
down_revision = "0140"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sessions and passwords that are there have neither time: their first use, or a reset, sets it."""
    op.add_column("sessions", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("users", sa.Column("one_time_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_outbox_template_id"), "outbox", ["template", "id"])


def downgrade() -> None:
    """As before."""
    op.drop_index(op.f("ix_outbox_template_id"), table_name="outbox")
    op.drop_column("users", "one_time_until")
    op.drop_column("sessions", "seen_at")
