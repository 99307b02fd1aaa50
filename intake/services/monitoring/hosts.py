"""Whether an installation whose indexes lie in a folder of one machine is served by several."""

from __future__ import annotations

import platform
from datetime import timedelta

from intake.cases.errors import CaseworkError
from intake.services.context import Context
from intake.store.sharing import worker_beats
from intake.words import gettext as _

_LATELY = timedelta(seconds=75)  # signs of life come every 30 seconds


def refuse_several(ctx: Context) -> None:
    """Raises CaseworkError: another machine works with this database too, and would never see this one's
    index. A machine that was renamed just now counts as another until it has been silent for a minute."""
    if others := beside(ctx):
        raise CaseworkError(told(others))


def beside(ctx: Context) -> list[str]:
    """The other machines at work, where the search engine allows only one."""
    if ctx.settings.search_url.startswith("postgresql"):
        return []
    with ctx.database.reading() as connection:
        return worker_beats.others(connection, platform.node()[:100], ctx.now() - _LATELY)


def told(others: list[str]) -> str:
    """What is wrong, and what to do."""
    return _(
        "SEARCH_URL：索引在本机的目录里（whoosh、tantivy），而另一台机器（{names}）也在用这个数据库，两边搜到的会"
        "不一样。几台机器一起服务时设 SEARCH_URL=postgresql://…。刚改过机器名的，等一分钟再启动。"
    ).format(names="、".join(others[:5]))
