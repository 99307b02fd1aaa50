"""index rebuild: take up what is published now: the search index anew, waiting cases to their new leads."""

from __future__ import annotations

import argparse
from contextlib import closing

from intake.commands import progress
from intake.services.casework import lead
from intake.services.context import open_context
from intake.services.search import index
from intake.settings import Settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("index", help="重建搜索索引")
    parser.add_argument("action", choices=["rebuild"])
    parser.set_defaults(work=work)


def work(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Rebuild and say how many documents there are."""
    with closing(open_context(settings)) as ctx:
        count = index.rebuild(ctx, progress.shown)
        moved = lead.settle(ctx)
    print(f"索引已重建：{count} 篇。按新公布的牵头部门转办了 {moved} 件等待的投诉。")
    return 0
