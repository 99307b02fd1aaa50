"""Objections, cases split off others, what complainants write, ratings and reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0032"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "case_objections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("names", sa.String(length=64), nullable=True),
        sa.Column("raised_at", _AT, nullable=False),
        sa.Column("raised_by", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_at", _AT, nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        *_keys("case_objections", case_id="cases", raised_by="users", decided_by="users"),
    )
    _indexes("case_objections", "case_id", "raised_by", "decided_by")
    op.create_table(
        "case_parts",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("whole_id", sa.Integer(), nullable=False),
        *_keys("case_parts", primary="case_id", case_id="cases", whole_id="cases"),
    )
    _indexes("case_parts", "whole_id")
    op.create_table(
        "case_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        *_keys("case_messages", case_id="cases", staff_id="users"),
    )
    _indexes("case_messages", "case_id", "staff_id")
    op.create_table(
        "case_ratings",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        *_keys("case_ratings", primary="case_id", case_id="cases"),
    )
    op.create_table(
        "case_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=True),
        sa.Column("answered_region", sa.String(length=12), nullable=False),
        sa.Column("answered_department", sa.String(length=64), nullable=True),
        sa.Column("asked_at", _AT, nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("answered_at", _AT, nullable=True),
        *_keys("case_reviews", case_id="cases"),
    )
    _indexes("case_reviews", "case_id")


def downgrade() -> None:
    for name in ("case_reviews", "case_ratings", "case_messages", "case_parts", "case_objections"):
        op.drop_table(name)


def _keys(table: str, primary: str = "id", **refers: str) -> list[sa.Constraint]:
    """The primary key, and each foreign key: column=table."""
    foreign = [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, to in refers.items()
    ]
    return [*foreign, sa.PrimaryKeyConstraint(primary, name=op.f(f"pk_{table}"))]


def _indexes(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
