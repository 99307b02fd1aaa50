"""What is well with an installation, what is not, and what to do about it: `python -m intake doctor`."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from intake.services.context import Context
from intake.services.doctor import evidence, keeping, machine, searching, service
from intake.services.doctor.finding import Finding, Level
from search import IndexBroken

__all__ = ["CHECKS", "Finding", "Level", "examine"]

# Name → what looks. In the order of the report: what others depend on comes first.
CHECKS: dict[str, Callable[[Context], Finding]] = {
    "数据库": service.database,
    "数据库版本": service.database_version,
    "文件目录": machine.files,
    "投诉材料": evidence.intact,
    "磁盘空间": machine.disk,
    "密钥": machine.keys,
    "转办模型": service.model,
    "公开内容的索引": searching.public_index,
    "投诉的索引": searching.case_index_whole,
    "索引延迟": searching.case_index_lag,
    "搜索引擎": searching.engine,
    "后台工作": keeping.workers,
    "期限和公布": keeping.waiting,
    "备份": keeping.backup,
    "时钟": keeping.clock,
    "证书": keeping.certificate,
    "等候转交的投诉": service.carried,
    "邮件": service.mail,
    "未发通知": service.unsent,
    "访问地址": service.address,
    "演示数据": service.demonstration,
}


def examine(ctx: Context) -> dict[str, Finding]:
    """Every check's finding. A check that stumbles is a fault of what it looks at; never raises for one."""
    return {name: _looked(check, ctx) for name, check in CHECKS.items()}


def _looked(check: Callable[[Context], Finding], ctx: Context) -> Finding:
    try:
        return check(ctx)
    except (SQLAlchemyError, IndexBroken, OSError) as fault:
        return Finding.fault(f"查不了（{type(fault).__name__}）", "先排除本表上面的故障，再运行一次")
