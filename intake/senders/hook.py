"""Events for other systems: a signed POST to an address that a partner chose, and so one that is not trusted.

The name is looked up once, every address it has must be public, and the connection goes to the very address
that was checked: no name that answers differently a moment later leads inside (SSRF, DNS rebinding). Looking
up counts for the deadline too: a partner chooses its name server as well.
Redirects are answers like any other and are not followed. Headers and signature are those of Standard
Webhooks 1.0.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Collection
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from intake.senders.message import Later, Refused

DEADLINE = 10.0  # seconds for all of it, however slowly the other side answers
_STEP = 5.0  # seconds for one answer of the other side
_LOOKING_UP = threading.BoundedSemaphore(16)  # names at once: a resolver cannot be told to stop
_LONGEST_ANSWER = 4096
# IPv6 addresses that carry an IPv4 one: what they lead to is nobody's to see from outside.
_CARRIERS = tuple(map(IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))
# Not of the open internet, though `is_global` says so: site-local (RFC 3879), documentation (RFC 9637) and
# the former way to 6to4 (RFC 7526).
_NOBODYS = (IPv6Network("fec0::/10"), IPv6Network("3fff::/20"), IPv4Network("192.88.99.0/24"))


class Forbidden(Exception):
    """The address leads where no partner may send us; the message says why in a few letters."""


@dataclass(frozen=True, slots=True)
class Post:
    """An event to send. `key` names it for good: a repeat carries the same."""

    url: str = field(repr=False)
    secret: str = field(repr=False)
    key: str
    body: bytes


def send(post: Post, timestamp: int, inside: Collection[str] = (), within: float | None = None) -> int:
    """Post an event, `within` so many seconds; returns the status, a 2xx. `inside`: names that may lead
    inside, and by http.

    Raises Refused (410: gone for good; or a forbidden address) or Later (anything else).
    """
    end = time.monotonic() + (DEADLINE if within is None else within)
    try:
        parts = allowed(post.url, inside)
        address = _address(parts, inside, end)
    except Forbidden as why:
        raise Refused(str(why)) from None
    except OSError:
        raise Later("name not found") from None
    status = _post(parts, address, post, timestamp, end)
    if 200 <= status < 300:
        return status
    raise (Refused if status == http.HTTPStatus.GONE else Later)(f"HTTP {status}")


def allowed(url: str, inside: Collection[str] = ()) -> SplitResult:
    """The parts of an address that may be used. Raises Forbidden."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, (parts.hostname or "")
    except ValueError:
        raise Forbidden("not an address") from None
    if parts.scheme != "https" and not (parts.scheme == "http" and host in inside):
        raise Forbidden("not https")
    if not host or not url.isascii() or not url.isprintable() or " " in url or parts.username is not None:
        raise Forbidden("not an address")
    if port == 0 or parts.fragment:
        raise Forbidden("not an address")
    return parts


def signature(secret: str, key: str, timestamp: int, body: bytes) -> str:
    """v1, and the base64 HMAC-SHA256 of key, time and body; the secret is base64 behind `whsec_`."""
    signing = base64.b64decode(secret.removeprefix("whsec_"))
    signed = hmac.digest(signing, f"{key}.{timestamp}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(signed).decode()}"


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the open internet, in whatever clothes."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if any(address in network for network in _CARRIERS):
            return False
    if any(address in network for network in _NOBODYS):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _address(parts: SplitResult, inside: Collection[str], end: float) -> tuple[str, int]:
    """Where to connect: the first address of the name, if all are public. Raises Forbidden or OSError."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        numbers = _looked_up(host, port, end)
    except UnicodeError:
        raise Forbidden("not an address") from None
    if host not in inside and not all(is_public(ip_address(each.partition("%")[0])) for each in numbers):
        raise Forbidden("inner address")
    return numbers[0], port


def _looked_up(host: str, port: int, end: float) -> list[str]:
    """The addresses of a name. In a thread, which is left behind when it takes too long. Raises OSError."""
    if not _LOOKING_UP.acquire(timeout=max(0.0, end - time.monotonic())):
        raise TimeoutError
    answer: Future[list[str]] = Future()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.set_result([str(each[4][0]) for each in found])
        except Exception as fault:
            answer.set_exception(fault)
        finally:
            _LOOKING_UP.release()

    threading.Thread(target=look_up, name="look up", daemon=True).start()
    return answer.result(max(0.0, min(_STEP, end - time.monotonic())))


def _post(parts: SplitResult, address: tuple[str, int], post: Post, timestamp: int, end: float) -> int:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "mingdan-hooks/1",
        "Connection": "close",
        "webhook-id": post.key,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(post.secret, post.key, timestamp, post.body),
    }
    connection = _Pinned(parts, address)
    alarm = threading.Timer(max(0.0, end - time.monotonic()), connection.cut)
    alarm.start()
    try:
        connection.request("POST", target, post.body, headers)
        response = connection.getresponse()
        response.read(_LONGEST_ANSWER)
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Later(type(fault).__name__) from None
    finally:
        alarm.cancel()
        connection.close()
    if connection.was_cut:  # an answer that was cut off reads like a whole one
        raise Later("too slow")
    return response.status


class _Pinned(http.client.HTTPConnection):
    """A connection to one address under the name it was looked up by, which its certificate must bear."""

    def __init__(self, parts: SplitResult, address: tuple[str, int]) -> None:
        super().__init__(parts.hostname or "", address[1], timeout=_STEP)
        self._address = address
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self.was_cut = False
        self.default_port = 443 if self._tls else 80

    def connect(self) -> None:
        self.sock = socket.create_connection(self._address, _STEP)
        if self.was_cut:
            raise TimeoutError
        if self._tls:  # wrapped first: what `cut` shuts must be what shakes hands
            wrapped = self._tls.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock = wrapped
            wrapped.do_handshake()

    def cut(self) -> None:
        """End it in the midst of whatever it does."""
        self.was_cut = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)
