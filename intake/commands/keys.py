"""keys rotate | retire: seal the fields with a new key; drop the old ones when nothing needs them."""

from __future__ import annotations

import argparse
from contextlib import closing

from intake.services.context import open_context
from intake.services.records import keys
from intake.settings import Settings
from registry import progress


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("keys", help="更换加密密钥")
    parser.add_argument("action", choices=["rotate", "retire"])
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Safe beside running servers; `rotate` goes on where a killed one stopped."""
    with closing(open_context(settings)) as ctx:
        if arguments.action == "retire":
            print(f"已停用旧密钥 {keys.retire(ctx)} 个。")
            return 0
        with progress.work(
            "重新加密", "旧密钥都还在，什么都打得开。再运行一次 keys rotate，会接着做。"
        ) as shown:
            done = keys.rotate(ctx, shown.part)
    print("已启用新密钥。" if done.new_key else "上次更换没有做完，已接着做完。")
    print(f"已核对并重新加密 {done.values} 处。至少一小时后运行 keys retire 停用旧密钥。")
    return 0
