"""Bytes on the wire that no client would send, to the very server that `run` starts."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from siege import House

from intake.commands import run
from intake.commands.run import _server
from intake.web.security import limiter

PATIENCE = 20
END = b"\r\n\r\n"


@pytest.fixture(scope="module")
def port(house: House) -> Iterator[int]:
    """The server, on a port of its own."""
    from dataclasses import replace

    server = _server(replace(house.ctx, settings=replace(house.ctx.settings, port=0)))
    limiter.enabled = False

    def serve() -> None:
        with suppress(OSError):  # its sockets are closed under it in the end
            server.run()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server.socket.getsockname()[1]
    server.task_dispatcher.shutdown()  # before the sockets: an answer may be on its way
    server.close()
    thread.join(PATIENCE)


def say(port: int, *parts: bytes) -> bytes:
    """What comes back until the server closes, or nothing more comes."""
    with closing(socket.create_connection(("127.0.0.1", port), PATIENCE)) as connection:
        for part in parts:
            connection.sendall(part)
        connection.settimeout(PATIENCE)
        said = b""
        while END not in said:
            more = connection.recv(65536)
            if not more:
                break
            said += more
        return said


def request(*lines: bytes, method: bytes = b"POST /track HTTP/1.1") -> bytes:
    return b"\r\n".join((method, b"Host: a", *lines)) + END


REFUSED = {
    "two lengths": request(b"Content-Length: 5", b"Content-Length: 6") + b"abcde",
    "a length below nothing": request(b"Content-Length: -1"),
    "a length in words": request(b"Content-Length: abc"),
    "a length with a sign": request(b"Content-Length: +5") + b"abcde",
    "a length with a list": request(b"Content-Length: 5, 5") + b"abcde",
    "an unknown coding": request(b"Transfer-Encoding: xchunked"),
    "two codings": request(b"Transfer-Encoding: gzip, chunked"),
    "a coding hidden by a tab": request(b"Transfer-Encoding:\x0bchunked"),
    "a blank before the colon": request(b"Content-Length : 5") + b"abcde",
    "a bare line end": b"GET /track HTTP/1.1\nHost: a\nX: y" + END,
    "a name with a NUL": request(b"X\x00Y: z"),
    "a header without a name": request(b": x"),
    "a chunk of wrong size": request(b"Transfer-Encoding: chunked") + b"zz\r\nabc\r\n0\r\n\r\n",
    "a chunk with a sign": request(b"Transfer-Encoding: chunked") + b"+3\r\nabc\r\n0\r\n\r\n",
    "a request line of one word": b"GET" + END,
    "a version of its own": b"GET / HTTP/9.9x" + END,
    "a method in small letters": b"get /track HTTP/1.1\r\nHost: a" + END,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_be_read_in_two_ways_is_not_read(port: int, name: str) -> None:
    """Nothing smuggled behind it is answered: one answer, and it is a refusal."""
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: a" + END
    said = say(port, REFUSED[name], smuggled)
    assert not said or said.split(b" ", 2)[1][:1] in (b"4", b"5"), said[:200]
    assert b'"status":"ok"' not in said.replace(b" ", b"")


def test_a_coding_wins_over_a_length(port: int) -> None:
    """CL.TE: the length is ignored, so what stands behind the last chunk is no part of this request."""
    both = request(b"Content-Length: 4", b"Transfer-Encoding: chunked", b"Connection: close")
    assert say(port, both + b"0\r\n\r\n").split(b" ")[1] in (b"200", b"400", b"422")


def test_headers_without_end_are_refused(port: int) -> None:
    said = say(port, b"GET /track HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 300_000 + END)
    assert said.split(b" ")[1] in (b"431", b"400")


def test_a_body_that_says_it_is_huge_is_refused_before_it_comes(port: int) -> None:
    said = say(port, request(b"Content-Length: 99999999999"))
    assert said.split(b" ")[1] == b"413"


def test_whoever_sends_slowly_keeps_nobody_waiting(port: int) -> None:
    """More of them than there are threads, each with half a body: the next is answered at once."""
    slow = [socket.create_connection(("127.0.0.1", port), PATIENCE) for _one in range(run.THREADS * 2)]
    try:
        for each in slow:
            each.sendall(request(b"Content-Length: 1000") + b"half")
        said = say(port, request(b"Connection: close", method=b"GET /healthz HTTP/1.1"))
        assert said.startswith(b"HTTP/1.1 200")
    finally:
        for each in slow:
            each.close()


@pytest.mark.parametrize(
    "header", [b"X-Forwarded-For: 127.0.0.1", b"X-Forwarded-Proto: https", b"Forwarded: for=1.2.3.4"]
)
def test_nobody_forges_what_the_server_in_front_says(port: int, header: bytes) -> None:
    said = say(port, request(header, b"Connection: close", method=b"GET /track HTTP/1.1"))
    assert b"Strict-Transport-Security" not in said
    assert said.startswith(b"HTTP/1.1 200")


def test_it_does_not_say_what_it_is(port: int) -> None:
    said = say(port, request(b"Connection: close", method=b"GET /track HTTP/1.1"))
    assert b"waitress" not in said.lower() and b"werkzeug" not in said.lower()
