"""sweep: look once at every limit that is due, for cron. `run` and `work` do the same every few minutes."""

from __future__ import annotations

import argparse
from contextlib import closing
from threading import Event

import structlog

from intake.services.context import Context, open_context
from intake.services.monitoring import heartbeat
from intake.services.office.sweep import sweep
from intake.settings import Settings
from registry import progress

log = structlog.get_logger()

_PAUSE = 300.0  # seconds between sweeps


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("sweep", help="检查期限，提醒并逐级上报（run、work 已包含）")
    parser.set_defaults(work=work)


def work(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Sweep once and say what was done."""
    go_on = "查过的不会再提醒一次。再运行一次 sweep，接着查。"
    with closing(open_context(settings)) as ctx, progress.work("检查期限", go_on):
        done = sweep(ctx)
    print(f"提醒 {done.rungs} 次，上报提醒函 {done.letters} 份，搁置提醒 {done.idle} 件。")
    print(f"年度报告提醒 {done.annual} 家。")
    print(f"机构改革后转由新单位办理 {done.reorganised} 件。")
    return 0


def sweep_until(stopped: Event, ctx: Context) -> None:
    """Sweep every few minutes until told to stop, which ends a sweep after the clock at hand."""
    while not stopped.is_set():
        try:
            sweep(ctx.renewed(), stopped.is_set)
            heartbeat.beat(ctx, "sweep")
        except Exception:  # the database may be away for a while; the clocks wait
            log.exception("not swept")
        stopped.wait(_PAUSE)
