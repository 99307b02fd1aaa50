"""share-list MONTH --as LOGIN --to FILE: the monthly list for the procuratorate, recorded as disclosed."""

from __future__ import annotations

import argparse
import shutil
from contextlib import closing
from pathlib import Path

from intake.services.context import open_context
from intake.services.office import share_list
from intake.services.office.share_list import ShareForm
from intake.services.staff import accounts
from intake.settings import Settings
from registry import progress


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("share-list", help="给检察机关的月度清单（不含身份），记入操作记录")
    parser.add_argument("month", help="月份，例如 2026-10")
    parser.add_argument("--as", dest="login", required=True, help="以哪位协调办公室工作人员的名义（登录名）")
    parser.add_argument("--to", type=Path, required=True, help="写到哪个文件：.xlsx、.csv 或 .json")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Write the file."""
    suffix = arguments.to.suffix.removeprefix(".")
    if suffix not in set(ShareForm):
        print("文件名应以 .xlsx、.csv 或 .json 结尾。")
        return 1
    go_on = "写出的文件不完整，请丢掉。再运行一次 share-list。"
    with closing(open_context(settings)) as ctx, progress.work("写月度清单", go_on):
        staff = accounts.staff_of_login(ctx, arguments.login)
        made = share_list.export(ctx, staff, arguments.month, ShareForm(suffix))
        with made as file, arguments.to.open("wb") as target:
            shutil.copyfileobj(file, target)
    print(f"已写入 {arguments.to.name}，并记入操作记录。")
    return 0
