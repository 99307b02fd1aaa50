"""settings: every setting in force, secrets hidden; what was given is marked."""

from __future__ import annotations

import argparse

from intake.settings import Settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("settings", help="列出现在生效的设置（密码和密钥不显示）")
    parser.set_defaults(work=work)


def work(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Print them as NAME=value; defaults behind a #."""
    for each in settings.shown:
        print(f"{each.name}={each.value}" if each.given else f"# {each.name}={each.value}")
    return 0
