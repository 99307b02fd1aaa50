"""backup: save everything while the service runs; keys into a place of their own."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from intake.services.backup import taking
from intake.services.backup.taking import Taken
from intake.services.context import open_context
from intake.settings import Settings
from registry import progress

_GO_ON = "以前的备份都还在，没做完的不算备份。再运行一次 backup。"


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("backup", help="备份数据库、材料、公布的内容（服务可以一直运行）")
    parser.add_argument("folder", nargs="?", type=Path, help="放在哪个目录下（默认 BACKUP_DIR）")
    parser.add_argument("--keys", type=Path, help="密钥另放在哪个目录下（默认 BACKUP_KEYS_DIR）")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Take one; 1 when there is nowhere to put it, or when files were found to be lost."""
    folder = arguments.folder or settings.operations.backup_dir
    keys = arguments.keys or settings.operations.backup_keys_dir
    if folder is None:
        print("备份放在哪里？设置 BACKUP_DIR，或者 python -m intake backup /目录")
        return 1
    with closing(open_context(settings)) as ctx, progress.work("备份", _GO_ON) as shown:
        taken = taking.take(ctx, folder, keys, settings.operations.backup_keep, shown.stage)
    _say(taken)
    return 1 if taken.lost else 0


def _say(taken: Taken) -> None:
    print(f"已备份并核对：{taken.folder}（{taken.files} 个文件；清除旧备份 {taken.dropped} 份）。")
    if taken.keys:
        print(f"密钥：{taken.keys}。和上面的备份分开保管，不要放进同一块盘、同一个压缩包。")
    else:
        print("注意：密钥没有备份（没有设置 BACKUP_KEYS_DIR）。丢了密钥，身份信息和查询码再也打不开。")
    if taken.lost:
        print(
            f"故障：数据库提到的 {len(taken.lost)} 个材料文件不见了，备份里没有：{'、'.join(taken.lost[:10])}"
        )
