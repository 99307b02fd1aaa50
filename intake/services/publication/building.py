"""When the site was last built here, and how long that took: for whoever watches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_FILE = "site.build.json"


@dataclass(frozen=True, slots=True)
class Built:
    """A build that ended well. `at` is aware."""

    at: datetime
    seconds: float


def note(data_dir: Path, built: Built) -> None:
    """Keep the last one."""
    text = json.dumps({"at": built.at.isoformat(), "seconds": round(built.seconds, 2)})
    (data_dir / _FILE).write_text(text, encoding="utf-8")


def last(data_dir: Path) -> Built | None:
    """The last one that is known."""
    try:
        stored = json.loads((data_dir / _FILE).read_text("utf-8"))
        return Built(datetime.fromisoformat(stored["at"]), float(stored["seconds"]))
    except (OSError, ValueError, KeyError):
        return None
