"""Servers of the filing benchmark: the product as operators start it, and the bare view."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from intake.services import setup
from intake.services.context import open_context
from intake.services.partners import managing
from intake.settings import from_environment

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 120
_INTAKE = (sys.executable, "-m", "intake")
KEYS = 200  # each may file 600 a minute


def api_keys(environment: dict[str, str], count: int = KEYS) -> list[str]:
    """Prepare the installation and make keys for the generator."""
    settings = from_environment(environment)
    setup.migrate(settings)
    with closing(open_context(settings)) as ctx:
        return [managing.add_apikey(ctx, f"bench-{number}") for number in range(count)]


@dataclass(frozen=True)
class Product:
    """The running product."""

    port: int
    worker: subprocess.Popen[bytes]

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Its worker stands still while the block runs: what it has to do burdens nobody else's turn."""
        self.worker.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.worker.send_signal(signal.SIGCONT)


@contextmanager
def product(environment: dict[str, str], log: Path) -> Iterator[Product]:
    """`python -m intake run --web-only`, and the worker in a process of its own."""
    port = free_port()
    own = {**environment, "PORT": str(port)}
    with (
        serving([*_INTAKE, "run", "--web-only"], own, port, log),
        _process([*_INTAKE, "work"], own, log) as worker,
    ):
        yield Product(port, worker)


@contextmanager
def workers(environment: dict[str, str], log: Path, count: int) -> Iterator[None]:
    """So many more `work` processes."""
    with ExitStack() as stack:
        for _each in range(count):
            stack.enter_context(_process([*_INTAKE, "work"], environment, log))
        yield


@contextmanager
def bare(database_url: str, log: Path) -> Iterator[int]:
    """The bare view; gives its port."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.intake_bare", database_url, str(port)]
    with serving(command, {}, port, log):
        yield port


def load(**given: Any) -> dict[str, Any]:
    """Run the generator in a process of its own; see `intake_load`."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.intake_load"],
        cwd=ROOT,
        input=json.dumps(given),
        stdout=subprocess.PIPE,  # how far it is goes to the standard error of both
        text=True,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@contextmanager
def serving(
    command: list[str], environment: dict[str, str], port: int, log: Path, path: str = "/healthz"
) -> Iterator[None]:
    """A server while the block runs; it is up when it answers at `path`."""
    with _process(command, environment, log) as process:
        _wait_for(process, f"http://127.0.0.1:{port}{path}")
        yield


@contextmanager
def _process(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def _wait_for(process: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
