"""Settings from the environment: read once, checked whole, frozen, then passed down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from intake.mailbox import mailbox

MEGABYTE = 1024 * 1024
T = TypeVar("T")


class SettingsError(Exception):
    """Every faulty setting at once, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class EvidenceLimits:
    """What may be uploaded with one complaint. Sizes in bytes."""

    files: int = 8
    image_bytes: int = 10 * MEGABYTE
    video_bytes: int = 50 * MEGABYTE
    pdf_bytes: int = 10 * MEGABYTE
    image_side: int = 4096
    image_pixels: int = 64_000_000
    keep_free: int = 200 * MEGABYTE  # of the disk, so that complaints can still be filed when files fill it


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """How people are told; an empty address switches its channel off. Addresses may hold secrets.

    `mail_url` is smtps:// (TLS at once), smtp:// (STARTTLS demanded) or smtp+plain:// (a relay at hand, no
    password). Web addresses are https, or http to one of `plain_hosts`. `days`: how long to keep trying.
    """

    mail_url: str = field(default="", repr=False)
    mail_from: str = ""
    sms_url: str = field(default="", repr=False)
    sms_secret: str = field(default="", repr=False)
    wecom_url: str = field(default="", repr=False)
    dingtalk_url: str = field(default="", repr=False)
    dingtalk_secret: str = field(default="", repr=False)
    plain_hosts: frozenset[str] = frozenset()
    days: int = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator chooses. Paths are as given (relative to the working directory)."""

    host: str
    port: int
    data_dir: Path
    database_url: str = field(repr=False)  # it may hold a password
    search_url: str
    files_dir: Path
    output_dir: Path
    content_dir: Path
    demo: bool
    base_url: str
    pow_cost: int
    proxies: int
    session_hours: int
    draft_days: int
    contact_days: int
    require_second_factor: bool
    procedure: str = "violation-report"
    limits: EvidenceLimits = EvidenceLimits()
    notices: NoticeSettings = NoticeSettings()

    @property
    def secure(self) -> bool:
        """Whether cookies may be limited to https."""
        return self.base_url.startswith("https://")


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read the settings. Raises SettingsError naming every fault."""
    faults: list[str] = []
    read = _Reader(environment, faults)
    host = environment.get("HOST", "127.0.0.1")
    port = read.number("PORT", 8000, 1, 65535)
    data_dir = Path(environment.get("DATA_DIR", "var"))
    settings = Settings(
        host=host,
        port=port,
        data_dir=data_dir,
        database_url=read.database("DATABASE_URL", f"sqlite:///{data_dir / 'mingdan.sqlite3'}"),
        search_url=read.engine("SEARCH_URL", f"whoosh:///{(data_dir / 'index').absolute()}"),
        files_dir=Path(environment.get("FILES_DIR", str(data_dir / "files"))),
        output_dir=Path(environment.get("OUTPUT_DIR", "output")),
        content_dir=Path(environment.get("CONTENT_DIR", "content")),
        demo=(demo := read.flag("DEMO", default=True)),
        base_url=read.web_address("BASE_URL", f"http://{host}:{port}"),
        pow_cost=read.number("POW_COST", 5000, 1, 1_000_000),
        proxies=read.number("PROXIES", 0, 0, 5),
        session_hours=read.number("SESSION_HOURS", 10, 1, 72),
        draft_days=read.number("DRAFT_DAYS", 30, 1, 365),
        require_second_factor=read.flag("REQUIRE_SECOND_FACTOR", default=not demo),
        contact_days=read.number("CONTACT_DAYS", 730, 1, 36_500),
        procedure=environment.get("PROCEDURE", "violation-report"),
        notices=_notices(read, faults),
    )
    if faults:
        raise SettingsError(faults)
    return settings


def _notices(read: _Reader, faults: list[str]) -> NoticeSettings:
    plain_hosts = read.names("NOTICE_PLAIN_HOSTS")
    notices = NoticeSettings(
        mail_url=read.mail_server("SMTP_URL"),
        mail_from=read.mailbox("MAIL_FROM"),
        sms_url=read.endpoint("SMS_WEBHOOK_URL", plain_hosts),
        sms_secret=read.secret("SMS_WEBHOOK_SECRET"),
        wecom_url=read.endpoint("WECOM_ROBOT_URL", plain_hosts),
        dingtalk_url=read.endpoint("DINGTALK_ROBOT_URL", plain_hosts),
        dingtalk_secret=read.secret("DINGTALK_ROBOT_SECRET"),
        plain_hosts=plain_hosts,
        days=read.number("NOTICE_DAYS", 3, 1, 30),
    )
    if read.given("SMTP_URL") and not read.given("MAIL_FROM"):
        faults.append("MAIL_FROM：设置了 SMTP_URL，还要写发件人，例如 明单 <no-reply@example.cn>")
    if read.given("SMS_WEBHOOK_URL") and not read.given("SMS_WEBHOOK_SECRET"):
        faults.append("SMS_WEBHOOK_SECRET：设置了 SMS_WEBHOOK_URL，还要写签名密钥")
    return notices


class _Reader:
    def __init__(self, environment: Mapping[str, str], faults: list[str]) -> None:
        self._environment = environment
        self._faults = faults

    def number(self, name: str, default: int, least: int, most: int) -> int:
        def parse(text: str) -> int:
            value = int(text)
            if not least <= value <= most:
                raise ValueError
            return value

        return self._value(name, default, parse, f"应为 {least} 至 {most} 之间的整数")

    def flag(self, name: str, *, default: bool) -> bool:
        choices = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        return self._value(name, default, lambda text: choices[text.lower()], "应为 1 或 0")

    def web_address(self, name: str, default: str) -> str:
        def parse(text: str) -> str:
            parts = urlsplit(text)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError
            return text.rstrip("/")

        return self._value(name, default, parse, "应为 http:// 或 https:// 开头的网址")

    def engine(self, name: str, default: str) -> str:
        def parse(text: str) -> str:
            if not text.startswith("whoosh://"):
                raise ValueError
            return text

        return self._value(name, default, parse, "应为 whoosh:///绝对路径")

    def database(self, name: str, default: str) -> str:
        def parse(text: str) -> str:
            for prefix in ("postgresql://", "postgres://"):
                if text.startswith(prefix):
                    return "postgresql+psycopg://" + text.removeprefix(prefix)
            if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
                raise ValueError
            return text

        return self._value(name, default, parse, "应为 sqlite:///… 或 postgresql://… ", shown=False)

    def given(self, name: str) -> bool:
        return bool(self._environment.get(name, "").strip())

    def names(self, name: str) -> frozenset[str]:
        listed = self._environment.get(name, "").split(",")
        return frozenset(each.strip().lower() for each in listed if each.strip())

    def mail_server(self, name: str) -> str:
        def parse(text: str) -> str:
            parts = urlsplit(text)
            plain = parts.scheme == "smtp+plain"
            if not (plain or parts.scheme in ("smtp", "smtps")) or not parts.hostname:
                raise ValueError
            if parts.path.strip("/") or parts.query or (plain and parts.password) or parts.port == 0:
                raise ValueError
            return text

        expected = (
            "应为 smtps://用户:密码@主机:465、smtp://用户:密码@主机:587，或不带密码的 smtp+plain://主机:25"
        )
        return self._value(name, "", parse, expected, shown=False)

    def mailbox(self, name: str) -> str:
        return self._value(
            name, "", lambda text: str(mailbox(text)), "应为邮箱，例如 明单 <no-reply@example.cn>"
        )

    def endpoint(self, name: str, plain_hosts: frozenset[str]) -> str:
        def parse(text: str) -> str:
            parts = urlsplit(text)
            allowed = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in plain_hosts)
            if not allowed or not parts.hostname or parts.username or parts.port == 0:
                raise ValueError
            return text

        expected = "应为 https:// 网址；内网 http:// 的主机名要写进 NOTICE_PLAIN_HOSTS"
        return self._value(name, "", parse, expected, shown=False)

    def secret(self, name: str) -> str:
        def parse(text: str) -> str:
            if len(text) < 16:
                raise ValueError
            return text

        return self._value(name, "", parse, "至少 16 个字符", shown=False)

    def _value(
        self, name: str, default: T, parse: Callable[[str], T], expected: str, *, shown: bool = True
    ) -> T:
        """The setting parsed, or its default; `shown` False for what may hold a password."""
        text = self._environment.get(name, "").strip()
        if not text:
            return default
        try:
            return parse(text)
        except (ValueError, KeyError):
            self._faults.append(f"{name}={text!r}：{expected}" if shown else f"{name}：{expected}")
            return default
