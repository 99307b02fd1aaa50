"""publish: make public what is due, then build site and index. `run` and `work` do so and follow others."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from contextlib import closing
from threading import Event

import structlog

from intake.services.annual.publishing import PapersRefused
from intake.services.context import Context, open_context
from intake.services.monitoring import heartbeat
from intake.services.publication import due, site
from intake.services.publication.following import Follower
from intake.settings import Settings
from registry import progress

log = structlog.get_logger()

_GO_ON = "做了一半的下次接着做，不会公布两次。再运行一次 publish，或者等 work 进程来做。"
_PAUSE = 3.0  # seconds between looks
_PATIENCE = 120.0  # after a failure, which is seldom gone in seconds


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("publish", help="公布审查通过的办理结果和已决定的清单，并重建网站和索引")
    parser.set_defaults(work=work)


def work(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Publish what is due and say how much it was."""
    with closing(open_context(settings)) as ctx:
        try:
            with progress.work("公布", _GO_ON):
                done = due.publish(ctx)
        except site.BuildFailed as failed:
            print(f"网站没有生成，原来的网站不变：\n{failed}")
            return 1
    print(f"已公布或撤回 {done.results} 件办理结果、{done.lists} 份清单、{done.papers} 份报告和计划。")
    return 0


class Resting:
    """Files of reports and plans with faults: each is left alone for a while, and nothing else is."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def lay_down(self, files: Iterable[str], now: float) -> None:
        """Leave them alone from now (seconds of any clock) on."""
        self._until.update(dict.fromkeys(files, now + _PATIENCE))

    def files(self, now: float) -> frozenset[str]:
        """What is still to be left alone."""
        return frozenset(file for file, until in self._until.items() if now < until)


def publish_until(stopped: Event, ctx: Context) -> None:
    """Publish whatever is due, until told to stop; nothing when RESULTS_BY_HAND is set."""
    pause, resting = 0.0 if not ctx.settings.results_by_hand else None, Resting()
    while pause is not None and not stopped.wait(pause):
        pause = _PAUSE
        try:
            due.publish(ctx, resting.files(time.monotonic()))
            heartbeat.beat(ctx, "publish")
        except PapersRefused as refused:  # all else was published, and waits for nobody's repair
            log.exception("report or plan not published")
            resting.lay_down(refused.files, time.monotonic())
        except Exception:  # whatever it was, the old site stands, and what is due stays due
            log.exception("not published")
            pause = _PATIENCE


def follow_until(stopped: Event, ctx: Context) -> None:
    """Take up what another process published, until told to stop."""
    follower = Follower()
    while not stopped.wait(_PAUSE):
        try:
            follower.look(ctx)
            heartbeat.beat(ctx, "follow")
        except Exception:  # faults in the content, most likely: this process goes on with what it has
            log.exception("published record not taken up")
