"""Each sender against a real receiver: what arrives, what is refused, and what each answer means."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from receivers import SENDER, SMS_SECRET, MailServer, WebServer, free_port

from intake.mailbox import address, mailbox
from intake.senders.dingtalk import DingtalkSender
from intake.senders.message import Later, Message, NotSent, Refused, Unreachable
from intake.senders.smtp import SmtpSender
from intake.senders.webhook import WebhookSender
from intake.senders.wecom import WecomSender
from intake.settings import SettingsError, from_environment


def message(to: str = "zhang@example.com") -> Message:
    return Message("k" * 32, to, "您的投诉已受理", "第一行\n.\nFrom 第二行\n", "【明单】您的投诉已受理。")


def test_a_mail_as_it_arrives(mail_server: MailServer) -> None:
    SmtpSender(mail_server.url, SENDER).send(message())
    (received,) = mail_server.received
    mail = received.mail
    assert received.to == ["zhang@example.com"]
    assert mail["From"] == "明单 <no-reply@mingdan.example>"
    assert (mail["To"], mail["Subject"]) == ("zhang@example.com", "您的投诉已受理")
    assert mail["Message-ID"] == f"<{'k' * 32}@mingdan.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == "第一行\n.\nFrom 第二行\n"


@pytest.mark.parametrize(
    "to",
    [
        "a@example.com\nBcc: b@example.com",
        "a@example.com\r\nSubject: x",
        "a@example.com,b@example.com",
        "a@example.com b@example.com",
        "名字 <a@example.com>",
        "<a@example.com>",
        "a@example.com>\r\nDATA",
        "a@b@example.com",
        "张三@example.com",
        '"a b"@example.com',
        "a@[127.0.0.1]",
        "@example.com",
        "a@",
        "",
    ],
)
def test_nothing_but_one_plain_address_reaches_the_server(mail_server: MailServer, to: str) -> None:
    with pytest.raises(Refused, match="bad address"):
        SmtpSender(mail_server.url, SENDER).send(message(to))
    assert mail_server.received == []


@given(st.text(max_size=60))
def test_any_text_is_one_safe_address_or_none(text: str) -> None:
    for parse in (address, mailbox):
        try:
            found = parse(text)
        except ValueError:
            continue
        assert found.addr_spec.isascii()
        assert not set(found.addr_spec) & set(' \r\n\t<>,;"')


def test_a_subject_of_two_lines_is_never_sent(mail_server: MailServer) -> None:
    two = Message("k", "a@example.com", "一\nBcc: b@example.com", "", "")
    with pytest.raises(ValueError, match=r"linefeed|newline"):
        SmtpSender(mail_server.url, SENDER).send(two)
    assert mail_server.received == []


@pytest.mark.parametrize(
    ("answer", "fault"), [("550 unknown", Refused), ("554 policy", Refused), ("451 later", Later)]
)
@pytest.mark.parametrize("at", ["recipient", "data"])
def test_what_the_server_answers(mail_server: MailServer, at: str, answer: str, fault: type[NotSent]) -> None:
    setattr(mail_server, at, lambda _given: answer)
    with pytest.raises(fault, match=f"SMTP {answer[:3]}"):
        SmtpSender(mail_server.url, SENDER).send(message())


def test_a_server_that_is_away_or_will_not_encrypt(mail_server: MailServer) -> None:
    """Without STARTTLS nothing is told to smtp://, neither the letter nor the password."""
    for url in (
        f"smtp+plain://127.0.0.1:{free_port()}",
        f"smtp://user:password@127.0.0.1:{mail_server.port}",
    ):
        with pytest.raises(Unreachable):
            SmtpSender(url, SENDER).send(message())
    assert mail_server.received == []


def test_the_gateway_can_check_who_asks(web_server: WebServer) -> None:
    WebhookSender(f"{web_server.url}/sms", SMS_SECRET).send(message("138 0000 1111"))
    (asked,) = web_server.asked
    stamp = asked.headers["X-Mingdan-Timestamp"]
    expected = hmac.new(SMS_SECRET.encode(), f"{stamp}.".encode() + asked.body, hashlib.sha256).hexdigest()
    assert asked.headers["X-Mingdan-Signature"] == f"sha256={expected}"
    assert abs(int(stamp) - time.time()) < 60
    assert asked.headers["Idempotency-Key"] == "k" * 32
    told = json.loads(asked.body)
    assert told == {"id": "k" * 32, "to": "138 0000 1111", "text": "【明单】您的投诉已受理。"}


@pytest.mark.parametrize(
    ("status", "fault"),
    [(400, Refused), (401, Unreachable), (429, Later), (500, Unreachable), (302, Unreachable)],
)
def test_what_the_gateway_answers(web_server: WebServer, status: int, fault: type[NotSent]) -> None:
    web_server.status = status
    web_server.headers = {"Location": f"{web_server.url}/elsewhere"}
    with pytest.raises(fault, match=f"HTTP {status}"):
        WebhookSender(web_server.url, SMS_SECRET).send(message())
    assert [each.path for each in web_server.asked] == ["/"]  # never where a redirect points


def test_dingtalk_signs_as_its_manual_says(web_server: WebServer) -> None:
    web_server.answer = b'{"errcode": 0, "errmsg": "ok"}'
    DingtalkSender(f"{web_server.url}/robot/send?access_token=t", "SECsecret").send(message(""))
    query = parse_qs(urlsplit(web_server.asked[0].path).query)
    stamp = query["timestamp"][0]
    digest = hmac.new(b"SECsecret", f"{stamp}\nSECsecret".encode(), hashlib.sha256).digest()
    assert query["sign"] == [base64.b64encode(digest).decode()]
    assert query["access_token"] == ["t"]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [(b'{"errcode": 45009}', Later), (b"<html>", Unreachable), (b"[]", Unreachable), (b"{}", Unreachable)],
)
def test_what_a_robot_answers(web_server: WebServer, answer: bytes, fault: type[NotSent]) -> None:
    web_server.answer = answer
    with pytest.raises(fault):
        WecomSender(web_server.url).send(message(""))


FAULTY = {
    "SMTP_URL": ["http://mail.example", "smtp://", "smtp+plain://user:hidden@mail.example", "smtp://h:99999"],
    "MAIL_FROM": ["x\nBcc: a@b.cn", "a@b.cn, c@d.cn", "nobody"],
    "SMS_WEBHOOK_URL": ["http://10.0.0.1/hidden", "file:///etc/passwd", "https://user:hidden@sms.example"],
    "SMS_WEBHOOK_SECRET": ["hidden"],
    "WECOM_ROBOT_URL": ["http://localhost:8000/hidden", "gopher://x"],
    "DINGTALK_ROBOT_URL": ["http://169.254.169.254/hidden"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in FAULTY for value in FAULTY[name]])
def test_a_faulty_setting_is_named_and_its_secret_is_not_repeated(name: str, value: str) -> None:
    sound = {
        "SMTP_URL": "smtps://user:s3sesam@mail.example",
        "MAIL_FROM": SENDER,
        "SMS_WEBHOOK_URL": "https://sms.example/send",
        "SMS_WEBHOOK_SECRET": SMS_SECRET,
        "NOTICE_PLAIN_HOSTS": "sms.internal",
    }
    settings = from_environment(sound)
    assert "s3sesam" not in repr(settings)
    assert SMS_SECRET not in repr(settings)
    assert from_environment({**sound, "SMS_WEBHOOK_URL": "http://sms.internal/"}).notices.sms_url
    with pytest.raises(SettingsError) as caught:
        from_environment({**sound, name: value})
    assert [fault.startswith(name) for fault in caught.value.faults] == [True]
    assert "hidden" not in str(caught.value)


def test_half_a_channel_is_a_fault() -> None:
    with pytest.raises(SettingsError, match=r"MAIL_FROM.*\n.*SMS_WEBHOOK_SECRET"):
        from_environment({"SMTP_URL": "smtps://mail.example", "SMS_WEBHOOK_URL": "https://sms.example"})
