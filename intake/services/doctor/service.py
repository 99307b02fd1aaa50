"""Checks of what the service needs around it: database, model, mail, notices, address."""

from __future__ import annotations

import socket
from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import text

from intake.cases.routing.site_model import SiteModels, UnusableModel
from intake.services.context import Context, model_folder
from intake.services.doctor.finding import Finding
from intake.services.filing import carry
from intake.services.notices import notify
from intake.store import migrate

LATE, STUCK = timedelta(minutes=10), timedelta(hours=2)
_PATIENCE = 3.0  # seconds for a mail server to take the call
_PORTS = {"smtps": 465, "smtp": 587, "smtp+plain": 25}


def database(ctx: Context) -> Finding:
    """The database answers."""
    with ctx.database.reading() as connection:
        connection.execute(text("SELECT 1"))
    return Finding.ok("SQLite" if ctx.database.is_sqlite else "PostgreSQL")


def database_version(ctx: Context) -> Finding:
    """Its tables are those of this program."""
    with ctx.database.reading() as connection:
        there, wanted = migrate.revisions(connection)
    if there != wanted:
        return Finding.fault(
            f"是 {there or '空的'}，程序要 {wanted}", "先备份，再运行 python -m intake migrate"
        )
    return Finding.ok(there)


def model(ctx: Context) -> Finding:
    """The routing model switched on here is the one that was switched on."""
    try:
        name = SiteModels(model_folder(ctx.settings)).active()
    except UnusableModel as fault:
        return Finding.fault(str(fault), "从备份恢复 DATA_DIR/model，或 python -m intake train --rollback")
    return Finding.ok(f"本地训练的 {name}" if name else "随产品发布的")


def mail(ctx: Context) -> Finding:
    """The mail server takes the call; whether it takes letters shows in what is unsent."""
    address = urlsplit(ctx.settings.notices.mail_url)
    if not address.hostname:
        return Finding.notice("没有设置，投诉人和经办人收不到邮件", "设置 SMTP_URL 和 MAIL_FROM")
    place = address.hostname, address.port or _PORTS[address.scheme]
    try:
        socket.create_connection(place, timeout=_PATIENCE).close()
    except OSError as fault:
        return Finding.fault(f"连不上邮件服务器（{fault.strerror or fault}）", "检查 SMTP_URL、网络和防火墙")
    return Finding.ok("邮件服务器连得上")


def unsent(ctx: Context) -> Finding:
    """Notices go out."""
    lag = notify.lag(ctx)
    says = f"最早的已等 {lag.total_seconds():.0f} 秒"
    todo = "看 run 或 work 进程是否在运行，邮件和短信是否通（见 docs/notices.md）"
    if lag >= STUCK:
        return Finding.fault(says, todo)
    return Finding.notice(says, todo) if lag >= LATE else Finding.ok(says)


def carried(ctx: Context) -> Finding:
    """Complaints that came in a crowd become cases."""
    count, lag = carry.lag(ctx)
    says = f"{count} 件，最早的已等 {lag.total_seconds():.0f} 秒"
    todo = "看 run 或 work 进程是否在运行，日志里有没有 waiting filing not carried through"
    if lag >= STUCK:
        return Finding.fault(says, todo)
    return Finding.notice(says, todo) if lag >= LATE else Finding.ok(says)


def address(ctx: Context) -> Finding:
    """People are led to an encrypted address."""
    if not ctx.settings.secure:
        return Finding.notice(
            "BASE_URL 不是 https，通知里的链接不加密", "在前面放 https 代理，BASE_URL 写它的地址"
        )
    return Finding.ok("https")


def demonstration(ctx: Context) -> Finding:
    """Whether this is a demonstration."""
    if ctx.settings.demo:
        return Finding.notice("演示模式开着：每页都标示范，演示账号可登录", "正式使用前设 DEMO=0")
    return Finding.ok("关着")
