"""user add | lock | unlock | unlink | reset | roles: the accounts of staff."""

from __future__ import annotations

import argparse
from contextlib import closing

from intake.cases.model import PERSON_ROLES, Role
from intake.services.context import Context, open_context
from intake.services.staff import accounts, single_sign_on, staff_admin
from intake.services.staff.accounts import NewUser
from intake.settings import Settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("user", help="管理工作人员账号")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    _action(actions, "lock", "停用账号并结束其会话", _lock)
    _action(actions, "unlink", "解除账号与统一登录的绑定", _unlink)
    _action(actions, "unlock", "恢复账号", _unlock)
    reset = _action(actions, "reset", "重发一次性密码", _reset)
    reset.add_argument("--second-factor", action="store_true", help="同时取消两步验证（手机丢失时）")
    _place(_action(actions, "add", "新增账号", _add))
    _place(_action(actions, "roles", "更改身份和单位", _roles))


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Do it. A password comes last, alone on its line."""
    with closing(open_context(settings)) as ctx:
        print(arguments.action(ctx, arguments))
    return 0


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, said: str, action: object
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=said)
    parser.add_argument("login", help="登录名：小写字母、数字、点、横线")
    parser.set_defaults(work=work, action=action)
    return parser


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", default="", help="姓名；不写就用登录名")
    parser.add_argument("--role", type=Role, choices=list(PERSON_ROLES), default=Role.CLERK)
    parser.add_argument("--region", required=True, help="行政区划代码，例如 410105")
    parser.add_argument("--department", help="部门代号，例如 ecology（部门人员必填）")


def _user(arguments: argparse.Namespace) -> NewUser:
    return NewUser(arguments.login, arguments.name, arguments.role, arguments.region, arguments.department)


def _add(ctx: Context, arguments: argparse.Namespace) -> str:
    password = accounts.add_user(ctx, _user(arguments))
    return f"已建账号 {arguments.login}。一次性密码（首次登录时须更改）：\n{password}"


def _lock(ctx: Context, arguments: argparse.Namespace) -> str:
    staff_admin.lock(ctx, arguments.login)
    return f"已停用账号 {arguments.login}，其会话已全部结束。"


def _unlink(ctx: Context, arguments: argparse.Namespace) -> str:
    single_sign_on.unlink(ctx, arguments.login)
    return f"账号 {arguments.login} 不再绑定统一登录；下次用统一登录时重新绑定。"


def _unlock(ctx: Context, arguments: argparse.Namespace) -> str:
    staff_admin.unlock(ctx, arguments.login)
    return f"已恢复账号 {arguments.login}。"


def _reset(ctx: Context, arguments: argparse.Namespace) -> str:
    password = staff_admin.reset(ctx, arguments.login, second_factor_too=arguments.second_factor)
    return f"账号 {arguments.login} 的一次性密码（登录时须更改）：\n{password}"


def _roles(ctx: Context, arguments: argparse.Namespace) -> str:
    staff_admin.change_role(ctx, _user(arguments))
    return f"账号 {arguments.login} 现在的身份：{arguments.role}。"
