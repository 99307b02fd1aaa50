"""Two machines that build the same content make the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from site_pages import ADDRESS, DAY, ROOT, SMALL, files

OTHERWISE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Kiritimati",
    "LANG": "C",
    "LC_ALL": "C",
    "SITE_PROCESSES": "3",
}


def test_what_a_machine_is_like_leaves_no_trace(small: Path, tmp_path: Path) -> None:
    """Other folders, order and times of files, zone, language, hash seed, umask, number of processes."""
    code = _copied(
        ROOT, tmp_path / "另一台 机器", ("registry", "search", "pictures", "site", "pelicanconf.py")
    )
    content = tmp_path / "content"
    for path in sorted(SMALL.rglob("*"), reverse=True):
        if path.is_file():
            (content / path.relative_to(SMALL)).parent.mkdir(parents=True, exist_ok=True)
            (content / path.relative_to(SMALL)).write_bytes(path.read_bytes())
            os.utime(content / path.relative_to(SMALL), (0, 0))
    _build(code, content, tmp_path / "output")
    assert files(tmp_path / "output") == files(small)


def _copied(root: Path, into: Path, names: tuple[str, ...]) -> Path:
    into.mkdir()
    for name in names:
        if (root / name).is_dir():
            shutil.copytree(root / name, into / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(root / name, into)
    return into


def _build(code: Path, content: Path, output: Path) -> None:
    """From a folder that is not the code's, by a user whose files are nobody else's to read."""
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(output), "--fatal", "errors"]
    told = {"BASE_URL": ADDRESS, "BUILD_DATE": DAY, "SITE_CACHE": f"{output}.cache", "PYTHONPATH": str(code)}
    subprocess.run(
        [*command, "-s", str(code / "pelicanconf.py")],
        cwd=output.parent,
        env={**os.environ, **OTHERWISE, **told},
        umask=0o077,
        check=True,
        timeout=120,
    )
