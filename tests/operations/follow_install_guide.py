"""`make install-guide`: an empty Debian root, the commands of docs/install.md word for word, then a
citizen and a clerk.

Needs root and debootstrap. No systemd runs in the root: `stand_in_systemctl.py` starts what the units say.
What the service does is then tried from outside, through nginx with TLS: /healthz, a filed complaint, a
log-in at the desk.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guide import ROOT, blocks
from through_the_door import clerk_logs_in, complaint_is_filed, door

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("INSTALL_ROOT", "/var/tmp/mingdan-install-guide"))
MIRROR = os.environ.get("DEBIAN_MIRROR", "http://deb.debian.org/debian")
LOGIN = "first-clerk"  # as the guide names the first account
PORTS = (80, 443, 8000)
_OF_THE_NETWORK = ("http_proxy", "https_proxy", "PIP_INDEX_URL", "PIP_CERT", "PIP_DEFAULT_TIMEOUT")


def main() -> int:
    """Follow the guide; 1 when any command or any later step fails."""
    say(f"root: {FOLDER}")
    _check_machine()
    _empty_root()
    with _mounted():
        try:
            printed = _follow()
            _wait_for_service()
            _use(printed)
        finally:
            _stop()
    say("the guide works: /healthz answers, a complaint is filed, a clerk sees the desk")
    return 0


def say(what: str) -> None:
    """Progress."""
    print(f"{time.strftime('%H:%M:%S')}  {what}", flush=True)


def _check_machine() -> None:
    if os.getuid() != 0 or not shutil.which("debootstrap"):
        sys.exit("install-guide needs root and debootstrap (apt-get install debootstrap)")
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                sys.exit(f"port {port} is in use; the guide needs it")


def _empty_root() -> None:
    """Debian and nothing else; then only what stands in for what a machine has and a folder has not."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    say("debootstrap bookworm (minbase), about a minute")
    subprocess.run(
        ["debootstrap", "--variant=minbase", "bookworm", str(FOLDER), MIRROR],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shutil.copy("/etc/resolv.conf", FOLDER / "etc/resolv.conf")
    _file("usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n")  # packages start nothing by themselves
    _file("usr/bin/systemctl", (HERE / "stand_in_systemctl.py").read_text("utf-8"))
    authorities = Path("/usr/local/share/ca-certificates")  # of a network that looks into TLS
    shutil.copytree(authorities, FOLDER / authorities.relative_to("/"), dirs_exist_ok=True)
    _put_release(FOLDER / "root/mingdan.tar.gz")


def _put_release(target: Path) -> None:
    """The last commit, or the file that RELEASE names."""
    if "RELEASE" in os.environ:
        shutil.copy(os.environ["RELEASE"], target)
        return
    release = ["git", "archive", "--prefix=mingdan/", "-o", str(target), "HEAD"]
    subprocess.run(release, cwd=ROOT, check=True)


def _file(name: str, text: str) -> None:
    (FOLDER / name).write_text(text, encoding="utf-8")
    (FOLDER / name).chmod(0o755)


@contextmanager
def _mounted() -> Iterator[None]:
    made = []
    for kind in ("proc", "sys", "dev"):
        subprocess.run(["mount", "--rbind", f"/{kind}", str(FOLDER / kind)], check=True)
        subprocess.run(["mount", "--make-rslave", str(FOLDER / kind)], check=True)
        made.append(FOLDER / kind)
    try:
        yield
    finally:
        for each in reversed(made):
            subprocess.run(["umount", "-R", "-l", str(each)], check=False)


def _follow() -> str:
    """One shell for all blocks, as an operator has; returns what it printed. A failing command ends it."""
    commands = blocks()
    marked = [
        f'echo "### {number}/{len(commands)}"\n{block}' for number, block in enumerate(commands, start=1)
    ]
    script = "set -eux\ncd /root\n" + "\n".join(marked)
    shell = subprocess.Popen(
        ["chroot", str(FOLDER), "/bin/bash"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=_environment(),
        cwd="/",
    )
    assert shell.stdin is not None
    assert shell.stdout is not None
    shell.stdin.write(script)
    shell.stdin.close()
    printed = []
    for line in shell.stdout:
        printed.append(line)
        if line.startswith(("+ ", "### ")) or "rror" in line or "故障" in line or "注意" in line:
            say(line.rstrip()[:150])
    if shell.wait():
        sys.exit("the guide failed:\n" + "".join(printed[-40:]))
    return "".join(printed)


def _environment() -> dict[str, str]:
    """What a fresh root shell has; beside it how this machine reaches package registries, if it needs
    help."""
    kept = {
        name: os.environ[name]
        for name in ("http_proxy", "https_proxy", "PIP_INDEX_URL")
        if name in os.environ
    }
    fresh = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
    return {**fresh, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", **kept}


def _wait_for_service() -> None:
    for _try in range(60):
        try:
            if door(FOLDER).get("/healthz").status_code == 200:
                return
        except OSError:
            pass
        time.sleep(1)
    sys.exit(
        "the service does not answer:\n" + (FOLDER / "var/log/mingdan-web.service.log").read_text()[-2000:]
    )


def _use(printed: str) -> None:
    say(f"receipt code of {len(complaint_is_filed(door(FOLDER)))} digits given to a citizen")
    passwords = re.findall(r"\b(?:[a-z2-9]{4}-){3}[a-z2-9]{4}\b", printed)
    say(clerk_logs_in(door(FOLDER), LOGIN, passwords[-1]))


def _stop() -> None:
    """End every process whose root is the folder: they are all ours."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "root").readlink() == FOLDER.resolve():
                os.kill(int(process.name), 15)
        except OSError:
            continue
    time.sleep(3)


if __name__ == "__main__":
    sys.exit(main())
