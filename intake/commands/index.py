"""index rebuild | verify: the search indexes made anew, or held against the record and the database.

A rebuild also sends waiting cases to the leads that were published meanwhile.
"""

from __future__ import annotations

import argparse
from contextlib import closing
from threading import Event

import structlog

from intake.services.casework import lead
from intake.services.context import Context, open_context
from intake.services.monitoring import heartbeat
from intake.services.publication import marks
from intake.services.search import case_index, index
from intake.services.search.keeping import Keeper
from intake.settings import Settings
from registry import progress
from search import IndexBroken

log = structlog.get_logger()

_PAUSE = 1.0  # seconds between looks at the queue and the record: a new case is found within two
_SHOWN = 10  # case numbers of each kind that a report names


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("index", help="重建或核对搜索索引")
    parser.add_argument("action", choices=["rebuild", "verify"])
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Rebuild, or verify: 1 when an index does not say what it should."""
    with closing(open_context(settings)) as ctx:
        return _rebuild(ctx) if arguments.action == "rebuild" else _verify(ctx)


def index_until(stopped: Event, ctx: Context) -> None:
    """Keep both indexes up until told to stop; what fails is tried again."""
    keeper = Keeper()
    while not stopped.is_set():
        try:
            keeper.look(ctx.renewed())
            taken = case_index.catch_up(ctx)
            heartbeat.beat(ctx, "index")
        except Exception:  # the database or the index may be away for a while; the queue waits
            log.exception("indexes not kept up")
            taken = 0
        if not taken:
            stopped.wait(_PAUSE)


def _rebuild(ctx: Context) -> int:
    go_on = "原来的索引不变，照常可搜。再运行一次 index rebuild。"
    with progress.work("索引公开内容", go_on) as shown:
        count = index.rebuild(ctx, shown.count)
    marks.announce(ctx)  # running processes take up what was changed by hand
    with progress.work("索引投诉", go_on) as shown:
        cases = case_index.rebuild(ctx, shown.count)
    moved = lead.settle(ctx)
    print(
        f"索引已重建：公开内容 {count} 篇，投诉 {cases} 件。按新公布的牵头部门转办了 {moved} 件等待的投诉。"
    )
    return 0


def _verify(ctx: Context) -> int:
    behind = index.is_stale(ctx)
    print(
        "公开内容的索引：" + ("需要重建（python -m intake index rebuild）" if behind else "与公布的内容一致")
    )
    try:
        with progress.work("核对投诉的索引", "什么都没有改。"):
            found = case_index.compare(ctx)
    except IndexBroken:
        print("投诉的索引：没有或读不了；服务运行时会自动重建，也可以运行 index rebuild")
        return 1
    lag = case_index.lag(ctx).total_seconds()
    print(f"投诉的索引：{'与数据库一致' if found.sound else '与数据库不一致'}；最早的待更新已等 {lag:.0f} 秒")
    for words, numbers in (("缺少", found.missing), ("多出", found.superfluous), ("过时", found.outdated)):
        if numbers:
            print(f"  {words} {len(numbers)} 件：{'、'.join(numbers[:_SHOWN])}")
    return 0 if found.sound and not behind else 1
