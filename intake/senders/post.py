"""One JSON request to a fixed address: no redirects, no proxies, no address but the one configured."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from intake.senders.message import Later, Refused, Unreachable

_TIMEOUT = 15  # seconds for each step
_LONGEST_ANSWER = 64 * 1024


def post_json(url: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """Post a body; returns the answer of a 2xx. Raises Refused (4xx), Later (408, 429) or Unreachable."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "") or "/"
    connection = _connection(parts)
    try:
        connection.request("POST", target, body, {"Content-Type": "application/json", **headers})
        response = connection.getresponse()
        answer = response.read(_LONGEST_ANSWER)
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(type(error).__name__) from None
    finally:
        connection.close()
    _judge(response.status)
    return answer


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        tls = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port, timeout=_TIMEOUT, context=tls)
    return http.client.HTTPConnection(host, parts.port, timeout=_TIMEOUT)


def _judge(status: int) -> None:
    if 200 <= status < 300:
        return
    if status in (408, 429):
        raise Later(f"HTTP {status}")
    if status in (400, 422):  # of the message itself; other refusals are about the gateway or our key
        raise Refused(f"HTTP {status}")
    raise Unreachable(f"HTTP {status}")
