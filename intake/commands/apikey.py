"""apikey add NAME: a hotline of the whole site with one key that files; the rest is in `partner`."""

from __future__ import annotations

import argparse
from contextlib import closing

from intake.services.context import open_context
from intake.services.partners import managing
from intake.settings import Settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("apikey", help="为转来投诉的热线新增接口密钥（其余见 partner）")
    parser.add_argument("action", choices=["add"])
    parser.add_argument("name", help="系统名称")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Add the key. It is stored only as a hash: this is the one time it is shown."""
    with closing(open_context(settings)) as ctx:
        key = managing.add_apikey(ctx, arguments.name)
    print(f"已建密钥（{arguments.name}），只显示这一次：\n{key}")
    return 0
