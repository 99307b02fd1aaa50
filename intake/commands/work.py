"""work: send notices, sweep, publish results until told to stop. `run` does so too; several do no harm."""

from __future__ import annotations

import argparse
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from threading import Event, Thread

import structlog

from intake.commands.carry import carry_until
from intake.commands.index import index_until
from intake.commands.publish import follow_until, publish_until
from intake.commands.sweep import sweep_until
from intake.services import schema
from intake.services.context import Context, open_context
from intake.services.monitoring import heartbeat, hosts
from intake.services.notices import deliver, notify
from intake.services.partners import hooks, importing
from intake.services.publication import due
from intake.settings import Settings

log = structlog.get_logger()

Job = Callable[[Event, Context], None]

_NICE = 5  # its work can wait a moment, people who file or look cannot
_PAUSE = 3.0  # seconds between looks at an outbox that was empty
_PATIENCE = 10.0  # seconds that the server waits, when it stops, for the notice at hand


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("work", help="发送通知、检查期限、公布结果（run 已包含；也可单独运行）")
    parser.set_defaults(work=work)


def work(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Send until SIGTERM or Ctrl-C, which let the notice at hand be finished."""
    stopped = Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda _signal, _frame: stopped.set())
    schema.check_is_current(settings)
    os.nice(_NICE)
    with closing(open_context(settings)) as ctx:
        hosts.refuse_several(ctx)
        announce(settings)
        resume(ctx)
        print("working", flush=True)
        with _threads(stopped, ctx, _jobs()):
            stopped.wait()
    return 0


@contextmanager
def in_background(ctx: Context) -> Iterator[None]:
    """Send notices, sweep and publish results in threads while the block runs."""
    announce(ctx.settings)
    with _threads(Event(), ctx, _jobs()):
        yield


@contextmanager
def following(ctx: Context) -> Iterator[None]:
    """Only take up what others publish: for a process that leaves all work to `work`."""
    with _threads(Event(), ctx, (follow_until,)):
        yield


def _jobs() -> tuple[Job, ...]:
    return (
        carry_until,
        _send_until,
        _tell_partners_until,
        _import_until,
        index_until,
        sweep_until,
        publish_until,
        follow_until,
    )


@contextmanager
def _threads(stopped: Event, ctx: Context, jobs: Iterable[Job]) -> Iterator[None]:
    """One thread a job; when the block is left they are told to stop and may finish what is at hand."""
    threads = [Thread(target=job, args=(stopped, ctx), name=job.__name__, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopped.set()
        for thread in threads:
            thread.join(_PATIENCE)


def announce(settings: Settings) -> None:
    """Say loudly when citizens will not be told of anything."""
    if not notify.channels_offered(settings):
        print("通知没有开启（SMTP_URL、SMS_WEBHOOK_URL 都没有设置）：投诉人只能凭查询码查进度。", flush=True)


def resume(ctx: Context) -> None:
    """Finish publications of lists that a crash interrupted; what cannot be done now is tried again later."""
    try:
        if finished := due.resume(ctx):
            print(f"上次中断的公布已经完成：{finished} 份清单。", flush=True)
    except Exception:  # the service does not wait for it
        log.exception("interrupted publication not finished")


def _send_until(stopped: Event, ctx: Context) -> None:
    post = deliver.open_post(ctx.settings.notices)
    while not stopped.is_set():
        try:
            deliver.drain(ctx.renewed(), post, stopped.is_set)
            heartbeat.beat(ctx, "send")
        except Exception:  # the database may be away for a while; the outbox waits
            log.exception("outbox not drained")
        stopped.wait(_PAUSE)


def _tell_partners_until(stopped: Event, ctx: Context) -> None:
    while not stopped.is_set():
        try:
            hooks.drain(ctx.renewed(), stopped.is_set)
        except Exception:  # as above
            log.exception("events not sent")
        stopped.wait(_PAUSE)


def _import_until(stopped: Event, ctx: Context) -> None:
    while not stopped.is_set():
        try:
            importing.work_off(ctx.renewed(), stopped.is_set)
        except Exception:  # as above
            log.exception("table of a hotline not imported")
        stopped.wait(_PAUSE)
