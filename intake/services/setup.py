"""First start: the schema, and people to try the desk with."""

from __future__ import annotations

from contextlib import closing

from intake.cases.model import Owner, Role
from intake.cases.ownership import holder_name
from intake.services import schema
from intake.services.context import Context
from intake.services.lists import demonstration
from intake.services.records import audit
from intake.services.staff.accounts import NewUser, add_user
from intake.settings import Settings
from intake.store import migrate as migrations
from intake.store.base import Database
from intake.store.staff import accounts

DEMONSTRATION = (
    NewUser("henan", "省协调员", Role.COORDINATOR, "410000"),
    NewUser("zhengzhou", "市协调员", Role.COORDINATOR, "410100"),
    NewUser("jinshui-st", "金水生态环境", Role.CLERK, "410105", "ecology"),
    NewUser("jinshui-st-ks", "金水生态环境科室负责人", Role.UNIT_HEAD, "410105", "ecology"),
    NewUser("jinshui-st-fz", "金水生态环境部门负责人", Role.DEPARTMENT_HEAD, "410105", "ecology"),
    NewUser("jinshui-cg", "金水城市管理", Role.CLERK, "410105", "urban-management"),
    NewUser("jinshui-zj", "金水住房城乡建设", Role.CLERK, "410105", "housing"),
    NewUser("zhengzhou-st", "郑州生态环境", Role.CLERK, "410100", "ecology"),
    NewUser("zhengzhou-st-fc", "郑州生态环境复查员", Role.REVIEWER, "410100", "ecology"),
    NewUser("auditor", "审计员", Role.AUDITOR, "410000"),
    NewUser("admin", "管理员", Role.ADMINISTRATOR, "410000"),
)


def migrate(settings: Settings) -> None:
    """Bring the database to the schema of this version. Raises SchemaRefused."""
    schema.check_may_start(settings)
    with closing(Database(settings.database_url)) as database:
        migrations.up(database)
    audit.seal_start(settings)


def demonstration_staff(ctx: Context) -> list[tuple[str, str, str]]:
    """Login, one-time password and office of each account made; none when there is any account already.

    They find a list in review on their desks.
    """
    with ctx.database.reading() as connection:
        if accounts.anybody(connection):
            return []
    made = [(user.login, add_user(ctx, user), _office(ctx, user)) for user in DEMONSTRATION]
    demonstration.list_in_review(ctx)
    return made


def _office(ctx: Context, user: NewUser) -> str:
    if user.role in (Role.AUDITOR, Role.ADMINISTRATOR):
        return user.name
    return holder_name(Owner(user.region, user.department), ctx.registry, ctx.today())
