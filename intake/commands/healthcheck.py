"""healthcheck: exit 0 when database, index and files can be used."""

from __future__ import annotations

import argparse
import json
from contextlib import closing

from intake.services import health
from intake.services.context import open_context
from intake.settings import Settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("healthcheck", help="检查数据库、索引和文件目录")
    parser.set_defaults(work=work)


def work(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Print each part's state as JSON."""
    with closing(open_context(settings)) as ctx:
        parts = health.check(ctx)
    print(json.dumps(parts))
    return 0 if all(state == health.OK for state in parts.values()) else 1
