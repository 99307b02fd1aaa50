"""Real receivers on this machine: a mail server and a web server that keep what they are given."""

from __future__ import annotations

import email.policy
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller

SENDER = "明单 <no-reply@mingdan.example>"
SMS_SECRET = "a secret of the gateway"


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Received:
    """One mail as it came."""

    to: list[str]
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        """The letter, parsed."""
        parsed = email.message_from_bytes(self.raw, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    @property
    def words(self) -> str:
        """Everything a reader or a mail server sees of it: every header and the decoded text."""
        headers = "\n".join(f"{name}: {value}" for name, value in self.mail.items())
        return f"{headers}\n\n{self.mail.get_content()}"

    @property
    def key(self) -> str:
        """Its Message-ID."""
        return str(self.mail["Message-ID"])


@dataclass
class MailServer:
    """A mail server that can be stopped and started on one port. `recipient` and `data` may answer for it."""

    port: int = field(default_factory=free_port)
    received: list[Received] = field(default_factory=list)
    recipient: Callable[[str], str] = lambda _address: "250 OK"
    data: Callable[[Received], str] = lambda _mail: "250 OK"
    _controller: Controller | None = None

    @property
    def url(self) -> str:
        """Its address for SMTP_URL."""
        return f"smtp+plain://127.0.0.1:{self.port}"

    def start(self) -> MailServer:
        """Open the port."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def stop(self) -> None:
        """Close the port; what was received stays."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take the receiver, or not."""
        answer = self.recipient(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Take the letter, or not. It is kept before the answer is sent."""
        mail = Received(list(envelope.rcpt_tos), envelope.content)
        answer = self.data(mail)
        if answer.startswith("250"):
            self.received.append(mail)
        return answer


@dataclass
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


class WebServer:
    """A web server that answers every POST with `status`, `headers` and `answer`."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.status, self.headers, self.answer = 200, dict[str, str](), b"{}"
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.asked.append(Asked(self.path, dict(self.headers), body))
                self.send_response(server.status)
                for name, value in server.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(server.answer)))
                self.end_headers()
                self.wfile.write(server.answer)

            def do_GET(self) -> None:
                server.asked.append(Asked(f"GET {self.path}", {}, b""))
                self.send_error(404)

            def log_message(self, *_arguments: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Close the port."""
        self._server.shutdown()
        self._server.server_close()
