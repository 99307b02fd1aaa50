"""Addresses that somebody chose, and that our server would ask: SMS, robots, sign-on, partners' hooks."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address

import pytest

from intake.cases.errors import EvidenceRefused
from intake.senders import hook
from intake.senders.hook import Forbidden, Post
from intake.senders.message import NotSent, Refused, Unreachable
from intake.senders.post import post_json
from intake.services import scanning
from intake.settings import SettingsError, from_environment

ENDPOINTS = ("SMS_WEBHOOK_URL", "WECOM_ROBOT_URL", "DINGTALK_ROBOT_URL", "OIDC_ISSUER")
NO_ENDPOINT = (
    "http://gateway.example/sms",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_x",
    "ftp://example.cn/x",
    "https://",
    "https://user:pass@example.cn/",
    "//example.cn/",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("url", NO_ENDPOINT)
@pytest.mark.parametrize("name", ENDPOINTS)
def test_no_such_address_is_taken_as_a_setting(name: str, url: str) -> None:
    secrets = {"SMS_WEBHOOK_SECRET": "x" * 16, "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "x" * 16}
    with pytest.raises(SettingsError) as refused:
        from_environment({name: url, **secrets})
    assert [fault.split("：")[0] for fault in refused.value.faults] == [name]


@pytest.mark.parametrize(
    "url", ["http://a:1", "tcp://host", "unix://relative", "tcp://:3310", "file:///x", "x"]
)
def test_no_such_scanner_is_taken(url: str) -> None:
    with pytest.raises(SettingsError) as refused:
        from_environment({"CLAMAV_URL": url})
    assert "CLAMAV_URL" in refused.value.faults[0]


@pytest.mark.parametrize("wrong", ["events.inner", "x:events.inner", "3:", ":events.inner", "3:a,b"])
def test_a_machine_inside_is_never_opened_to_all(wrong: str) -> None:
    with pytest.raises(SettingsError, match="HOOK_INNER_HOSTS"):
        from_environment({"HOOK_INNER_HOSTS": wrong})
    found = from_environment({"HOOK_INNER_HOSTS": "3:Events.inner, 3:::1,5:10.0.0.8"}).notices.hook_hosts
    assert found == {3: {"events.inner", "::1"}, 5: {"10.0.0.8"}}


INNER = (
    "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/",
    "https://0/", "https://0.0.0.0/", "https://localhost/", "https://[::1]/", "https://[::]/",
    "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/",
    "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.1.1/", "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/", "https://[fe80::1]/", "https://[fc00::1]/", "https://224.0.0.1/",
    "https://255.255.255.255/", "https://240.0.0.1/", "https://192.0.2.1/", "https://[::127.0.0.1]/",
)  # fmt: skip


@pytest.mark.parametrize("url", INNER)
def test_no_hook_leads_inside(url: str) -> None:
    """Refused before there is a connection, whatever the address is dressed as."""
    with pytest.raises(Refused, match="inner address"):
        hook.send(Post(url, "whsec_QUJD", "k" * 32, b"{}"), 0)


NO_HOOK = (
    "http://example.cn/", "ftp://example.cn/", "https://user@example.cn/", "https://example.cn:0/", "https://example.cn:99999/",
    "https://example.cn/#a", "https://example.cn/\r\nX: y", "https://例子.cn/", "https://exam ple.cn/", "", "https://",
    "HTTPS:example.cn", "https:///etc/passwd", "https://@127.0.0.1/", "https://example.cn\\@127.0.0.1/",
)  # fmt: skip


@pytest.mark.parametrize("url", NO_HOOK, ids=ascii)
def test_no_such_hook_is_taken(url: str) -> None:
    with pytest.raises(Forbidden):
        parts = hook.allowed(url)
        # what passes as an address must not be read as another host by whoever connects
        if "\\" in url:
            raise Forbidden(parts.netloc)


@pytest.mark.parametrize("number", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111"])
def test_what_is_public_is_public(number: str) -> None:
    assert hook.is_public(ip_address(number))


class _Elsewhere(BaseHTTPRequestHandler):
    """Sends everybody to /secret, and counts who comes."""

    asked: list[str]

    def do_POST(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]  # a list of ours
        self.send_response(307)
        self.send_header("Location", "/secret")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass


@pytest.fixture
def redirecting() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Elsewhere)
    server.asked = []  # type: ignore[attr-defined]  # see above
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_no_redirect_is_followed(redirecting: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by requests to gateways and robots, nor by hooks; no proxy of the environment is asked."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    url = f"http://127.0.0.1:{redirecting.server_port}/sms"
    with pytest.raises(Unreachable, match="HTTP 307"):
        post_json(url, b"{}", {})
    with pytest.raises(NotSent, match="HTTP 307"):
        hook.send(Post(url, "whsec_QUJD", "k" * 32, b"{}"), 0, inside={"127.0.0.1"})
    assert redirecting.asked == ["/sms", "/sms"]  # type: ignore[attr-defined]  # see above


class Daemon:
    """A small server that speaks clamd's INSTREAM over TCP; what has EICAR's mark is `harmful`."""

    def __init__(self, harmful: bytes = b"stream: Eicar FOUND\0", other: bytes = b"stream: OK\0") -> None:
        self._answers = {True: harmful, False: other}
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self._socket.getsockname()[1]}"
        self.read: list[bytes] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            with closing(connection), connection.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack(">I", stream.read(4))[0]:
                    content += stream.read(size)
                self.read.append(content)
                connection.sendall(self._answers[b"EICAR" in content])

    def stop(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def daemon() -> Iterator[Daemon]:
    made = Daemon()
    yield made
    made.stop()


def test_what_the_scanner_knows_is_refused(daemon: Daemon) -> None:
    whole = bytes(200_000)  # more than one part
    scanning.check(whole, daemon.url)
    assert daemon.read == [whole]
    with pytest.raises(EvidenceRefused, match="有害"):
        scanning.check(b"X5O!EICAR", daemon.url)


@pytest.mark.parametrize(
    "answer", [b"", b"stream: ERROR\0", b"INSTREAM size limit exceeded. ERROR\0", b"x" * 9999]
)
def test_what_the_scanner_did_not_judge_is_not_taken(answer: bytes) -> None:
    daemon = Daemon(other=answer)
    try:
        with pytest.raises(EvidenceRefused, match="不能检查"):
            scanning.check(b"a photo", daemon.url)
    finally:
        daemon.stop()


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:9", "unix:///nowhere/clamd.sock"])
def test_without_the_scanner_that_was_set_nothing_is_taken(url: str) -> None:
    with pytest.raises(EvidenceRefused, match="不能检查"):
        scanning.check(b"a photo", url)


def test_without_a_scanner_set_everything_passes() -> None:
    scanning.check(b"X5O!EICAR", "")
