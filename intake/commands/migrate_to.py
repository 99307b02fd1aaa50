"""migrate-to: bring a living installation from SQLite to PostgreSQL, and its files into a bucket."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import closing

from intake.services import moving
from intake.services.context import Context, open_context
from intake.services.moving import Moved
from intake.settings import Settings, with_others
from registry import progress

_SHOWN = 10
_GO_ON = (
    "原来的数据一件不少，但还不能写。再运行同一条命令，已经整张复制好的表不再复制；"
    "不迁了，运行 migrate-to --cancel，原来的就又可以写。"
)


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("migrate-to", help="从 SQLite 迁到 PostgreSQL（核对每一行、每个文件）")
    parser.add_argument("target", nargs="?", metavar="postgresql://…", help="空的目标数据库")
    parser.add_argument("--files", metavar="s3://…", help="同时把文件迁到这个桶；不写则文件留在原处")
    parser.add_argument("--cancel", action="store_true", help="不迁了：让原来的数据库重新可写")
    parser.add_argument("--give-up", action="store_true", help="同 --cancel：新系统收的投诉和材料都不要了")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Move, or give up moving."""
    with closing(open_context(settings)) as ctx:
        if arguments.cancel:
            return _cancel(ctx, given_up=arguments.give_up)
        if not arguments.target:
            print("请写明目标：migrate-to postgresql://用户:密码@主机/库名", file=sys.stderr)
            return 2
        given = {"DATABASE_URL": arguments.target} | (
            {"FILES_URL": arguments.files} if arguments.files else {}
        )
        return _move(ctx, with_others(given))


def _move(ctx: Context, to: Settings) -> int:
    begun = time.monotonic()
    print("原来的数据库从现在起只能查、不能写；网页会告诉投诉人稍后再来。", flush=True)
    with progress.work("迁移", _GO_ON) as shown:
        moved = moving.move(ctx, to, shown.stage)
    for name, digest in sorted(moved.tables.items()):
        print(f"  {name:<24}{digest.rows:>10}  {digest.sum[:16]}")
    _say(moved, time.monotonic() - begun)
    return 0


def _say(moved: Moved, seconds: float) -> None:
    print(
        f"已迁移并逐行核对 {moved.rows} 行（{len(moved.tables)} 张表）、{moved.files} 个文件，"
        f"审计记录核对无误，用时 {seconds:.0f} 秒。"
    )
    if moved.damaged:
        names = "、".join(moved.damaged[:_SHOWN])
        print(f"注意：{len(moved.damaged)} 个文件在原来的地方就已经丢失或损坏：{names}。请从备份找回。")
    print(
        "现在停下服务，把 DATABASE_URL（和 FILES_URL、SEARCH_URL）换成新的，再启动；密钥目录不变。\n"
        "原来的数据库留作备份，不能再写。启动前要反悔，运行 migrate-to --cancel。"
    )


def _cancel(ctx: Context, *, given_up: bool) -> int:
    missing = moving.reopen(ctx, giving_up=given_up)
    if missing is None:
        print("原来的数据库本来就可以写。")
        return 1
    print("原来的数据库又可以写了。目标数据库里的请删掉；新系统如果已经收过投诉，那些投诉不在这里。")
    if missing:
        names = "、".join(missing[:_SHOWN])
        print(f"注意：它提到的 {len(missing)} 个文件不在了，是新系统删掉的：{names}。请从备份找回。")
        return 1
    return 0
