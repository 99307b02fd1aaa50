"""Who sent a case, whom it is hidden from, its verdict and how it was closed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0020"
branch_labels = None
depends_on = None

_cases = sa.table(
    "cases",
    sa.column("id", sa.Integer()),
    sa.column("owner_region", sa.String()),
    sa.column("certificate", sa.JSON()),
    sa.column("office_region", sa.String()),
    sa.column("restricted", sa.Boolean()),
)


# SQLite cannot change a column without making the table anew, which would take what refers to it along:
# columns are only ever added to `cases`, with a default for the rows there are.
def upgrade() -> None:
    op.add_column("cases", sa.Column("verdict", sa.String(length=16), nullable=True))
    op.add_column("cases", sa.Column("closing", sa.String(length=16), nullable=True))
    op.add_column(
        "cases", sa.Column("office_region", sa.String(length=12), nullable=False, server_default="")
    )
    op.add_column("cases", sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(_cases.update().values(office_region=_cases.c.owner_region))
    _restrict_what_accuses()
    op.create_index(
        op.f("ix_cases_office_region_state_filed_at"), "cases", ["office_region", "state", "filed_at"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_cases_office_region_state_filed_at"), "cases")
    for name in ("restricted", "office_region", "closing", "verdict"):
        op.drop_column("cases", name)


def _restrict_what_accuses() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.select(_cases.c.id, _cases.c.certificate)).all()
    for row in rows:
        if row.certificate.get("accused"):
            connection.execute(_cases.update().where(_cases.c.id == row.id).values(restricted=True))
