"""migrate: bring the database to the schema of this version."""

from __future__ import annotations

import argparse

from intake.services import setup
from intake.settings import Settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("migrate", help="升级数据库结构")
    parser.set_defaults(work=work)


def work(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Run the missing migrations."""
    setup.migrate(settings)
    print("数据库已是最新结构。")
    return 0
