"""audit verify | export: check that the record is whole; hand it to an auditor as JSON lines."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from datetime import date, datetime, time, timedelta

from intake.services.context import LOCAL_TIME, Context, open_context
from intake.services.records import audit
from intake.settings import Settings
from registry import progress


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("audit", help="核对操作记录、导出给审计人员")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("verify", help="逐行核对操作记录").set_defaults(work=work, action=_verify)
    export = actions.add_parser("export", help="导出操作记录（每行一个 JSON，不含身份信息）")
    export.add_argument(
        "--from", dest="first", type=date.fromisoformat, required=True, help="首日，如 2026-11-01"
    )
    export.add_argument("--to", dest="last", type=date.fromisoformat, required=True, help="末日（含）")
    export.set_defaults(work=work, action=_export)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Verify or export; 1 when the record is broken."""
    with closing(open_context(settings)) as ctx:
        return int(arguments.action(ctx, arguments))


def _verify(ctx: Context, _arguments: argparse.Namespace) -> int:
    with progress.work("核对操作记录", "什么都没有改。再运行一次 audit verify。") as shown:
        verdict = audit.verify(ctx, shown.part)
    if verdict.fault is None:
        print(f"操作记录完整：{verdict.lines} 行。")
        return 0
    where = f"第 {verdict.fault.line} 行" if verdict.fault.line else "操作记录"
    print(f"操作记录有问题。{where}：{verdict.fault.message}（之前 {verdict.lines} 行完好）", file=sys.stderr)
    return 1


def _export(ctx: Context, arguments: argparse.Namespace) -> int:
    lines = audit.export(ctx, _start(arguments.first), _start(arguments.last + timedelta(days=1)))
    with progress.work("导出操作记录", "写出的不完整，请丢掉。再运行一次 audit export。") as shown:
        for number, line in enumerate(lines, start=1):
            print(json.dumps(line, ensure_ascii=False, sort_keys=True))
            shown.count(number)
    return 0


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL_TIME)
