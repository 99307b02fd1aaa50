"""The clocks of cases, and by when an organ must act next."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("profile", sa.String(length=64), nullable=True))
    op.add_column("cases", sa.Column("next_due_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_cases_next_due_at"), "cases", ["next_due_at"])
    op.create_table(
        "case_clocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("profile", sa.String(length=64), nullable=False),
        sa.Column("clock", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pauses", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_clocks_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_clocks")),
    )
    op.create_index(op.f("ix_case_clocks_case_id"), "case_clocks", ["case_id"])
    op.create_index(op.f("ix_case_clocks_due_at"), "case_clocks", ["due_at"])
    op.create_table(
        "clock_extensions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["approver_id"], ["users.id"], name=op.f("fk_clock_extensions_approver_id")),
        sa.ForeignKeyConstraint(["clock_id"], ["case_clocks.id"], name=op.f("fk_clock_extensions_clock_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_extensions")),
    )
    op.create_index(op.f("ix_clock_extensions_approver_id"), "clock_extensions", ["approver_id"])
    op.create_index(op.f("ix_clock_extensions_clock_id"), "clock_extensions", ["clock_id"])


def downgrade() -> None:
    op.drop_table("clock_extensions")
    op.drop_table("case_clocks")
    op.drop_index(op.f("ix_cases_next_due_at"), "cases")
    op.drop_column("cases", "next_due_at")
    op.drop_column("cases", "profile")
