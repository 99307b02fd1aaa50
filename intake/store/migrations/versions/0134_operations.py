"""Operations: security log, backups."""

revision = "0134"
down_revision = "0132"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled by its feature."""


def downgrade() -> None:
    """Filled by its feature."""
