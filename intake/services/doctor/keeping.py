"""Checks of what must go on by itself: workers, backups, the clock, the certificate, publications."""

from __future__ import annotations

import socket
import ssl
from contextlib import closing
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import text

from intake.services.backup import keeping as backups
from intake.services.context import Context
from intake.services.doctor.finding import Finding
from intake.services.monitoring import heartbeat
from intake.store.records import events
from intake.store.sharing import queues

OLD, VERY_OLD = timedelta(hours=36), timedelta(days=7)
SKEWED = timedelta(minutes=1)
ENDS_SOON, ENDS_NOW = timedelta(days=21), timedelta(days=3)
_PATIENCE = 3.0  # seconds for our own front door
_START = "启动 run 或 work（systemctl status mingdan-worker）"
_JOBS = {
    "carry": "转交等候的投诉",
    "send": "发送通知",
    "index": "更新索引",
    "sweep": "检查期限",
    "publish": "公布",
    "follow": "跟随公布",
}


def workers(ctx: Context) -> Finding:
    """Somebody does each of the jobs in the background."""
    ages = heartbeat.ages(ctx)
    if ctx.settings.results_by_hand:
        del ages["publish"]
    if all(age is None for age in ages.values()):
        return Finding.notice("后台工作还没有做过一次", _START)
    silent = [_JOBS[job] for job, age in ages.items() if age is None or age > heartbeat.SILENT]
    if silent:
        return Finding.fault(f"没有进程在做：{'、'.join(silent)}", _START)
    return Finding.ok("都在做")


def backup(ctx: Context) -> Finding:
    """There is a sound backup, not too old, and the keys are saved too."""
    settings = ctx.settings.operations
    if settings.backup_dir is None:
        return Finding.notice(
            "没有设置 BACKUP_DIR，不知道有没有备份", "设置 BACKUP_DIR 和 BACKUP_KEYS_DIR，每天运行 backup"
        )
    taken = backups.taken_at(settings.backup_dir)
    if taken is None:
        return Finding.fault("还没有一份备份", "python -m intake backup")
    age = ctx.now() - taken
    says = f"最近一份在 {age.total_seconds() / 3600:.0f} 小时前"
    if age > VERY_OLD:
        return Finding.fault(says, "python -m intake backup；看 mingdan-backup.timer")
    if age > OLD:
        return Finding.notice(says, "看 mingdan-backup.timer 为什么没有做")
    if settings.backup_keys_dir is None:
        return Finding.notice(f"{says}，但没有备份密钥", "设置 BACKUP_KEYS_DIR：丢了密钥，身份信息再也打不开")
    return Finding.ok(says)


def clock(ctx: Context) -> Finding:
    """The machine's clock has not jumped back, and is the database server's."""
    now = ctx.now()
    with ctx.database.reading() as connection:
        last = events.newest_time(connection)
        there = now if ctx.database.is_sqlite else connection.execute(text("SELECT now()")).scalar_one()
    if last and last > now + SKEWED:
        return Finding.fault(
            f"比最后一条记录还早 {_in_words(last - now)}", "校准时间（timedatectl），期限和顺序都靠它"
        )
    if abs(there - now) > SKEWED:
        return Finding.notice(f"与数据库服务器差 {_in_words(abs(there - now))}", "两台机器都用 NTP 校准")
    return Finding.ok("与记录和数据库一致")


def certificate(ctx: Context) -> Finding:
    """The certificate at BASE_URL is trusted and does not end soon."""
    address = urlsplit(ctx.settings.base_url)
    if address.scheme != "https" or not address.hostname:
        return Finding.notice("BASE_URL 不是 https，没有证书可查", "在前面放 https 代理")
    try:
        ends = _ends(address.hostname, address.port or 443)
    except ssl.SSLCertVerificationError as fault:
        return Finding.notice(
            f"浏览器不会信任（{fault.verify_message}）", "换成受信任机构签发的证书；自签的只用来试装"
        )
    except OSError as fault:
        return Finding.notice(
            f"连不上 {address.hostname}（{fault.strerror or fault}）",
            "看域名解析和 nginx；内网无法回连时可忽略",
        )
    left = ends - ctx.now()
    says = f"还有 {left.days} 天到期"
    if left < ENDS_NOW:
        return Finding.fault(says, "马上换证书，再 systemctl reload nginx")
    return Finding.notice(says, "准备换证书") if left < ENDS_SOON else Finding.ok(says)


def waiting(ctx: Context) -> Finding:
    """No time limit lies unlooked at, and what was asked to be published moves on."""
    with ctx.database.reading() as connection:
        waits = queues.now(connection, ctx.now() - heartbeat.SILENT, ctx.now())
    if waits.unswept:
        return Finding.notice(f"{waits.unswept} 个期限到了还没有检查", "看 work 进程和 mingdan-sweep.timer")
    return Finding.ok(f"等待公布的清单 {waits.publications} 份")


def _ends(host: str, port: int) -> datetime:
    with (
        closing(socket.create_connection((host, port), timeout=_PATIENCE)) as plain,
        ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secured,
    ):
        shown = secured.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)


def _in_words(time: timedelta) -> str:
    minutes = int(time.total_seconds()) // 60
    return f"{minutes} 分钟" if minutes else f"{time.total_seconds():.0f} 秒"
