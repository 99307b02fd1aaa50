"""doctor: look over the whole installation; every line says OK, 注意 or 故障, and what to do."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from dataclasses import asdict

from intake.services.context import open_context
from intake.services.doctor import Finding, Level, examine
from intake.settings import Settings, SettingsError
from registry import ContentError

_MOST_FAULTS = 3  # of the content's that are told here; `make check` has all


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("doctor", help="检查整套系统，逐条说明是否正常、该做什么")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Examine; 1 when something is a fault."""
    found = _found(settings)
    if arguments.json:
        print(json.dumps({name: asdict(each) for name, each in found.items()}, ensure_ascii=False, indent=2))
    else:
        print(*(_line(name, each) for name, each in found.items()), sep="\n")
    return 1 if any(each.level is Level.FAULT for each in found.values()) else 0


def _found(settings: Settings) -> dict[str, Finding]:
    """Without content or with a broken model nothing opens: that is then the one finding."""
    try:
        with closing(open_context(settings)) as ctx:
            return examine(ctx)
    except ContentError as error:
        told = "；".join(str(fault) for fault in error.faults[:_MOST_FAULTS])
        return {"公布的内容": Finding.fault(told, "make check 列出全部错误")}
    except SettingsError as error:
        return {"设置": Finding.fault("；".join(error.faults), "改好以后再运行一次")}


def _line(name: str, found: Finding) -> str:
    todo = f"\n      怎么办：{found.todo}" if found.todo else ""
    return f"{found.level.value:4}{name}：{found.says}{todo}"
