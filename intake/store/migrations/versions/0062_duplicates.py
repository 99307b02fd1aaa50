"""Cases that go along with another, requests for a person to look, and the index duplicates are found by."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0060"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "case_merges",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("state_before", sa.String(length=32), nullable=False),
        sa.Column("owner_region", sa.String(length=12), nullable=False),
        sa.Column("owner_department", sa.String(length=64), nullable=True),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("merged_at", _AT, nullable=False),
        sa.Column("merged_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_merges_case_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["cases.id"], name=op.f("fk_case_merges_lead_id")),
        sa.ForeignKeyConstraint(["assignee_id"], ["users.id"], name=op.f("fk_case_merges_assignee_id")),
        sa.ForeignKeyConstraint(["merged_by"], ["users.id"], name=op.f("fk_case_merges_merged_by")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_merges")),
    )
    for column in ("lead_id", "assignee_id", "merged_by"):
        op.create_index(op.f(f"ix_case_merges_{column}"), "case_merges", [column])
    op.create_table(
        "person_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", _AT, nullable=False),
        sa.Column("looked_at", _AT, nullable=True),
        sa.Column("looked_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_person_requests_case_id")),
        sa.ForeignKeyConstraint(["looked_by"], ["users.id"], name=op.f("fk_person_requests_looked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_requests")),
        sa.UniqueConstraint("case_id", name=op.f("uq_person_requests_case_id")),
    )
    for column in ("looked_at", "looked_by"):
        op.create_index(op.f(f"ix_person_requests_{column}"), "person_requests", [column])
    op.create_index(op.f("ix_cases_matter_region_filed_at"), "cases", ["matter", "region", "filed_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_cases_matter_region_filed_at"), "cases")
    op.drop_table("person_requests")
    op.drop_table("case_merges")
