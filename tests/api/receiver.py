"""A partner's own server: a real one, which answers as it is told and keeps what it was sent."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from intake.services.context import Context

INSIDE = frozenset({"127.0.0.1"})


@dataclass
class Sent:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """`answers`: the statuses to answer with, the last for good. `to`: where a redirect leads."""

    answers: list[int] = field(default_factory=lambda: [204])
    to: str = ""
    sent: list[Sent] = field(default_factory=list)
    port: int = 0
    _server: Any = None

    def __enter__(self) -> Receiver:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.sent.append(Sent(self.path, headers, body))
                status = receiver.answers.pop(0) if len(receiver.answers) > 1 else receiver.answers[0]
                self.send_response(status)
                if receiver.to:
                    self.send_header("Location", receiver.to)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where to send."""
        return f"http://127.0.0.1:{self.port}/events?of=us"


def open_to(ctx: Context) -> Context:
    """The same installation, whose operator lets the first partners' events go to this machine."""
    notices = replace(ctx.settings.notices, hook_hosts=dict.fromkeys(range(1, 9), INSIDE))
    return replace(ctx, settings=replace(ctx.settings, notices=notices))


def told(receiver: Receiver) -> list[str]:
    """Each event's name."""
    return [json.loads(each.body)["type"] for each in receiver.sent]


def told_of(receiver: Receiver) -> list[tuple[str, str]]:
    """Each event's name, and the number of its case."""
    bodies = [json.loads(each.body) for each in receiver.sent]
    return [(each["type"], each["data"]["case_number"]) for each in bodies]
