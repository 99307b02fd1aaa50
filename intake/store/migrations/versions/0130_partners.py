"""Machine interfaces: partners, keys with scopes, webhooks, handed-over cases.

Every key that there was becomes a hotline's: a partner of the same number, so that the source of what it
filed (`api:<number>`) and its idempotency keys go on meaning the same.
"""

import sqlalchemy as sa
from alembic import op

revision = "0130"
down_revision = "0126"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_TABLES = (
    "handover_import_rows",
    "handover_imports",
    "departures",
    "handovers",
    "partner_hooks",
    "access_tokens",
)


def upgrade() -> None:
    _partners()
    _keys()
    _hooks()
    _handovers()
    _imports()


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
    # Keys of an organ or of OAuth2 clients would all become keys that file: they go.
    op.execute("DELETE FROM api_keys WHERE scopes <> 'file' OR client_id IS NOT NULL OR approved_at IS NULL")
    with op.batch_alter_table("api_keys") as keys:
        keys.drop_constraint("fk_api_keys_partner_id", type_="foreignkey")
        keys.drop_constraint("uq_api_keys_client_id", type_="unique")
        keys.drop_index("ix_api_keys_partner_id")
        for column in ("used_at", "expires_at", "approved_at", "scopes", "client_id", "partner_id"):
            keys.drop_column(column)
    op.drop_table("partners")
    # The record may name machine accounts, so they stay, locked, under a role that is known before.
    op.execute("UPDATE users SET role = 'clerk' WHERE role = 'machine'")


def _partners() -> None:
    op.create_table(
        "partners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("closed_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_partners_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partners")),
        sa.UniqueConstraint("user_id", name=op.f("uq_partners_user_id")),
    )
    op.create_index(op.f("ix_partners_region_department"), "partners", ["region", "department"])
    op.execute(
        "INSERT INTO users (login, name, role, region, department, password_hash, must_change_password,"
        " active, created_at) SELECT 'machine.' || id, substr(name, 1, 64), 'machine', '', NULL, '',"
        " false, false, created_at FROM api_keys"
    )
    op.execute(
        "INSERT INTO partners (id, name, region, department, user_id, created_at, closed_at)"
        " SELECT k.id, substr(k.name, 1, 64), '', NULL, u.id, k.created_at, NULL"
        " FROM api_keys k JOIN users u ON u.login = 'machine.' || k.id"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('partners', 'id'),"
            " (SELECT coalesce(max(id), 0) + 1 FROM partners), false)"
        )


def _keys() -> None:
    with op.batch_alter_table("api_keys") as keys:
        keys.add_column(sa.Column("partner_id", sa.Integer(), nullable=True))
        keys.add_column(sa.Column("client_id", sa.String(length=40), nullable=True))
        keys.add_column(sa.Column("scopes", sa.String(length=200), nullable=False, server_default="file"))
        keys.add_column(sa.Column("approved_at", _AT, nullable=True))
        keys.add_column(sa.Column("expires_at", _AT, nullable=True))
        keys.add_column(sa.Column("used_at", _AT, nullable=True))
    op.execute("UPDATE api_keys SET partner_id = id, approved_at = created_at")
    with op.batch_alter_table("api_keys") as keys:
        keys.alter_column("partner_id", existing_type=sa.Integer(), nullable=False)
        keys.alter_column(
            "scopes", existing_type=sa.String(length=200), existing_nullable=False, server_default=None
        )
        keys.create_foreign_key("fk_api_keys_partner_id", "partners", ["partner_id"], ["id"])
        keys.create_unique_constraint("uq_api_keys_client_id", ["client_id"])
        keys.create_index("ix_api_keys_partner_id", ["partner_id"])
    op.create_table(
        "access_tokens",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("expires_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["key_id"], ["api_keys.id"], name=op.f("fk_access_tokens_key_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_access_tokens")),
    )
    for column in ("key_id", "expires_at"):
        op.create_index(op.f(f"ix_access_tokens_{column}"), "access_tokens", [column])


def _hooks() -> None:
    op.create_table(
        "partner_hooks",
        sa.Column("partner_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("set_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_partner_hooks_partner_id")),
        sa.PrimaryKeyConstraint("partner_id", name=op.f("pk_partner_hooks")),
    )


def _handovers() -> None:
    op.create_table(
        "handovers",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("external_number", sa.String(length=64), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_handovers_case_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_handovers_partner_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_handovers")),
        sa.UniqueConstraint(
            "partner_id", "external_number", name=op.f("uq_handovers_partner_id_external_number")
        ),
    )
    op.create_table(
        "departures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_departures_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departures")),
    )
    for columns in (("case_id",), ("region", "department", "event_id")):
        op.create_index(op.f(f"ix_departures_{'_'.join(columns)}"), "departures", list(columns))


def _imports() -> None:
    op.create_table(
        "handover_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("finished_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_handover_imports_partner_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["users.id"], name=op.f("fk_handover_imports_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_imports")),
    )
    for column in ("partner_id", "staff_id", "finished_at"):
        op.create_index(op.f(f"ix_handover_imports_{column}"), "handover_imports", [column])
    op.create_table(
        "handover_import_rows",
        sa.Column("import_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("external_number", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("message", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["handover_imports.id"], name=op.f("fk_handover_import_rows_import_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_handover_import_rows_case_id")),
        sa.PrimaryKeyConstraint("import_id", "position", name=op.f("pk_handover_import_rows")),
    )
    op.create_index(op.f("ix_handover_import_rows_case_id"), "handover_import_rows", ["case_id"])
