"""docs: print a page of documentation that is drawn from the code."""

from __future__ import annotations

import argparse

from intake.cases.drawing import states_page
from intake.settings import Settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("docs", help="输出由代码生成的文档")
    parser.add_argument("page", choices=["states"], help="states：投诉的状态表（docs/states.md）")
    parser.set_defaults(work=work)


def work(_settings: Settings, _arguments: argparse.Namespace) -> int:
    """Print the page."""
    print(states_page(), end="")
    return 0
