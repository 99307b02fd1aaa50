"""verify-backup: hold a backup against its manifest, byte for byte."""

from __future__ import annotations

import argparse
from pathlib import Path

from intake.services.backup import checking
from intake.settings import Settings
from registry import progress


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("verify-backup", help="核对一份备份是否完整、没有损坏")
    parser.add_argument("folder", type=Path, help="一份备份的目录（mingdan-… 或 mingdan-keys-…）")
    parser.set_defaults(work=work)


def work(_settings: Settings, arguments: argparse.Namespace) -> int:
    """Name every fault; 1 when there is any."""
    with progress.work("核对备份", "什么都没有改。再运行一次 verify-backup。") as shown:
        found = checking.faults(arguments.folder, shown.stage)
    print(*(found or ["备份完整，可以恢复。"]), sep="\n")
    return 1 if found else 0
