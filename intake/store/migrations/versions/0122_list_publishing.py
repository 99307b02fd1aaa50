"""Publishing of list releases, step by step."""

import sqlalchemy as sa
from alembic import op

revision = "0122"
down_revision = "0120"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "list_publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("busy", sa.String(length=100), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("commit_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["list_drafts.id"], name=op.f("fk_list_publications_draft_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["users.id"], name=op.f("fk_list_publications_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_publications")),
        sa.UniqueConstraint("busy", name=op.f("uq_list_publications_busy")),
    )
    for column in ("asked_by", "draft_id", "key"):
        op.create_index(op.f(f"ix_list_publications_{column}"), "list_publications", [column])


def downgrade() -> None:
    op.drop_table("list_publications")
