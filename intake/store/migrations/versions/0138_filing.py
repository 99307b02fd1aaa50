"""Durable submissions."""

revision = "0138"
down_revision = "0136"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled by its feature."""


def downgrade() -> None:
    """Filled by its feature."""
