"""Obligations, work plans and special reports."""

revision = "0124"
down_revision = "0122"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
