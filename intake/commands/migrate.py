"""migrate [--to REVISION]: bring the database to the schema of this version, or back to an older one's."""

from __future__ import annotations

import argparse

from intake.services import schema, setup
from intake.settings import Settings
from registry import progress

_GO_ON = "数据库还是原来的结构，没有改一半。再运行一次同一条命令。"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("migrate", help="升级数据库结构（--to 退回旧版本的结构）")
    parser.add_argument("--to", metavar="结构", help="退回到这个结构（先备份、先停服务；之后的新数据会丢）")
    parser.add_argument("--show", action="store_true", help="只说现在是哪个结构")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Run the missing migrations, undo some, or print where the database stands."""
    if arguments.show:
        print(schema.revision(settings))
    elif arguments.to:
        with progress.work("退回数据库结构", _GO_ON):
            schema.go_to(settings, arguments.to)
        print(f"数据库已退回结构 {arguments.to}。现在换成旧版本的程序再启动。")
    else:
        with progress.work("升级数据库结构", _GO_ON):
            setup.migrate(settings)
        print("数据库已是最新结构。")
    return 0
