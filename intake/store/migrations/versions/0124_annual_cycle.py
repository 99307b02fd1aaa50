"""Special reports, work plans, and the warnings of what is due."""

import sqlalchemy as sa
from alembic import op

revision = "0124"
down_revision = "0122"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_CHECKS = {
    "sent_rightly": (
        "state NOT IN ('sent', 'in_review', 'published') OR (formed_on IS NOT NULL AND sent_on IS NOT NULL)"
    ),
    "published_rightly": (
        "state <> 'published' OR (published_on IS NOT NULL AND reviewed_by IS NOT NULL AND grounds <> '')"
    ),
    "second_person": "reviewed_by IS NULL OR proposed_by IS NULL OR reviewed_by <> proposed_by",
}
_TABLES = (
    *("annual_reports", "report_parts", "annual_drafts", "report_redactions", "report_receipts"),
    *("annual_plans", "plan_tasks", "plan_marks", "annual_warnings"),
)
_STAFF = ("written_by", "submitted_by", "signed_by", "proposed_by", "reviewed_by")
_INDEXED = (
    *(("annual_reports", (each,)) for each in _STAFF),
    *(("annual_reports", each) for each in (("year", "region"), ("state", "written_at"))),
    ("report_parts", ("written_by",)),
    ("report_redactions", ("report_id",)),
    ("report_receipts", ("recorded_by",)),
    *(("annual_plans", each) for each in (("written_by",), ("declared_by",))),
    *(("annual_plans", each) for each in (("year", "region"), ("published_on", "written_at"))),
    ("plan_tasks", ("plan_id",)),
)


def upgrade() -> None:
    _make_reports()
    _make_parts()
    _make_plans()
    op.create_table(
        "annual_warnings",
        *_whose(),
        sa.Column("rung", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("region", "department", "year", "rung", name=op.f("pk_annual_warnings")),
    )
    for table, columns in _INDEXED:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def downgrade() -> None:
    for name in reversed(_TABLES):
        op.drop_table(name)


def _make_reports() -> None:
    op.create_table(
        "annual_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        *_whose(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=name != "written_by") for name in _STAFF),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("formed_on", "sent_on", "published_on")),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=True),
        sa.Column("written_at", _AT, nullable=True),
        *(_fk("annual_reports", name) for name in _STAFF),
        *(sa.CheckConstraint(rule, name=name) for name, rule in _CHECKS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_reports")),
        sa.UniqueConstraint(
            "region", "department", "year", name=op.f("uq_annual_reports_region_department_year")
        ),
    )


def _make_parts() -> None:
    op.create_table(
        "report_parts",
        sa.Column("report_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("public_text", sa.Text(), nullable=True),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", _AT, nullable=False),
        _fk("report_parts", "report_id", "annual_reports.id"),
        _fk("report_parts", "written_by"),
        sa.PrimaryKeyConstraint("report_id", "part", name=op.f("pk_report_parts")),
    )
    op.create_table(
        "annual_drafts",
        sa.Column("staff_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("about", sa.String(length=100), nullable=False),
        sa.Column("form", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        _fk("annual_drafts", "staff_id"),
        sa.PrimaryKeyConstraint("staff_id", "about", "form", name=op.f("pk_annual_drafts")),
    )
    op.create_table(
        "report_redactions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("article", sa.String(length=2), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _fk("report_redactions", "report_id", "annual_reports.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_redactions")),
    )
    op.create_table(
        "report_receipts",
        sa.Column("report_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recipient", sa.String(length=100), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        _fk("report_receipts", "report_id", "annual_reports.id"),
        _fk("report_receipts", "recorded_by"),
        sa.PrimaryKeyConstraint("report_id", "recipient", name=op.f("pk_report_receipts")),
    )


def _make_plans() -> None:
    op.create_table(
        "annual_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        *_whose(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("goals", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("declared_by", sa.Integer(), nullable=True),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("written_at", _AT, nullable=True),
        *(_fk("annual_plans", name) for name in ("written_by", "declared_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_plans")),
        sa.UniqueConstraint(
            "region", "department", "year", name=op.f("uq_annual_plans_region_department_year")
        ),
    )
    op.create_table(
        "plan_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("matters", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        _fk("plan_tasks", "plan_id", "annual_plans.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_tasks")),
    )
    op.create_table(
        "plan_marks",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _fk("plan_marks", "plan_id", "annual_plans.id"),
        sa.PrimaryKeyConstraint("plan_id", "mark", name=op.f("pk_plan_marks")),
    )


def _whose() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
    )


def _fk(table: str, column: str, to: str = "users.id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))
