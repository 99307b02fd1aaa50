"""Where a publisher may be killed: numbered points, each between two things that last."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from intake.services.casework import lead
from intake.services.context import Context
from intake.services.lists import placing, published, steps
from intake.services.publication import due, following, site
from intake.services.search import index

_NEW_PAGES = "lists/410000/*/2026-11-23/index.html"


def killed_publishing(ctx: Context, set_trap: Callable[[Path], None]) -> bool:
    """Publish in a process of its own that is killed, like everything it started, when the trap goes off.

    Returns whether it went off.
    """
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        ctx.database.engine.dispose(close=False)  # the connections are the parent's
        try:
            set_trap(ctx.settings.output_dir)
            due.publish(ctx)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def die(*_: Any, **__: Any) -> None:
    """As in a power cut: nobody cleans up."""
    os.killpg(0, signal.SIGKILL)


def _before(module: Any, name: str) -> Callable[[Path], None]:
    return lambda _output: setattr(module, name, die)


def _after(module: Any, name: str) -> Callable[[Path], None]:
    def trap(_output: Path) -> None:
        whole = getattr(module, name)

        def dies_afterwards(*arguments: Any, **named: Any) -> None:
            whole(*arguments, **named)
            die()

        setattr(module, name, dies_afterwards)

    return trap


def _while_building(output: Path) -> None:
    """The site is half written: one page of the new release stands."""
    known = set(output.rglob("index.html"))

    def watch() -> None:
        while not any(path not in known for path in output.glob(_NEW_PAGES)):
            time.sleep(0.001)
        die()

    threading.Thread(target=watch, daemon=True).start()


# In the order in which they are passed.
POINTS: dict[str, Callable[[Path], None]] = {
    "asked for": _before(steps, "_faults"),
    "checked": _after(steps, "_faults"),
    "check noted": _before(placing, "place"),
    "file written aside": _before(Path, "replace"),
    "file renamed": _after(placing, "put"),
    "all files placed": _after(placing, "place"),
    "placing noted": _before(steps, "commit"),
    "committed": _after(steps, "commit"),
    "commit noted": _before(site, "build"),
    "site half built": _while_building,
    "site built": _after(site, "build"),
    "build noted": _before(following, "renew"),
    "record taken up": _after(following, "renew"),
    "index swapped": _after(index, "rebuild"),
    "others told": _before(lead, "settle"),
    "cases settled": _after(lead, "settle"),
    "indexing noted": _before(steps, "finish"),
    "about to say so": _before(published, "mark_published"),
    "said, not committed": _after(published, "mark_published"),
    "finished": _after(steps, "finish"),
}
