"""Long work shows how far it is: a bar with rate and time left on a terminal, plain lines anywhere else.

One module for every command, the site's build and the benchmarks; all of it on standard error, so that what a
command says can be piped. Work that is over within two seconds says nothing. What was stopped (Ctrl-C) or
failed says how far it came and how to go on.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

T = TypeVar("T")

STOPPED: Final = 130  # the exit status of what Ctrl-C ended
_SOON = 2.0  # seconds before the first sign
_EVERY = 5.0  # seconds between plain lines
_FRAME = 0.2  # seconds between two pictures of a bar
_BEAT = 0.5
_PARTS = re.compile(r"：(\d+)/(\d+)（")


class Stopped(KeyboardInterrupt):
    """Ctrl-C, after it was said how far the work came."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a piece of work is: `total` 0 when nobody knows how far it will go; `begun` monotonic seconds,
    `first` what was done already then."""

    what: str
    done: int
    total: int
    begun: float
    first: int = 0

    def words(self, now: float) -> str:
        """One line: how far, how fast, how long still."""
        if not self.done:
            return f"{self.what}：已用 {now - self.begun:.0f} 秒"
        rate, missing = self.rate(now), self.total - self.done
        left = f"，还要约 {missing / rate:.0f} 秒" if rate and missing > 0 else ""
        return f"{self.what}：{self.far}，每秒 {_told(rate)}{left}"

    @property
    def far(self) -> str:
        """How far, without the time."""
        if not self.total:
            return str(self.done)
        return f"{self.done}/{self.total}（{100 * self.done // self.total}%）"

    def rate(self, now: float) -> float:
        """How many a second."""
        return (self.done - self.first) / max(now - self.begun, 0.001)


@dataclass
class Work:
    """What is told of one piece of work, by whoever does it; from any thread, as often as it likes. `every`:
    seconds between plain lines, the first at once, for whoever reads them and waits himself."""

    name: str
    every: float | None = None
    state: State = field(init=False)
    _started: float = field(default_factory=time.monotonic)
    _said: float = 0.0
    _bar: _Bar | None = None
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.state = State(self.name, 0, 0, self._started)

    def part(self, done: int, total: int) -> None:
        """How much of a known whole is done."""
        self.stage(self.name, done, total)

    def count(self, done: int) -> None:
        """How much is done of nobody knows how much."""
        self.stage(self.name, done, 0)

    def stage(self, what: str, done: int, total: int) -> None:
        """How far one of several stages is."""
        if what != self.state.what or done < self.state.done:
            self.state = State(what, done, total, time.monotonic(), done)
        elif not self.state.done and done:  # what was there before it began is no work of now
            self.state = State(what, done, total, self.state.begun)
        else:
            self.state = replace(self.state, done=done, total=total)
        self.show()

    def over(self, items: Iterable[T], total: int) -> Iterator[T]:
        """The items, each counted when the next is asked for."""
        for number, item in enumerate(items, start=1):
            yield item
            self.part(number, total)

    def heard(self, line: str) -> None:
        """Take over what a child's plain line says."""
        if found := _PARTS.search(line):
            self.part(int(found[1]), int(found[2]))

    def show(self) -> None:
        """Show it, if it is time to."""
        now = time.monotonic()
        with self._lock:
            if now - self._started < self._soon or now - self._said < self._pause:
                return
            self._said = now
            if sys.stderr.isatty():
                self._bar = self._bar or _Bar()
                self._bar.draw(self.state, now)
            else:
                _say(self.state.words(now))

    @property
    def _soon(self) -> float:
        return _SOON if self.every is None else 0.0

    @property
    def _pause(self) -> float:
        if sys.stderr.isatty():
            return _FRAME
        return _EVERY if self.every is None else self.every

    def close(self) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.close()
            self._bar = None

    def ended(self, how: str, go_on: str) -> str:
        """What is said of work that came to no end."""
        far = f"做到 {self.state.far}" if self.state.done else "还没有做成什么"
        stage = f"“{self.state.what}”" if self.state.what != self.name else ""
        return f"{how}：{self.name}{stage}{far}，用了 {time.monotonic() - self._started:.0f} 秒。{go_on}"

    @property
    def is_worth_words(self) -> bool:
        """Whether something was done, or waited for, when it ended."""
        return self.state.done > 0 or time.monotonic() - self._started > _SOON


class _Bar:
    """The bar, by rich; drawn only when told to, as the site's build forks and threads do not."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        console = Console(stderr=True)
        to_terminal = sys.stdout.isatty()  # what is piped must never be drawn with the bar
        self._progress: Progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[far]}"),
            TimeElapsedColumn(),
            TextColumn("还要"),
            TimeRemainingColumn(elapsed_when_finished=False),
            console=console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=to_terminal,
        )
        self._what, self._task = "", self._add("", State("", 0, 0, 0.0))
        self._progress.start()

    def _add(self, words: str, state: State) -> TaskID:
        return self._progress.add_task(words, total=state.total or None, far="")

    def draw(self, state: State, now: float) -> None:
        """Draw it as it is now."""
        if state.what != self._what:
            self._progress.remove_task(self._task)
            self._what, self._task = state.what, self._add(state.what, state)
        far = f"{state.far}，每秒 {_told(state.rate(now))}" if state.done else ""
        self._progress.update(
            self._task, completed=state.done, total=state.total or None, far=far, refresh=True
        )

    def close(self) -> None:
        """Take it away."""
        self._progress.stop()


@contextmanager
def work(name: str, go_on: str = "", *, beats: bool = True, every: float | None = None) -> Iterator[Work]:
    """Show a piece of work while the block runs. `go_on`: how to go on after it was stopped or failed.
    `beats` False: only what is told is shown, by no thread of its own. `every`: see `Work`.

    Raises Stopped in place of KeyboardInterrupt; any other exception as it came.
    """
    shown, over = Work(name, every), Event()
    beating = Thread(target=_beat, args=(shown, over), name="progress", daemon=True) if beats else None
    try:
        if beating:
            beating.start()
        yield shown
    except KeyboardInterrupt:
        _end(shown, over, beating)
        _say(shown.ended("已停止", go_on))
        raise Stopped from None
    except Exception:
        _end(shown, over, beating)
        if shown.is_worth_words:
            _say(shown.ended("没有做完", go_on))
        raise
    finally:
        _end(shown, over, beating)


def _beat(shown: Work, over: Event) -> None:
    """Keep it moving while the work itself says nothing."""
    while not over.wait(_BEAT):
        shown.show()


def _end(shown: Work, over: Event, beating: Thread | None) -> None:
    over.set()
    if beating and beating.is_alive():
        beating.join()
    shown.close()


def _told(rate: float) -> str:
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
