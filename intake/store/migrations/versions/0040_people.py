"""Units, who sits in them, deputies and leave; where in its organ a case lies; supporting tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0013"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _make_people()
    _make_tasks()
    for table, columns in _INDEXED:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
    # Nobody wrote down when a case came to its organ: its last change is the nearest to it.
    op.execute(
        "INSERT INTO case_desks (case_id, since) SELECT id, updated_at FROM cases "
        "WHERE owner_department IS NOT NULL AND assignee_id IS NULL AND version > 1"
    )


def downgrade() -> None:
    for name in ("task_notes", "case_tasks", "case_desks", "leaves", "deputies", "unit_members", "units"):
        op.drop_table(name)


def _make_people() -> None:
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("region", "department", "name", name=op.f("uq_units_region_department_name")),
    )
    op.create_table(
        "unit_members",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_unit_members_user_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_members_unit_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_unit_members")),
    )
    op.create_table(
        "deputies",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_deputies_user_id")),
        sa.ForeignKeyConstraint(["deputy_id"], ["users.id"], name=op.f("fk_deputies_deputy_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_deputies")),
    )
    op.create_table(
        "leaves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_leaves_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaves")),
    )
    op.create_table(
        "case_desks",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("since", _AT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_desks_case_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_case_desks_unit_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_desks")),
    )


def _make_tasks() -> None:
    op.create_table(
        "case_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given_at", _AT, nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("stalled_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_tasks_case_id")),
        sa.ForeignKeyConstraint(["given_by"], ["users.id"], name=op.f("fk_case_tasks_given_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_tasks")),
    )
    op.create_table(
        "task_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["case_tasks.id"], name=op.f("fk_task_notes_task_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["users.id"], name=op.f("fk_task_notes_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_notes")),
    )


_INDEXED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("unit_members", ("unit_id",)),
    ("deputies", ("deputy_id",)),
    ("leaves", ("user_id", "last")),
    ("case_desks", ("unit_id",)),
    ("case_tasks", ("case_id",)),
    ("case_tasks", ("given_by",)),
    ("case_tasks", ("region", "department", "state", "due_at")),
    ("case_tasks", ("state", "due_at")),
    ("task_notes", ("task_id",)),
    ("task_notes", ("staff_id",)),
)
