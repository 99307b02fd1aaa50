"""The record becomes a chain: each line carries the hash of the one before; triggers refuse to change it."""

import sqlalchemy as sa
from alembic import op

from intake.store.records import chain
from intake.store.records.chain import Line

revision = "0030"
down_revision = "0010"
branch_labels = None
depends_on = None

_BATCH = 1000
_COLUMNS = ("previous", "hash", "seal")


def upgrade() -> None:
    for name in _COLUMNS:
        op.add_column("events", sa.Column(name, sa.String(length=64), nullable=True))
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sealed_from", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    last_id, digest = _chain()
    end = {"id": 1, "sealed_from": last_id + 1, "last_id": last_id, "hash": digest, "seal": None}
    op.bulk_insert(head, [end])
    with op.batch_alter_table("events") as batch:
        batch.alter_column("previous", nullable=False, existing_type=sa.String(64))
        batch.alter_column("hash", nullable=False, existing_type=sa.String(64))
    for statement in _PROTECTION[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in _NO_PROTECTION[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_table("audit_head")
    with op.batch_alter_table("events") as batch:
        for name in _COLUMNS:
            batch.drop_column(name)


def _chain() -> tuple[int, str]:
    """Chain the lines there are, in the order of their numbers; returns the last number and hash.

    They get no seal: a migration has no key. The first line sealed after them covers them all.
    """
    connection, last_id, digest = op.get_bind(), 0, chain.GENESIS
    while rows := connection.execute(
        _LINES[connection.dialect.name], {"after": last_id, "most": _BATCH}
    ).all():
        chained = []
        for row in rows:
            previous = digest
            digest = chain.hash_of(previous, Line(*row[:5], chain.facts_of(row.detail)))
            chained.append({"line": row.id, "previous": previous, "hash": digest})
        connection.execute(
            sa.text("UPDATE events SET previous = :previous, hash = :hash WHERE id = :line"), chained
        )
        last_id = rows[-1].id
    return last_id, digest


_LINES = {
    "sqlite": sa.text(
        "SELECT id, at AS moment, event, case_id, staff_id, detail"
        " FROM events WHERE id > :after ORDER BY id LIMIT :most"
    ),
    "postgresql": sa.text(
        "SELECT id, to_char(timezone('UTC', at), 'YYYY-MM-DD HH24:MI:SS.US') AS moment, event, case_id,"
        " staff_id, CAST(detail AS TEXT) AS detail FROM events WHERE id > :after ORDER BY id LIMIT :most"
    ),
}
_PROTECTION = {
    "sqlite": [
        f"""CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table}
        BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"""
        for table, what in (("events", "UPDATE"), ("events", "DELETE"), ("audit_head", "DELETE"))
    ],
    "postgresql": [
        """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$""",
        """CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
        """CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    ],
}
_NO_PROTECTION = {
    "sqlite": [
        f"DROP TRIGGER {name}" for name in ("events_no_update", "events_no_delete", "audit_head_no_delete")
    ],
    "postgresql": [
        "DROP TRIGGER audit_head_stays ON audit_head",
        "DROP TRIGGER events_append_only ON events",
        "DROP FUNCTION refuse_change()",
    ],
}
