"""Mail, handed to one server: many letters by one connection, encrypted unless its address says it is near.

A connection that went dead is made anew before a letter is begun. A fault after that is never mended by
sending again: the server may have taken the letter.
"""

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
_MOST = 100  # letters by one connection: servers end it after so many
_PORTS = {"smtps": 465, "smtp": 587, "smtp+plain": 25}


class SmtpSender:
    """`url`: smtps://user:password@host, smtp://… (STARTTLS or nothing), smtp+plain://… (no encryption)."""

    def __init__(self, url: str, sender: str) -> None:
        self._server = urlsplit(url)
        self._from = mailbox(sender)
        self._kept: smtplib.SMTP | None = None
        self._left = 0  # letters that may still go by it

    def send(self, message: Message) -> None:
        """Hand a mail to the server. The connection stays open until `rest`. Raises Refused, Later or
        Unreachable."""
        mail = self._mail(message)
        try:
            _hand_over(self._connection(), mail)
        except smtplib.SMTPResponseException as error:
            self.rest()
            raise Unreachable(f"SMTP {error.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as error:
            self.rest()
            raise Unreachable(type(error).__name__) from None

    def rest(self) -> None:
        """No more letters for now."""
        if self._kept:
            _leave(self._kept)
            self._kept = None

    def _connection(self) -> smtplib.SMTP:
        """The one that is open, if it still answers, or a new one."""
        if self._kept is None or self._left == 0 or not _answers(self._kept):
            self.rest()
            self._kept, self._left = self._connected(), _MOST
        self._left -= 1
        return self._kept

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


def _answers(server: smtplib.SMTP) -> bool:
    try:
        return server.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


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
