"""annual: who has sent and published the special report of a year, and what one unit owes."""

from __future__ import annotations

import argparse
from contextlib import closing

from intake.annual.states import state_words
from intake.services.annual import board
from intake.services.annual.board import Row
from intake.services.context import Context, open_context
from intake.settings import Settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("annual", help="专题报告：谁报了、谁没报、该报什么")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    shown = actions.add_parser("board", help="一个地区某年度的报送情况")
    shown.add_argument("--region", default="", help="向哪里报（地区代码），默认全省")
    shown.add_argument("--year", type=int, help="年度，默认上一年")
    shown.set_defaults(work=work, one="")
    one = actions.add_parser("show", help="一个单位该报什么，例如 410000-water-2025")
    one.add_argument("one", metavar="NUMBER")
    one.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print what was asked for; 1 when there is nothing of that kind."""
    with closing(open_context(settings)) as ctx:
        if arguments.one:
            return _show(ctx, arguments.one)
        year = arguments.year or ctx.today().year - 1
        found = board.of_region(ctx, arguments.region or ctx.registry.site.region, year)
    for row in found.rows:
        print(_line(row))
    print(f"{year}年度：应报 {len(found.rows)} 家，迟报或没有报送 {len(found.late)} 家。")
    if found.calendar_ended:
        print(found.calendar_ended)
    return 0


def _show(ctx: Context, number: str) -> int:
    row = board.of_unit(ctx, number)
    if row is None:
        print("没有这份年度报告。编号像 410000-water-2025：地区、部门（或 government）、年度。")
        return 1
    print(_line(row))
    print("报送：", "、".join(row.owed.recipients))
    print("抄送：", "、".join(row.owed.copies))
    return 0


def _line(row: Row) -> str:
    state = state_words(row.state) if row.state else "还没动笔"
    late = f"，迟 {row.late} 天" if row.late else ""
    sent = f"{row.sent_on} 报送" if row.sent_on else f"应在 {row.owed.due} 前报送"
    return f"{row.number}  {row.owed.name}：{state}，{sent}{late}，签收 {row.receipts}/{row.recipients}"
