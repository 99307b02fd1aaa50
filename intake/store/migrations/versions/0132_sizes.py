"""What several machines share."""

revision = "0132"
down_revision = "0130"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled by its feature."""


def downgrade() -> None:
    """Filled by its feature."""
