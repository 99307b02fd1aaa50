"""tidy: delete expired drafts and what crashes left behind. Safe beside running servers; run it daily."""

from __future__ import annotations

import argparse
from contextlib import closing

from intake.services.context import open_context
from intake.services.filing.tidy import tidy
from intake.settings import Settings
from registry import progress


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("tidy", help="清除过期草稿和残留文件")
    parser.set_defaults(work=work)


def work(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Tidy once."""
    go_on = "清掉的就是该清的。再运行一次 tidy，接着清。"
    with closing(open_context(settings)) as ctx, progress.work("清理", go_on):
        gone = tidy(ctx)
    print(f"已清除：过期草稿的文件 {gone.expired} 个，残留文件 {gone.orphaned} 个。")
    return 0
