"""restore: put a backup back on an empty machine, after it was checked whole."""

from __future__ import annotations

import argparse
from pathlib import Path

from intake.services.backup import restoring
from intake.settings import Settings
from registry import progress

_GO_ON = "备份没有动。恢复完以前服务不能启动；原样再运行一次同一条命令，会接着做完。"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("restore", help="把备份恢复到空的机器上（先核对，有错就什么都不动）")
    parser.add_argument("folder", type=Path, help="一份备份的目录（mingdan-…）")
    parser.add_argument("--keys", type=Path, help="同一时间密钥备份的目录（mingdan-keys-…）")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Restore, and say what comes next."""
    with progress.work("恢复", _GO_ON) as shown:
        done = restoring.restore(settings, arguments.folder, arguments.keys, shown.stage)
    print(f"已恢复 {done.created} 的备份，{done.files} 个文件，逐个核对过。")
    if done.gone:
        print(f"备份时已经删除的文件 {len(done.gone)} 个（草稿里的），备份里没有。")
    if done.older:
        print("数据库是旧版本的结构：先运行 python -m intake migrate。")
    print("接着：python -m intake build，index rebuild，audit verify，doctor，然后启动。")
    return 0
