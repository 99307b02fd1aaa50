"""`python -m intake …` in processes of their own that need not import everything first.

One Python that has imported the product waits; each process is a fork of it, with folder, environment and
files of its own, and is killed, ended and waited for as any other. Importing is a third of what most
commands take. test_services_cli.py starts the product as people do, from nothing.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[1]
_MESSAGE = 2**18  # bytes; words and environment of one process


class Process:
    """A process that was started here, as `subprocess.Popen` has it. It leads a group of its own."""

    def __init__(self, told: socket.socket) -> None:
        self._told = told
        self.returncode: int | None = None
        self.pid = int(told.recv(64))

    def poll(self) -> int | None:
        """Its exit status, minus the signal that ended it; None while it runs."""
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        """The same when it has ended. Raises TimeoutExpired."""
        ended = self._look(timeout)
        if ended is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return ended

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def _look(self, seconds: float | None) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], seconds)[0]:
            # Several threads may wait for it: each sees the message, nobody takes it.
            self.returncode = int(self._told.recv(64, socket.MSG_PEEK))
        return self.returncode


def start(
    words: Sequence[str],
    environment: Mapping[str, str],
    out: IO[bytes],
    said: IO[bytes],
    read: IO[bytes] | None = None,
) -> Process:
    """`python -m intake WORDS`, or `python -c CODE …` when the first word is -c; `print` is heard at once.

    `out` and `said` are its standard output and error; it reads `read`, or nothing.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    asked = json.dumps({"words": list(words), "environment": dict(environment)}).encode()
    with theirs, Path(os.devnull).open("rb") as nothing:
        files = (theirs, read or nothing, out, said)
        socket.send_fds(_waiting(), [asked], [each.fileno() for each in files])
    return Process(ours)


def run(
    words: Sequence[str], environment: Mapping[str, str], given: str = "", timeout: float | None = None
) -> subprocess.CompletedProcess[str]:
    """The same from beginning to end, with what it printed; `given` is what it reads."""
    with (
        tempfile.TemporaryFile() as read,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as said,
    ):
        read.write(given.encode())
        read.seek(0)
        process = start(words, environment, out, said, read)
        try:
            status = process.wait(timeout)
        finally:
            process.kill()
        for each in (out, said):
            each.seek(0)
        return subprocess.CompletedProcess(words, status, out.read().decode(), said.read().decode())


@cache
def _waiting() -> socket.socket:
    """Where the waiting Python hears what to start; it ends when nobody can ask it any more."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        number = theirs.fileno()
        waiting = subprocess.Popen(
            [sys.executable, __file__, str(number)], cwd=ROOT, pass_fds=[number], start_new_session=True
        )
    atexit.register(waiting.wait)
    atexit.register(ours.close)
    return ours


def _serve(asked: socket.socket) -> None:
    sys.path[0] = str(ROOT)
    from intake.cli import COMMANDS

    for name in COMMANDS:
        import_module(f"intake.commands.{name}")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait
    while True:
        message, files, _flags, _from = socket.recv_fds(asked, _MESSAGE, 4)
        if not message:
            return
        if not os.fork():
            asked.close()
            _watch(message, *files)
        for file in files:
            os.close(file)


def _watch(message: bytes, told: int, *files: int) -> None:
    """Start the process, tell its number, and its status when it has ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if not child:
        os.setsid()
        _become(json.loads(message), files)
    for file in files:
        os.close(file)
    os.write(told, str(child).encode())
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with suppress(BrokenPipeError):  # whoever started it may be gone
        os.write(told, str(status).encode())
    os._exit(0)


def _become(asked: dict[str, Any], files: tuple[int, ...]) -> None:
    for number, file in enumerate(files):
        os.dup2(file, number)
    os.closerange(len(files), 256)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(number, how, 1, "utf-8", closefd=False) for number, how in enumerate("rww")
    )
    os.environ.clear()
    os.environ.update(asked["environment"])
    words = list(asked["words"])
    status = 1
    try:
        if words[0] == "-c":
            sys.argv = ["-c", *words[2:]]
            exec(words[1], {"__name__": "__main__"})
            status = 0
        else:
            from intake.cli import main

            status = main(words)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else bool(end.code)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
