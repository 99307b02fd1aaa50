"""Publishing of list releases, step by step."""

revision = "0122"
down_revision = "0120"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
