"""build: make the public site anew into OUTPUT_DIR, packed for the server in front."""

from __future__ import annotations

import argparse
from contextlib import closing

from intake.services.context import open_context
from intake.services.publication import site
from intake.settings import Settings
from registry import progress

_GO_ON = "已经写好的页面是完整的，别的还是原来的。再运行一次 build，只做剩下的。"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("build", help="生成公开网站（不必有 make）")
    parser.set_defaults(work=work)


def work(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Build; 1 when it could not be, and the old site stands."""
    with closing(open_context(settings)) as ctx, site.alone(ctx):
        try:
            with progress.work("生成网站", _GO_ON) as shown:
                site.build(ctx, shown.heard)
        except site.BuildFailed as failed:
            print(f"网站没有生成，原来的网站不变：\n{failed}")
            return 1
    print("网站已生成。")
    return 0
