"""Item lists on their way from draft to release."""

import sqlalchemy as sa
from alembic import op

revision = "0120"
down_revision = "0110"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_TABLES = ("list_drafts", "list_rows", "list_reviewers", "list_opinions", "list_steps")
_UNDER_WAY = (
    "state NOT IN ('published', 'superseded', 'withdrawn')"
    " AND NOT (state = 'decided' AND coalesce(disclosure, '') IN ('依申请公开', '不予公开'))"
)
_CHECKS = {
    "published_rightly": (
        "state NOT IN ('published', 'superseded') OR (decided_by IS NOT NULL AND document IS NOT NULL"
        " AND decided_on IS NOT NULL AND disclosure = '主动公开' AND disclosure_reviewed_by IS NOT NULL"
        " AND disclosure_reviewed_on IS NOT NULL AND release IS NOT NULL AND published_on IS NOT NULL)"
    ),
    "second_person": (
        "disclosure_reviewed_by IS NULL OR (disclosure_reviewed_by <> drafted_by"
        " AND (submitted_by IS NULL OR disclosure_reviewed_by <> submitted_by))"
    ),
}
_CELLS = (
    *("item", "matter", "topics", "supporting", "handled_at", "description", "basis"),
    *("words", "boundaries", "lead_status", "decision", "unit", "contact"),
)
_INDEXED = (
    *(("list_drafts", each) for each in (("drafted_by",), ("submitted_by",), ("disclosure_reviewed_by",))),
    *(("list_drafts", each) for each in (("region", "department"), ("state",))),
    ("list_rows", ("written_by",)),
    *(("list_reviewers", each) for each in (("region", "department"), ("asked_by",))),
    *(("list_opinions", each) for each in (("draft_id",), ("staff_id",))),
    *(("list_steps", each) for each in (("draft_id",), ("staff_id",))),
)


def upgrade() -> None:
    _make_drafts()
    _make_rows()
    _make_reviews()
    _make_steps()
    for table, columns in _INDEXED:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
    op.create_index(
        "uq_list_drafts_under_way",
        "list_drafts",
        ["region", "department"],
        unique=True,
        sqlite_where=sa.text(_UNDER_WAY),
        postgresql_where=sa.text(_UNDER_WAY),
    )


def downgrade() -> None:
    for name in reversed(_TABLES):
        op.drop_table(name)


def _make_drafts() -> None:
    op.create_table(
        "list_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.String(length=100), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("drafted_by", sa.Integer(), nullable=False),
        sa.Column("drafted_at", _AT, nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.String(length=100), nullable=True),
        sa.Column("document", sa.String(length=100), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("disclosure", sa.String(length=16), nullable=True),
        sa.Column("clause", sa.String(length=8), nullable=True),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("disclosure_reviewed_by", sa.Integer(), nullable=True),
        sa.Column("disclosure_reviewed_on", sa.Date(), nullable=True),
        sa.Column("release", sa.String(length=100), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        *(_fk("list_drafts", each) for each in ("drafted_by", "submitted_by", "disclosure_reviewed_by")),
        *(sa.CheckConstraint(said, name=f"ck_list_drafts_{name}") for name, said in _CHECKS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_drafts")),
    )


def _make_rows() -> None:
    op.create_table(
        "list_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", _AT, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _CELLS),
        _fk("list_rows", "draft_id", "list_drafts.id"),
        _fk("list_rows", "written_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_rows")),
        sa.UniqueConstraint("draft_id", "key", name=op.f("uq_list_rows_draft_id_key")),
    )


def _make_reviews() -> None:
    op.create_table(
        "list_reviewers",
        sa.Column("draft_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", _AT, nullable=False),
        _fk("list_reviewers", "draft_id", "list_drafts.id"),
        _fk("list_reviewers", "asked_by"),
        sa.PrimaryKeyConstraint("draft_id", "region", "department", name=op.f("pk_list_reviewers")),
    )
    op.create_table(
        "list_opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        _fk("list_opinions", "draft_id", "list_drafts.id"),
        _fk("list_opinions", "staff_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_opinions")),
    )


def _make_steps() -> None:
    op.create_table(
        "list_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=True),
        sa.Column("at", _AT, nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=100), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("attachment", sa.String(length=200), nullable=False),
        _fk("list_steps", "draft_id", "list_drafts.id"),
        _fk("list_steps", "staff_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_steps")),
    )


def _fk(table: str, column: str, target: str = "users.id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
