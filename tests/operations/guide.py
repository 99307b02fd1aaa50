"""What docs/install.md tells an operator to type, and what the units in deploy/systemd say."""

from __future__ import annotations

import configparser
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UNITS = ROOT / "deploy" / "systemd"
_BLOCK = re.compile(r"^```sh elsewhere=install-guide\n(.*?)^```$", re.M | re.S)


def blocks() -> list[str]:
    """The commands for one server, block by block, word for word."""
    text = (ROOT / "docs" / "install.md").read_text("utf-8")
    return _BLOCK.findall(text.partition("## One server")[2].partition("\n## ")[0])


@dataclass(frozen=True, slots=True)
class Unit:
    """What of a service unit a machine without systemd can follow."""

    name: str
    user: str
    folder: str
    environment: str
    command: str
    writes: tuple[str, ...]


def units(folder: Path = UNITS) -> list[Unit]:
    """Every service unit."""
    return [unit(path) for path in sorted(folder.glob("*.service"))]


def unit(path: Path) -> Unit:
    """One service unit."""
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment]  # names keep their case
    parser.read(path, "utf-8")
    said = parser["Service"]
    state = [f"/var/lib/{said['StateDirectory']}"] if "StateDirectory" in said else []
    writes = re.findall(r"(?m)^ReadWritePaths=(.+)$", path.read_text("utf-8"))
    places = (*state, *(each for line in writes for each in line.split()))
    return Unit(
        path.stem, said["User"], said["WorkingDirectory"], said["EnvironmentFile"], said["ExecStart"], places
    )
