"""Nothing: databases were brought to this link while it was empty. What it was to hold is in 0140."""

revision = "0138"
down_revision = "0136"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing."""


def downgrade() -> None:
    """Nothing."""
