"""Departments that merged, split or were renamed."""

revision = "0126"
down_revision = "0124"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
