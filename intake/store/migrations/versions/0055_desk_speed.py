"""What the desk's lists and the board ask for stays quick with many cases; kinds of pollution of a case."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0050"
branch_labels = None
depends_on = None

# Each holds all that its question reads, so that the cases themselves, with their texts, are left alone.
_STANDING = ["owner_region", "owner_department", "office_region", "restricted", "region"]
_OPEN = ["state", *_STANDING, "next_due_at", "assignee_id"]
_LISTED = ["state", "filed_at", *_STANDING]
_FILED = ["filed_at", *_STANDING, "matter"]


def upgrade() -> None:
    op.create_index("ix_cases_open", "cases", _OPEN)
    op.create_index("ix_cases_listed", "cases", _LISTED)
    op.create_index("ix_cases_filed", "cases", _FILED)
    op.create_index("ix_cases_mine", "cases", ["assignee_id", "state", "filed_at"])
    op.drop_index(op.f("ix_cases_state_filed_at"), "cases")
    op.drop_index(op.f("ix_cases_assignee_id"), "cases")
    op.create_index(op.f("ix_events_event_at_case_id"), "events", ["event", "at", "case_id"])
    op.create_index(op.f("ix_case_clocks_stopped_at"), "case_clocks", ["stopped_at"])
    op.create_index(op.f("ix_case_ratings_at"), "case_ratings", ["at"])
    op.create_index(op.f("ix_case_reviews_answered_at"), "case_reviews", ["answered_at"])
    op.create_table(
        "case_kinds",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_kinds_case_id")),
        sa.PrimaryKeyConstraint("case_id", "kind", name=op.f("pk_case_kinds")),
    )
    op.create_table(
        "case_outcomes",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("rectification", sa.Text(), nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("fine", sa.Integer(), nullable=True),
        sa.Column("accountability", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_outcomes_case_id")),
        sa.ForeignKeyConstraint(["written_by"], ["users.id"], name=op.f("fk_case_outcomes_written_by")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_outcomes")),
    )
    op.create_index(op.f("ix_case_outcomes_written_by"), "case_outcomes", ["written_by"])


def downgrade() -> None:
    op.drop_table("case_outcomes")
    op.drop_table("case_kinds")
    op.drop_index(op.f("ix_case_reviews_answered_at"), "case_reviews")
    op.drop_index(op.f("ix_case_ratings_at"), "case_ratings")
    op.drop_index(op.f("ix_case_clocks_stopped_at"), "case_clocks")
    op.drop_index(op.f("ix_events_event_at_case_id"), "events")
    op.create_index(op.f("ix_cases_assignee_id"), "cases", ["assignee_id"])
    op.create_index(op.f("ix_cases_state_filed_at"), "cases", ["state", "filed_at"])
    op.drop_index("ix_cases_mine", "cases")
    op.drop_index("ix_cases_filed", "cases")
    op.drop_index("ix_cases_listed", "cases")
    op.drop_index("ix_cases_open", "cases")
