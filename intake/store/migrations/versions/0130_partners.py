"""Machine interfaces: keys with scopes, webhooks, handed-over cases."""

revision = "0130"
down_revision = "0126"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled by its feature."""


def downgrade() -> None:
    """Filled by its feature."""
