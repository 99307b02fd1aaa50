"""retention run [--dry-run]: erase personal data past its time. Run it daily."""

from __future__ import annotations

import argparse
from contextlib import closing

from intake.services.context import open_context
from intake.services.records import retention
from intake.settings import Settings
from registry import progress


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("retention", help="按保存期限清除个人信息")
    parser.add_argument("action", choices=["run"])
    parser.add_argument("--dry-run", action="store_true", help="只说会清除多少，不清除")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Say the rules, then apply them."""
    for rule in retention.rules(settings):
        print(f"{rule.what}：{rule.kept}（{rule.basis}）")
    go_on = "已经清除的不再恢复，别的还在。再运行一次 retention run，会接着清除。"
    with closing(open_context(settings)) as ctx, progress.work("清除个人信息", go_on) as shown:
        done = retention.run(ctx, shown.part, dry=arguments.dry_run)
    said = "将清除" if arguments.dry_run else "已清除"
    print(
        f"{said}联系方式 {done.contacts} 份；依法保全、暂不清除 {done.held} 份。备份里的副本随备份到期删除。"
    )
    return 0
