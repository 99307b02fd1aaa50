"""The walk of one complaint through the house, watched while it is walked in an installation of its own.

For each step: which use cases ran (services), which rules were asked (cases), which tables were written
and which events were recorded.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import structlog
from sqlalchemy import event

from docs.drawn import graph
from intake.cases.model import Closing, Verdict
from intake.services.casework import handle
from intake.services.casework.handle import Answer
from intake.services.citizens import track
from intake.services.context import Context, open_context
from intake.services.desk import inbox
from intake.services.filing import submit
from intake.services.notices import deliver
from intake.services.search import case_index
from intake.services.setup import migrate
from intake.settings import from_environment
from tests.samples import ROOT, Clock, People, complaint

_ROOMS = ("services", "cases")
_WRITES = ("INSERT INTO ", "UPDATE ", "DELETE FROM ")
_PASSED = {"intake.services.context"}


@dataclass
class Step:
    """One step as it was seen."""

    title: str
    modules: dict[str, list[str]] = field(default_factory=lambda: {room: [] for room in _ROOMS})
    tables: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)


def draw() -> str:
    """The steps from left to right. Walked in a process of its own: what others asked before is remembered
    in caches, and what is remembered asks no rule."""
    command = [sys.executable, "-W", "ignore", "-m", "docs.drawn.walk"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    return done.stdout


def _drawn() -> str:
    return graph.svg("A complaint's walk through the house", _lines(steps()), across=True)


def steps() -> list[Step]:
    """File, send and index, look, accept, answer, read the answer, close."""
    with TemporaryDirectory() as folder:
        settings = from_environment({"DATA_DIR": folder, "CONTENT_DIR": str(ROOT / "content")})
        migrate(settings)
        with closing(open_context(settings, now=Clock())) as ctx:
            return list(_walk(ctx))


def _walk(ctx: Context) -> Iterator[Step]:
    clerk = People(ctx).clerk()
    filed: list[Any] = []
    yield _seen(ctx, "1 A citizen files", lambda: filed.append(submit.submit(ctx, complaint(), "web")))
    number, code = filed[0].case_number, filed[0].code

    def act(what: Callable[..., object], *given: object) -> Callable[[], object]:
        version = inbox.case(ctx, clerk, number).version
        return lambda: what(ctx, clerk, number, version, *given)

    yield _seen(ctx, "2 The worker's round", lambda: _round(ctx))
    yield _seen(ctx, "3 A clerk opens it", lambda: inbox.case(ctx, clerk, number))
    yield _seen(ctx, "4 … accepts it", act(handle.accept))
    yield _seen(ctx, "5 … answers", act(handle.answer, Answer("已查处。", Verdict.TRUE)))
    yield _seen(ctx, "6 The citizen reads it", lambda: track.by_code(ctx, code))
    yield _seen(ctx, "7 The clerk closes it", act(handle.close, Closing.DONE))


def _round(ctx: Context) -> None:
    deliver.drain(ctx, deliver.open_post(ctx.settings.notices))
    case_index.catch_up(ctx)


def _seen(ctx: Context, title: str, act: Callable[[], object]) -> Step:
    step = Step(title)
    before = _recorded(ctx)

    def called(frame: FrameType, what: str, _argument: object) -> None:
        name = str(frame.f_globals.get("__name__", ""))
        if what == "call" and name.startswith("intake.") and name not in _PASSED:
            _add(step.modules.get(name.split(".")[1]), name)

    def executed(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        for verb in _WRITES:
            if statement.startswith(verb):
                _add(step.tables, statement.removeprefix(verb).split()[0].strip("("))

    event.listen(ctx.database.engine, "before_cursor_execute", executed)
    sys.setprofile(called)
    try:
        act()
    finally:
        sys.setprofile(None)
        event.remove(ctx.database.engine, "before_cursor_execute", executed)
    step.events = _recorded(ctx)[len(before) :]
    return step


def _add(names: list[str] | None, name: str) -> None:
    if names is not None and name not in names:
        names.append(name)


def _recorded(ctx: Context) -> list[str]:
    with ctx.database.reading() as connection:
        return list(connection.exec_driver_sql("SELECT event FROM events ORDER BY id").scalars())


def _lines(walked: list[Step]) -> Iterator[str]:
    """A column of boxes for each step: use cases, rules, tables, events."""
    yield 'node [shape=plain style="" margin=0]'
    for number, step in enumerate(walked):
        yield f"s{number} [label=<{_box(step)}>]"
    yield " -> ".join(f"s{number}" for number in range(len(walked)))


def _box(step: Step) -> str:
    parts = {
        "use cases": [_short(each) for each in step.modules["services"]],
        "rules asked": list(dict.fromkeys(_folder(each) for each in step.modules["cases"])),
        "tables written": sorted(step.tables),
        "put on record": step.events,
    }
    rows = "".join(
        f'<tr><td align="left" bgcolor="{tint}"><b>{name}</b></td></tr>'
        f'<tr><td align="left" balign="left">{_wrapped(said)}</td></tr>'
        for (name, said), tint in zip(parts.items(), graph.TINTS, strict=True)
    )
    head = f'<tr><td bgcolor="{graph.INK}"><font color="white"><b>{step.title}</b></font></td></tr>'
    look = f'border="0" cellborder="1" cellspacing="0" cellpadding="6" color="{graph.LINE}"'
    return f"<table {look}>{head}{rows}</table>"


def _short(module: str) -> str:
    """intake.services.filing.submit → filing/submit"""
    return "/".join(module.split(".")[2:])


def _folder(module: str) -> str:
    """A folder of rules counts as one."""
    return _short(module).partition("/")[0]


def _wrapped(names: list[str]) -> str:
    return "<br/>".join(names) or "nothing"


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    sys.stdout.write(_drawn())
