"""The register of matters without a lead: questions, the cases that wait, opinions."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "lead_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("opened_at", _AT, nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=True),
        sa.Column("document", sa.String(length=100), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("settled_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["opened_by"], ["users.id"], name=op.f("fk_lead_questions_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_questions")),
    )
    op.create_table(
        "lead_cases",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_lead_cases_case_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["lead_questions.id"], name=op.f("fk_lead_cases_question_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_lead_cases")),
    )
    op.create_table(
        "lead_opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["lead_questions.id"], name=op.f("fk_lead_opinions_question_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["users.id"], name=op.f("fk_lead_opinions_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_opinions")),
    )
    for table, column in _INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for name in ("lead_opinions", "lead_cases", "lead_questions"):
        op.drop_table(name)


_INDEXED = (
    ("lead_questions", "region"),
    ("lead_questions", "opened_by"),
    ("lead_cases", "question_id"),
    ("lead_opinions", "question_id"),
    ("lead_opinions", "staff_id"),
)
