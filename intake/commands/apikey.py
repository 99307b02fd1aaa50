"""apikey add NAME: make a key for another system; the key is printed last."""

from __future__ import annotations

import argparse
from contextlib import closing

from intake.services.context import open_context
from intake.services.staff import accounts
from intake.settings import Settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("apikey", help="为其他系统新增接口密钥")
    parser.add_argument("action", choices=["add"])
    parser.add_argument("name", help="系统名称")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Add the key. It is stored only as a hash: this is the one time it is shown."""
    with closing(open_context(settings)) as ctx:
        key = accounts.add_apikey(ctx, arguments.name)
    print(f"已建密钥（{arguments.name}），只显示这一次：\n{key}")
    return 0
