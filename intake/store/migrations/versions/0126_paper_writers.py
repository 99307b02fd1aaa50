"""Everybody who wrote in a special report or a work plan; a public plan as it was declared."""

import sqlalchemy as sa
from alembic import op

revision = "0126"
down_revision = "0124"
branch_labels = None
depends_on = None

# What is known of papers begun before: who began them, and who wrote each part last.
_KNOWN = (
    "INSERT INTO report_writers (report_id, staff_id) SELECT id, written_by FROM annual_reports"
    " UNION SELECT report_id, written_by FROM report_parts",
    "INSERT INTO plan_writers (plan_id, staff_id) SELECT id, written_by FROM annual_plans",
    # What was declared and is not public yet was kept nowhere: it must be declared again.
    "UPDATE annual_plans SET published_on = NULL WHERE published_on IS NOT NULL AND written_at IS NULL",
)


def upgrade() -> None:
    _make("report_writers", "report_id", "annual_reports.id")
    _make("plan_writers", "plan_id", "annual_plans.id")
    op.add_column("annual_plans", sa.Column("declared_text", sa.Text(), nullable=True))
    for statement in _KNOWN:
        op.execute(statement)


def downgrade() -> None:
    op.drop_column("annual_plans", "declared_text")
    op.drop_table("plan_writers")
    op.drop_table("report_writers")


def _make(name: str, paper: str, to: str) -> None:
    op.create_table(
        name,
        sa.Column(paper, sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("staff_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint([paper], [to], name=op.f(f"fk_{name}_{paper}")),
        sa.ForeignKeyConstraint(["staff_id"], ["users.id"], name=op.f(f"fk_{name}_staff_id")),
        sa.PrimaryKeyConstraint(paper, "staff_id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_staff_id"), name, ["staff_id"])
