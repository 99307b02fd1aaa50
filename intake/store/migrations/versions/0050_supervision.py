"""What the sweep sent: rungs, reminders, letters, reports upward; supervision items, findings, talks."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0040"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_SENT = ("clock_rungs", "case_rests", "reminders", "reminder_letters", "upward_reports")
_WRITTEN = ("findings", "finding_opinions", "supervision_items", "paper_notes", "paper_files", "talks")


def upgrade() -> None:
    _make_reminders()
    _make_supervision()
    op.add_column("case_clocks", sa.Column("look_at", _AT, nullable=True))
    for table, indexes in _INDEXED.items():
        for columns in indexes:
            op.create_index(op.f(f"ix_{table}_{columns.replace(' ', '_')}"), table, columns.split())
    op.execute("UPDATE case_clocks SET look_at = started_at WHERE stopped_at IS NULL")


def downgrade() -> None:
    op.drop_index(op.f("ix_case_clocks_look_at"), "case_clocks")
    op.drop_column("case_clocks", "look_at")
    for name in reversed(_SENT + _WRITTEN):
        op.drop_table(name)


def _make_reminders() -> None:
    op.create_table(
        "clock_rungs",
        sa.Column("clock_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("term", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rung", sa.String(length=32), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        _fk("clock_rungs", "clock_id", "case_clocks.id"),
        sa.PrimaryKeyConstraint("clock_id", "term", "rung", name=op.f("pk_clock_rungs")),
    )
    op.create_table(
        "case_rests",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", _AT, nullable=False),
        sa.Column("at", _AT, nullable=False),
        _fk("case_rests", "case_id", "cases.id"),
        sa.PrimaryKeyConstraint("case_id", "since", name=op.f("pk_case_rests")),
    )
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("paper", sa.String(length=32), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("due_at", _AT, nullable=True),
        sa.Column("at", _AT, nullable=False),
        sa.Column("read_at", _AT, nullable=True),
        _fk("reminders", "user_id", "users.id"),
        _fk("reminders", "case_id", "cases.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
    )
    op.create_table(
        "reminder_letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("to_region", sa.String(length=12), nullable=False),
        sa.Column("to_department", sa.String(length=64), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("issued_at", _AT, nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.Column("report_at", _AT, nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("acknowledged_at", _AT, nullable=True),
        sa.Column("acknowledged_by", sa.Integer(), nullable=True),
        _fk("reminder_letters", "case_id", "cases.id"),
        _fk("reminder_letters", "clock_id", "case_clocks.id"),
        _fk("reminder_letters", "issued_by", "users.id"),
        _fk("reminder_letters", "acknowledged_by", "users.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_letters")),
        sa.UniqueConstraint("number", name=op.f("uq_reminder_letters_number")),
    )
    op.create_table(
        "upward_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("to_region", sa.String(length=12), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_at", _AT, nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("instruction", sa.Text(), nullable=False),
        sa.Column("answered_at", _AT, nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        _fk("upward_reports", "case_id", "cases.id"),
        _fk("upward_reports", "clock_id", "case_clocks.id"),
        _fk("upward_reports", "letter_id", "reminder_letters.id"),
        _fk("upward_reports", "opened_by", "users.id"),
        _fk("upward_reports", "answered_by", "users.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upward_reports")),
        sa.UniqueConstraint("number", name=op.f("uq_upward_reports_number")),
    )


def _make_supervision() -> None:
    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("body_region", sa.String(length=12), nullable=False),
        sa.Column("body_department", sa.String(length=64), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("acceptance", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opened_at", _AT, nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        _fk("findings", "opened_by", "users.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("number", name=op.f("uq_findings_number")),
    )
    op.create_table(
        "finding_opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("asked_at", _AT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answered_at", _AT, nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        _fk("finding_opinions", "finding_id", "findings.id"),
        _fk("finding_opinions", "answered_by", "users.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_opinions")),
    )
    op.create_table(
        "supervision_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("to_region", sa.String(length=12), nullable=False),
        sa.Column("to_department", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opened_at", _AT, nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        _fk("supervision_items", "case_id", "cases.id"),
        _fk("supervision_items", "finding_id", "findings.id"),
        _fk("supervision_items", "opened_by", "users.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_items")),
        sa.UniqueConstraint("number", name=op.f("uq_supervision_items_number")),
    )
    op.create_table(
        "paper_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("at", _AT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        _fk("paper_notes", "item_id", "supervision_items.id"),
        _fk("paper_notes", "finding_id", "findings.id"),
        _fk("paper_notes", "staff_id", "users.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_notes")),
    )
    op.create_table(
        "paper_files",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        _fk("paper_files", "note_id", "paper_notes.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_files")),
    )
    op.create_table(
        "talks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("to_region", sa.String(length=12), nullable=False),
        sa.Column("to_department", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=100), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        _fk("talks", "staff_id", "users.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
        sa.UniqueConstraint("number", name=op.f("uq_talks_number")),
    )


def _fk(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


# Table → its indexes, each the columns it is over.
_INDEXED = {
    "case_clocks": ("look_at",),
    "reminders": ("case_id", "user_id read_at id"),
    "reminder_letters": (
        *("case_id", "report_at", "acknowledged_by", "to_region to_department id"),
        *("issued_by", "clock_id", "region"),
    ),
    "upward_reports": ("opened_by", "letter_id", "clock_id", "answered_by", "to_region", "region", "case_id"),
    "findings": ("body_region body_department", "region", "opened_by"),
    "finding_opinions": ("answered_by", "region department", "finding_id"),
    "supervision_items": ("region", "to_region to_department", "finding_id", "case_id", "opened_by"),
    "paper_notes": ("finding_id", "staff_id", "item_id"),
    "paper_files": ("note_id",),
    "talks": ("staff_id", "region", "to_region to_department"),
}
