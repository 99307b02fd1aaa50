"""Open311 GeoReport: tokens and updates."""

revision = "0136"
down_revision = "0134"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled by its feature."""


def downgrade() -> None:
    """Filled by its feature."""
