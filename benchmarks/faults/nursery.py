"""Starts processes so quickly that a thousand can be killed: python -m benchmarks.faults.nursery

Libraries, content and router are loaded once; each line on standard input names a role, for which a child is
forked that runs the very command an operator would. Its process id is printed. What a child does not do again
is only that loading. The environment is the commands' own.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Callable

from intake.commands import index, run, work
from intake.services import context
from intake.services.context import open_context
from intake.services.publication import site
from intake.settings import Settings, from_environment

ORPHANED = 0.5  # seconds between looks whether the nursery still lives


def web(settings: Settings) -> None:
    """`python -m intake run --web-only`."""
    run.work(settings, argparse.Namespace(web_only=True))


def worker(settings: Settings) -> None:
    """`python -m intake work`."""
    work.work(settings, argparse.Namespace())


def indexer(settings: Settings) -> None:
    """`python -m intake index rebuild`, again and again."""
    while True:
        index.work(settings, argparse.Namespace(action="rebuild"))


def builder(settings: Settings) -> None:
    """What publishing does to show something new: the site, again and again."""
    ctx = open_context(settings)
    while True:
        with site.alone(ctx):
            site.build(ctx)


ROLES: dict[str, Callable[[Settings], None]] = {
    "web": web,
    "worker": worker,
    "indexer": indexer,
    "builder": builder,
}


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever the commands print goes to the log
    settings = from_environment(os.environ)
    registry = context._load(settings)
    router = context.router_for(settings, registry)
    vars(context).update(_load=lambda _settings: registry, router_for=lambda _settings, _registry: router)
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        print(_born(ROLES[line.strip()], settings), file=answers, flush=True)
        _bury()


def _born(role: Callable[[Settings], None], settings: Settings) -> int:
    nursery = os.getpid()
    child = os.fork()
    if child:
        return child
    try:
        os.setsid()  # killed with whatever it started
        threading.Thread(target=_die_with, args=(nursery,), daemon=True).start()
        role(settings)
    finally:
        os._exit(1)


def _die_with(nursery: int) -> None:
    while os.getppid() == nursery:
        time.sleep(ORPHANED)
    os._exit(1)


def _bury() -> None:
    """Take note of children that ended, or they would stay as zombies."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


if __name__ == "__main__":
    main()
