"""The command line: settings from the environment, one module a command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from intake import logs, security_log
from intake.cases.errors import CaseworkError
from intake.settings import Settings, SettingsError, from_environment
from registry import ContentError
from registry.progress import STOPPED, Stopped

# Each module has `add(subparsers)`, which sets `work`: a function of settings and arguments.
COMMANDS = (
    "run",
    "work",
    "sweep",
    "route",
    "index",
    "publish",
    "lists",
    "user",
    "apikey",
    "partner",
    "share_list",
    "migrate",
    "migrate_to",
    "build",
    "backup",
    "restore",
    "verify_backup",
    "settings",
    "tidy",
    "healthcheck",
    "doctor",
    "docs",
    "train",
    "audit",
    "keys",
    "retention",
    "annual",
)
SERVE = ("intake.commands.run", "intake.commands.work")


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit status. What is wrong is said on standard error in plain words."""
    parsed = _parser(_named(arguments)).parse_args(arguments)
    logs.configure()
    try:
        return int(parsed.work(_settings(starts=parsed.work.__module__ in SERVE), parsed))
    except SettingsError as error:
        _say("环境变量有误：", *error.faults, "改好以后再运行一次；全部设置见 docs/operations.md。")
    except ContentError as error:
        _say("content/ 里有错误，先运行 make check：", *(str(fault) for fault in error.faults))
    except CaseworkError as error:
        _say(error.message)
    except SQLAlchemyError as error:
        _say(f"数据库用不了：{getattr(error, 'orig', None) or type(error).__name__}")
    except OSError as error:
        name = Path(error.filename).name if isinstance(error.filename, str) else ""
        _say(f"系统不允许：{name} {error.strerror or error}")
    except Stopped:  # it has said how far it came
        return STOPPED
    except KeyboardInterrupt:
        _say("已停止。")
        return STOPPED
    return 1


def _settings(*, starts: bool) -> Settings:
    """The settings; what is about to serve looks at the places they name and warns of misspellings."""
    settings = from_environment(os.environ, places=starts)
    if starts:
        _say(*settings.unknown)
    security_log.keep_in(settings.data_dir / "logs")
    return settings


def _named(arguments: Sequence[str]) -> tuple[str, ...]:
    """The command that is asked for, alone: to import them all takes two seconds. Else all, for the help."""
    asked = [name.replace("-", "_") for name in arguments[:1]]
    return tuple(name for name in COMMANDS if name in asked) or COMMANDS


def _parser(names: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m intake", description="明单：投诉受理与转办")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in names:
        import_module(f"intake.commands.{name}").add(subparsers)
    return parser


def _say(*lines: str) -> None:
    if lines:
        print(*lines, sep="\n", file=sys.stderr)
