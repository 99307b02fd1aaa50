"""run: prepare everything that is missing, then serve until told to stop."""

from __future__ import annotations

import argparse
import errno
import signal
import sys
from contextlib import closing
from types import FrameType
from typing import NoReturn

from waitress.server import BaseWSGIServer, create_server

from intake.commands.work import following, in_background, resume
from intake.services import setup
from intake.services.casework import lead
from intake.services.context import Context, open_context
from intake.services.filing.tidy import tidy
from intake.services.monitoring import hosts
from intake.services.search import index
from intake.settings import Settings
from intake.web.app import create_app
from intake.web.security import FILES_AT_ONCE
from registry import progress

THREADS = 16


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("run", help="启动服务")
    parser.add_argument("--web-only", action="store_true", help="不发通知、不查期限：另有 work 进程做")
    parser.set_defaults(work=work)


def work(settings: Settings, arguments: argparse.Namespace) -> int:
    """Serve on HOST:PORT; SIGTERM and Ctrl-C end it after the requests at hand."""
    signal.signal(signal.SIGTERM, _stop)
    setup.migrate(settings)
    with closing(open_context(settings)) as ctx:
        hosts.refuse_several(ctx)
        try:
            server = _server(ctx)
        except OSError as error:
            print(_why_not_listening(settings, error), file=sys.stderr)
            return 1
        with ctx.database.alone("start"):  # processes that start together do not do all of it each
            _prepare(ctx)
        print(f"ready {settings.base_url}", flush=True)  # the socket is bound and listening by now
        with following(ctx) if arguments.web_only else in_background(ctx):
            server.run()
    return 0


def _prepare(ctx: Context) -> None:
    resume(ctx)
    ctx = ctx.renewed()
    if not (ctx.settings.output_dir / "index.html").is_file():  # with nginx in front it may lie elsewhere
        print("OUTPUT_DIR 里还没有公开网站，首页会打不开：运行 python -m intake build", flush=True)
    if index.is_stale(ctx):
        print("正在建立搜索索引 …", flush=True)
        with progress.work("建立搜索索引", "还没有开始服务。再启动一次。") as shown:
            count = index.rebuild(ctx, shown.count)
        print(f"索引已建立：{count} 篇。", flush=True)
    if ctx.settings.demo:
        _announce(setup.demonstration_staff(ctx), ctx.settings.base_url)
    if moved := lead.settle(ctx):
        print(f"牵头部门已经公布，{moved} 件等待的投诉已转给它们。", flush=True)
    tidy(ctx)


def _announce(made: list[tuple[str, str, str]], base_url: str) -> None:
    if not made:
        return
    print("演示账号和一次性密码（只显示这一次，首次登录时须更改）：")
    for login, password, what in made:
        print(f"  {login:<14} {password}  {what}")
    print(f"工作人员从这里登录：{base_url}/staff/login。按 Ctrl-C 停止服务，数据留在 DATA_DIR。")
    sys.stdout.flush()


def _why_not_listening(settings: Settings, error: OSError) -> str:
    """In plain words why HOST:PORT cannot be served at."""
    where = f"HOST={settings.host} PORT={settings.port}"
    if error.errno == errno.EADDRINUSE:
        return (
            f"{where}：端口已经被别的程序占用，换一个再启动，例如 PORT={settings.port % 65535 + 1} make run"
        )
    if error.errno == errno.EACCES:
        return f"{where}：没有权限用这个端口，请用 1024 以上的"
    return f"{where}：不能在这里提供服务（{error.strerror or error}）"


def _server(ctx: Context) -> BaseWSGIServer:
    settings = ctx.settings
    proxies = {
        "trusted_proxy": "*",
        "trusted_proxy_count": settings.proxies,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }
    return create_server(
        create_app(ctx),
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        ident=None,
        max_request_body_size=(FILES_AT_ONCE + 1) * settings.limits.video_bytes,  # the page itself refuses
        clear_untrusted_proxy_headers=True,
        **(proxies if settings.proxies else {}),
    )


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
