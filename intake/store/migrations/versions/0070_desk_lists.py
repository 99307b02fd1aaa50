"""Saved views and canned texts of the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0062"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        *_organ(),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("saved_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["users.id"], name=op.f("fk_saved_views_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("staff_id", "name", name=op.f("uq_saved_views_staff_id_name")),
    )
    op.create_index(
        op.f("ix_saved_views_region_department_shared"), "saved_views", ["region", "department", "shared"]
    )
    op.create_table(
        "canned_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        *_organ(),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["users.id"], name=op.f("fk_canned_texts_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_texts")),
    )
    op.create_index(op.f("ix_canned_texts_staff_id"), "canned_texts", ["staff_id"])
    op.create_index(op.f("ix_canned_texts_region_department"), "canned_texts", ["region", "department"])


def downgrade() -> None:
    op.drop_table("canned_texts")
    op.drop_table("saved_views")


def _organ() -> tuple[sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=True),
    )
