"""Cases whose entry in the search index is out of date; all there are must be taken up once."""

import sqlalchemy as sa
from alembic import op

revision = "0100"
down_revision = "0090"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "index_queue",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_index_queue_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_index_queue")),
    )
    op.create_index(op.f("ix_index_queue_since"), "index_queue", ["since"])
    op.execute("INSERT INTO index_queue (case_id, mark, since) SELECT id, 1, updated_at FROM cases")


def downgrade() -> None:
    op.drop_table("index_queue")
