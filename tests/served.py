"""An application behind the real server, in a thread of the test's process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from waitress.server import BaseWSGIServer


@contextmanager
def serving(server: BaseWSGIServer) -> Iterator[None]:
    """Serve until left. It is closed by its own thread: closed by another, its waiting for requests would
    fail with a file that is no more."""
    running = Thread(target=server.run, daemon=True)
    running.start()
    yield
    server.trigger.pull_trigger(server.close)
    running.join(timeout=10)
