"""The whole product as people run it: a built site and `python -m intake run` in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from functools import cached_property
from pathlib import Path
from typing import IO

import requests
import warm

from intake.services.context import Context, open_context
from intake.settings import from_environment

ROOT = Path(__file__).parents[2]
ARTIFACTS = Path(__file__).with_name("artifacts")  # pictures and logs for people to look at
START_SECONDS = 90
BASE_URL = "http://127.0.0.1:8000"  # what the built site says of itself; nobody listens there


def build_site(output: Path) -> None:
    """Build the public site into `output`, as `make build` does; what it remembers lies in `site_kept`."""
    command = [sys.executable, "-m", "pelican", "content", "-o", str(output), "-s", "pelicanconf.py"]
    told = {**os.environ, "SITE_CACHE": str(site_kept(output)), "BASE_URL": BASE_URL}
    subprocess.run([*command, "--fatal", "errors"], cwd=ROOT, check=True, capture_output=True, env=told)


def site_kept(output: Path) -> Path:
    """Where the build of that site remembers what it made."""
    return output.with_name(f"{output.name}-kept")


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Product:
    """One installation: its data, its port, and its server process, which may be killed and started again."""

    def __init__(self, data: Path, output: Path, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data.parent / f"{data.name}.log"
        self._environment = {
            **os.environ,
            "PORT": str(self.port),
            "DATA_DIR": str(data),
            "OUTPUT_DIR": str(output),
            "PYTHONUNBUFFERED": "1",
            "LIMIT_FACTOR": "100",  # every test comes from one address
            **environment,
        }
        self._process: warm.Process | None = None

    def start(self) -> "Product":
        """Start the server and wait until it says it is ready."""
        with self.log.open("ab") as log:
            self._process = warm.start(["run"], self._environment, log, log)
        self._wait_until_ready()
        return self

    @property
    def pid(self) -> int:
        """The number of its server process."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an administrator would."""
        self._end(signal.SIGTERM)
        if "data" in vars(self):
            self.data.close()

    @cached_property
    def data(self) -> Context:
        """The data it serves, for what its people did before a test begins."""
        return open_context(from_environment(self._environment))

    def command(self, *words: str) -> str:
        """Run `python -m intake …` on the same data; return the last line it prints."""
        done = warm.run(words, self._environment)
        done.check_returncode()
        return done.stdout.strip().splitlines()[-1]

    def printed(self) -> str:
        """Everything the server wrote so far."""
        return self.log.read_text(encoding="utf-8")

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, how)
            self._process.wait(timeout=20)
            self._process = None

    def _wait_until_ready(self) -> None:
        assert self._process is not None
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self._process.poll() is not None:
                self._process = None  # there is nothing to end any more
                raise RuntimeError(f"the server ended while starting:\n{self.printed()}")
            if self._answers():
                return
            time.sleep(0.2)
        raise RuntimeError(f"not ready after {START_SECONDS} s:\n{self.printed()}")

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/healthz", timeout=2).ok
        except requests.RequestException:
            return False


def photo_with_place(target: IO[bytes]) -> None:
    """Write a JPEG as a phone takes it: with the place (GPS) and the phone's name in its EXIF."""
    from PIL import Image, ImageDraw
    from PIL.ExifTags import GPS, IFD, Base

    picture = Image.new("RGB", (1600, 1200), "#9fb4c4")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 800, 1600, 1200), fill="#6b6256")
    draw.rectangle((500, 350, 1100, 820), fill="#c9c2b4")
    draw.polygon([(460, 360), (800, 180), (1140, 360)], fill="#7d3b2e")
    for step in range(6):
        draw.ellipse((900 + step * 50, 160 - step * 25, 1040 + step * 60, 260 - step * 22), fill="#55565c")
    exif = picture.getexif()
    exif[Base.Model] = "PHONE-OF-A-NAMED-PERSON"
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "N", (34.0, 45.0, 12.0)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", (113.0, 39.0, 30.0)
    picture.save(target, "JPEG", quality=88, exif=exif)
