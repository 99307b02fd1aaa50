#!/usr/bin/python3
"""Stands in for systemctl where no systemd runs: starts what the units' ExecStart says, as their user,
with their settings; of timers and hardening it knows nothing. Only for following the install guide in a
bare root."""

import os
import subprocess
import sys
from pathlib import Path

UNITS = Path("/etc/systemd/system")
LOGS = Path("/var/log")


def main() -> int:
    """As the guide calls it: daemon-reload; enable [--now] UNIT…; restart UNIT…"""
    verb, *names = [word for word in sys.argv[1:] if not word.startswith("--")]
    starts = "--now" in sys.argv or verb == "restart"
    for name in names:
        if name == "nginx.service":
            if starts:
                subprocess.run(["/usr/sbin/nginx"], check=True)
        elif not (UNITS / name).is_file():
            print(f"Unit {name} could not be found.", file=sys.stderr)
            return 5
        elif starts and name.endswith(".service"):
            start(name)
    return 0


def start(name: str) -> None:
    """Start a service and leave it running."""
    said = dict(
        line.split("=", 1)
        for line in (UNITS / name).read_text().splitlines()
        if "=" in line and line[0] != "#"
    )
    lines = Path(said["EnvironmentFile"]).read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "#")
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **given}
    subprocess.Popen(
        ["runuser", "-u", said["User"], "--", *said["ExecStart"].split()],
        cwd=said["WorkingDirectory"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=(LOGS / f"{name}.log").open("wb"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


if __name__ == "__main__":
    sys.exit(main())
