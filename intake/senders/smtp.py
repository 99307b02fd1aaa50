"""Mail, handed to one server: one connection a message, encrypted unless the address says it is near by."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import SplitResult, unquote, urlsplit

from intake.mailbox import address, mailbox
from intake.senders.message import Later, Message, Refused, Unreachable

_TIMEOUT = 20  # seconds for one answer of the server
_PORTS = {"smtps": 465, "smtp": 587, "smtp+plain": 25}


class SmtpSender:
    """`url`: smtps://user:password@host, smtp://… (STARTTLS or nothing), smtp+plain://… (no encryption)."""

    def __init__(self, url: str, sender: str) -> None:
        self._server = urlsplit(url)
        self._from = mailbox(sender)

    def send(self, message: Message) -> None:
        """Hand a mail to the server. Raises Refused, Later or Unreachable."""
        mail = self._mail(message)
        try:
            server = self._connected()
            try:
                _hand_over(server, mail)
            finally:
                _leave(server)
        except smtplib.SMTPResponseException as error:
            raise Unreachable(f"SMTP {error.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(type(error).__name__) from None

    def _mail(self, message: Message) -> EmailMessage:
        """The letter. The only words from outside are the address, which must be one plain address."""
        try:
            to = address(message.to)
        except ValueError:
            raise Refused("bad address") from None
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = self._from, to, message.subject
        mail["Date"] = format_datetime(datetime.now(UTC))
        mail["Message-ID"] = f"<{message.key}@{self._from.domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body, cte="base64")
        return mail

    def _connected(self) -> smtplib.SMTP:
        host, port = self._server.hostname or "", self._server.port or _PORTS[self._server.scheme]
        if self._server.scheme == "smtps":
            return _logged_in(smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT, context=_tls()), self._server)
        server = smtplib.SMTP(host, port, timeout=_TIMEOUT)
        if self._server.scheme == "smtp":
            server.starttls(context=_tls())
        return _logged_in(server, self._server)


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _logged_in(server: smtplib.SMTP, parts: SplitResult) -> smtplib.SMTP:
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye. What goes wrong now changes nothing: the letter was taken, or was not."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def _hand_over(server: smtplib.SMTP, mail: EmailMessage) -> None:
    """Only what the server says of this very receiver or letter is final; its other faults may pass."""
    try:
        server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        raise (Refused if code >= 500 else Later)(f"SMTP {code}") from None
    except smtplib.SMTPDataError as error:
        code = error.smtp_code
        raise (Refused if code >= 500 else Later)(f"SMTP {code}") from None
