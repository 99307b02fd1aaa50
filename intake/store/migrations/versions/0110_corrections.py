"""What the router got wrong, as staff corrected it: examples to learn from."""

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "routing_corrections",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said", sa.String(length=64), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_routing_corrections_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_routing_corrections")),
    )


def downgrade() -> None:
    op.drop_table("routing_corrections")
