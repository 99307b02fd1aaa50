"""Internal notes, who is mentioned in them, and what staff have half written."""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0070"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "case_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_notes_case_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["users.id"], name=op.f("fk_case_notes_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_notes")),
    )
    op.create_table(
        "note_mentions",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("read_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["note_id"], ["case_notes.id"], name=op.f("fk_note_mentions_note_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_note_mentions_user_id")),
        sa.PrimaryKeyConstraint("note_id", "user_id", name=op.f("pk_note_mentions")),
    )
    op.create_table(
        "desk_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["users.id"], name=op.f("fk_desk_drafts_staff_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_desk_drafts_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_drafts")),
    )
    for table, columns, unique in _INDEXED:
        name = op.f(f"ix_{table}_{'_'.join(columns)}")
        op.create_index(name, table, list(columns), unique=unique)


def downgrade() -> None:
    for name in ("desk_drafts", "note_mentions", "case_notes"):
        op.drop_table(name)


_INDEXED = (
    ("case_notes", ("case_id",), False),
    ("case_notes", ("staff_id",), False),
    ("note_mentions", ("user_id", "note_id"), False),
    ("desk_drafts", ("case_id",), False),
    ("desk_drafts", ("updated_at",), False),
    ("desk_drafts", ("staff_id", "case_id", "form"), True),
)
