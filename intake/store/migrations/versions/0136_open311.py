"""Open311 GeoReport: updates that were posted, and an index of what each other system filed."""

import sqlalchemy as sa
from alembic import op

revision = "0136"
down_revision = "0134"
branch_labels = None
depends_on = None

_HANDED_OVER = sa.text("substr(source, 1, 4) = 'api:'")


def upgrade() -> None:
    op.create_table(
        "open311_updates",
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_open311_updates_event_id")),
        sa.PrimaryKeyConstraint("source", "external_id", name=op.f("pk_open311_updates")),
    )
    op.create_index(op.f("ix_open311_updates_event_id"), "open311_updates", ["event_id"])
    op.create_index(
        "ix_cases_sender_filed",
        "cases",
        ["source", "filed_at"],
        sqlite_where=_HANDED_OVER,
        postgresql_where=_HANDED_OVER,
    )


def downgrade() -> None:
    op.drop_index("ix_cases_sender_filed", table_name="cases")
    op.drop_table("open311_updates")
