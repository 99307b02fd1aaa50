"""user add: make a staff account and print its one-time password."""

from __future__ import annotations

import argparse
from contextlib import closing

from intake.cases.model import Role
from intake.services import accounts
from intake.services.accounts import NewUser
from intake.services.context import open_context
from intake.settings import Settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("user", help="新增工作人员账号")
    parser.add_argument("action", choices=["add"])
    parser.add_argument("login", help="登录名：小写字母、数字、点、横线")
    parser.add_argument("--name", default="", help="姓名；不写就用登录名")
    parser.add_argument("--role", type=Role, choices=list(Role), default=Role.CLERK)
    parser.add_argument("--region", required=True, help="行政区划代码，例如 410105")
    parser.add_argument("--department", help="部门代号，例如 ecology（办理人员必填）")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Add the account. The password comes last, alone on its line."""
    user = NewUser(arguments.login, arguments.name, arguments.role, arguments.region, arguments.department)
    with closing(open_context(settings)) as ctx:
        password = accounts.add_user(ctx, user)
    print(f"已建账号 {user.login}。一次性密码（首次登录时须更改）：\n{password}")
    return 0
