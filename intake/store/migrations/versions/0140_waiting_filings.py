"""Filings that were acknowledged and wait to become cases."""

import sqlalchemy as sa
from alembic import op

revision = "0140"
down_revision = "0138"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Some databases have it already: for a while 0138 made it."""
    op.create_table(
        "waiting_filings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_waiting_filings_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_filings")),
        sa.UniqueConstraint("number", name=op.f("uq_waiting_filings_number")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_waiting_filings_code_hash")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_waiting_filings_draft_id")),
        if_not_exists=True,
    )


def downgrade() -> None:
    """What waits would be lost: carried through first (`work`), or the way back is refused."""
    if op.get_bind().execute(sa.text("SELECT 1 FROM waiting_filings LIMIT 1")).first():
        raise RuntimeError("filings wait to be carried through: let `work` finish them first")
    op.drop_table("waiting_filings")
