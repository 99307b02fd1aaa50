"""Tries changes inside one pytest process: all is imported and collected once, then a child for each change.

Named to pytest with `-p benchmarks.mutation.trying`. The file named by `MUTATION_PLAN` (JSON) says what to
try; what became of each is written to the file descriptor `MUTATION_SAYS`, a line of JSON each.

First a child runs all tests unchanged and writes down which functions each test and each fixture shared
between tests reaches, and how long each test takes. Changes of functions that no shared fixture reaches are
tried in children of that child, which has the shared fixtures made; the others in children of the first
process, which has made nothing yet. Of the tests that reach a function the fastest come first, as many as fit
into `seconds`, until one fails. What no test reaches, or none of them notices, is unnoticed.
"""

from __future__ import annotations

import functools
import gc
import json
import os
import signal
import time
import traceback
from collections import defaultdict
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from _pytest.runner import runtestprotocol
from cluster import Cluster
from sqlalchemy import Engine

from benchmarks.mutation import switch

HUNG = (
    20  # a test may take this many seconds of the processor, and ten times its own time, more than unchanged
)
STILL = 180  # and this many by the clock


@dataclass
class Reached:
    """What tests and shared fixtures reach, by function; how long tests take, in seconds."""

    tests: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    shared: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[int, float] = field(default_factory=dict)


class Trying:
    """The plugin."""

    def __init__(self) -> None:
        self.plan: dict[str, Any] = json.loads(Path(os.environ["MUTATION_PLAN"]).read_text("utf-8"))
        self.says = int(os.environ["MUTATION_SAYS"])
        self.made: defaultdict[int, set[str]] = defaultdict(set)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, Any, Any]:
        """Keep apart what shared fixtures reach."""
        if fixturedef.scope == "function":
            return (yield)
        outside = set(switch.REACHED)
        switch.REACHED.clear()
        try:
            return (yield)
        finally:
            self.made[id(fixturedef)] |= switch.reached()
            switch.REACHED.update(outside)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests once."""
        self.session = session
        session.config._tmp_path_factory.getbasetemp()  # or each child would empty it
        cluster = self._cluster(session) if self.plan["cold"] else None
        reading, writing = os.pipe()
        if not os.fork():
            _or_die(self._with_all_made, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            told = json.loads(pipe.read())
        reached = Reached(*({name: set(tests) for name, tests in each.items()} for each in told[:2]))
        reached.seconds = {int(test): seconds for test, seconds in told[2].items()}
        os.wait()
        self._try_all(reached, [each for each in self.plan["changes"] if self._is_cold(each, reached)])
        if cluster:
            cluster.stop()
        return True

    def _cluster(self, session: pytest.Session) -> Cluster | None:
        """One PostgreSQL server for all children, in place of the fixture's; None when none is needed."""
        if not any("postgresql" in each.name for each in session.items):
            return None
        made = Cluster()
        for each in session._fixturemanager.getfixturedefs("cluster", session.items[0]) or ():
            each.cached_result = (made, None, None)
        return made

    def _is_cold(self, change: str, reached: Reached) -> bool:
        return self.plan["cold"] or _function(change) in reached.shared

    def _with_all_made(self, writing: int) -> None:
        reached = self._run_unchanged()
        parts = [
            {name: sorted(each) for name, each in tests.items()} for tests in (reached.tests, reached.shared)
        ]
        here = [each for each in self.plan["changes"] if not self._is_cold(each, reached)]
        self._try_all(reached, here)
        with os.fdopen(writing, "w") as pipe:
            json.dump([*parts, reached.seconds], pipe)

    def _run_unchanged(self) -> Reached:
        """Which tests reach what, but for those that fail unchanged."""
        reached, items = Reached(), self.session.items
        for number, item in enumerate(items):
            switch.REACHED.clear()
            begun = time.monotonic()
            # the first item comes after the last: so the fixtures of the session are kept
            if self._fails(item, items[(number + 1) % len(items)]):
                self._say({"left_out": item.nodeid})
                continue
            reached.seconds[number] = time.monotonic() - begun
            for name in switch.reached():
                reached.tests[name].add(number)
            self._say({"test": number + 1, "tests": len(items)})
        for number in reached.seconds:
            fixtures = items[number]._fixtureinfo.name2fixturedefs.values()
            for name in (name for named in fixtures for each in named for name in self.made[id(each)]):
                reached.shared[name].add(number)
        return reached

    def _fails(self, item: pytest.Item, following: pytest.Item | None) -> bool:
        return any(each.failed for each in runtestprotocol(item, log=False, nextitem=following))

    def _try_all(self, reached: Reached, changes: list[str]) -> None:
        """Try the changes. Raises RuntimeError when tests notice one that changes nothing."""
        if changes and self.plan["proof"]:
            self._prove(reached)
        for each in changes:
            function = _function(each)
            numbers = reached.tests.get(function, set()) | reached.shared.get(function, set())
            tests = _fitting(numbers, reached.seconds, self.plan["seconds"])
            said = self._try(each, tests, reached.seconds) if tests else "unreached"
            self._say({"change": each, "said": said, "tests": len(tests), "of": len(numbers)})

    def _prove(self, reached: Reached) -> None:
        fastest = _fitting(reached.seconds, reached.seconds, 6 * self.plan["seconds"])
        if (said := self._try("no.such__mutmut_1", fastest, reached.seconds)) != "unnoticed":
            raise RuntimeError(f"nothing was changed, and it was {said}")

    def _try(self, change: str, tests: list[int], seconds: dict[int, float]) -> str:
        if not (child := os.fork()):
            _or_die(self._run_changed, change, tests, seconds)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return {0: "unnoticed", 1: "noticed", -signal.SIGALRM: "hung", -signal.SIGPROF: "hung"}.get(
            status, "crashed"
        )

    def _run_changed(self, change: str, tests: list[int], seconds: dict[int, float]) -> None:
        _forget()
        switch.turn_on(change)
        items = [self.session.items[number] for number in tests]
        for number, item, following in zip(tests, items, [*items[1:], None], strict=True):
            signal.setitimer(signal.ITIMER_PROF, HUNG + 10 * seconds[number])
            signal.alarm(STILL)
            if self._fails(item, following):
                os._exit(1)

    def _say(self, what: dict[str, Any]) -> None:
        os.write(self.says, json.dumps(what).encode() + b"\n")


def _function(change: str) -> str:
    return change.partition("__mutmut_")[0] + "__mutmut_orig"


def _fitting(numbers: Iterable[int], seconds: dict[int, float], limit: float) -> list[int]:
    """As many of the tests, fastest first, as fit; at least one."""
    chosen: list[int] = []
    for number in sorted(numbers, key=lambda each: (seconds[each], each)):
        limit -= seconds[number]
        if chosen and limit < 0:
            break
        chosen.append(number)
    return chosen


def _forget() -> None:
    """Leave behind what belongs to the parent: what functions remembered, connections to databases."""
    for each in gc.get_objects():
        if isinstance(each, Engine):
            each.dispose(close=False)  # its connections are the parent's
        elif isinstance(each, functools._lru_cache_wrapper) and each.__module__.startswith(
            ("intake.", "registry.", "search.")
        ):
            each.cache_clear()


def _or_die(run: Any, *arguments: Any) -> None:
    """A child never comes back into pytest's own loop."""
    try:
        run(*arguments)
        os._exit(0)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
        os._exit(3)


def pytest_configure(config: pytest.Config) -> None:
    """Examples that fail are not made smaller: the first failure is enough."""
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile(
        "mutation",
        hypothesis.settings.get_profile("ci"),
        phases=phases,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("mutation")
    config.pluginmanager.register(Trying(), "trying")
