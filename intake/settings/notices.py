"""How people are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.settings.reader import Reader


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """How people are told; an empty address switches its channel off. Addresses may hold secrets.

    `mail_url` is smtps:// (TLS at once), smtp:// (STARTTLS demanded) or smtp+plain:// (a relay at hand, no
    password). Web addresses are https, or http to one of `plain_hosts`. `days`: how long to keep trying.
    `hook_hosts`: by the number of a partner, where its events may be sent although that lies inside the
    network, also by http. What leads inside is one partner's own: another's address there would be a probe.
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
    hook_hosts: Mapping[int, frozenset[str]] = field(default_factory=dict)


def notices(read: Reader, faults: list[str]) -> NoticeSettings:
    """Read them; what is missing beside what is given is a fault."""
    plain_hosts = read.names("NOTICE_PLAIN_HOSTS")
    found = NoticeSettings(
        mail_url=read.mail_server("SMTP_URL"),
        mail_from=read.mailbox("MAIL_FROM"),
        sms_url=read.endpoint("SMS_WEBHOOK_URL", plain_hosts),
        sms_secret=read.secret("SMS_WEBHOOK_SECRET"),
        wecom_url=read.endpoint("WECOM_ROBOT_URL", plain_hosts),
        dingtalk_url=read.endpoint("DINGTALK_ROBOT_URL", plain_hosts),
        dingtalk_secret=read.secret("DINGTALK_ROBOT_SECRET"),
        plain_hosts=plain_hosts,
        days=read.number("NOTICE_DAYS", 3, 1, 30),
        hook_hosts=read.hosts_by_number("HOOK_INNER_HOSTS"),
    )
    if read.given("SMTP_URL") and not read.given("MAIL_FROM"):
        faults.append("MAIL_FROM：设置了 SMTP_URL，还要写发件人，例如 明单 <no-reply@example.cn>")
    if read.given("SMS_WEBHOOK_URL") and not read.given("SMS_WEBHOOK_SECRET"):
        faults.append("SMS_WEBHOOK_SECRET：设置了 SMS_WEBHOOK_URL，还要写签名密钥")
    return found
