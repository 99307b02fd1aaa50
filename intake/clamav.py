"""Asks a ClamAV daemon about a file: its INSTREAM command, over TCP or a Unix socket [clamd(8)]."""

from __future__ import annotations

import socket
import struct
from contextlib import closing
from typing import Final
from urllib.parse import urlsplit

_TIMEOUT: Final = 30  # seconds for each step
_PART: Final = 64 * 1024  # bytes sent at a time
_LONGEST_ANSWER: Final = 4096
_CLEAN: Final = b"stream: OK"
_FOUND: Final = b" FOUND"


class NoAnswer(Exception):
    """The daemon is not there, did not look at the file, or said what no daemon says."""


def is_harmful(content: bytes, url: str) -> bool:
    """Whether the daemon at tcp://host:port or unix:///path knows the file as harmful. Raises NoAnswer."""
    try:
        with closing(_connected(url)) as daemon:
            answer = _ask(daemon, content)
    except OSError as error:
        raise NoAnswer(type(error).__name__) from None
    if answer == _CLEAN:
        return False
    if answer.startswith(b"stream: ") and answer.endswith(_FOUND):
        return True
    raise NoAnswer("no verdict")


def _connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname or "", parts.port or 3310), _TIMEOUT)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(_TIMEOUT)
    connection.connect(parts.path)
    return connection


def _ask(daemon: socket.socket, content: bytes) -> bytes:
    """The daemon's one line about the file, each part of it sent with its length before it."""
    daemon.sendall(b"zINSTREAM\0")
    for at in range(0, len(content), _PART):
        part = content[at : at + _PART]
        daemon.sendall(struct.pack(">I", len(part)) + part)
    daemon.sendall(struct.pack(">I", 0))
    answer = b""
    while len(answer) < _LONGEST_ANSWER and not answer.endswith(b"\0"):
        told = daemon.recv(_LONGEST_ANSWER)
        if not told:
            break
        answer += told
    return answer.rstrip(b"\0")
