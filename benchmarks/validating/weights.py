"""What a first visit costs: the page and what it asks of the theme, packed as they travel."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LIMIT = 30_000  # bytes
ASKED = re.compile(rb'(?:src|href)="/(theme/[^"#?]+)')


def findings(pages: Iterable[Path], site: Path) -> list[str]:
    """Pages whose first view is heavier than the limit."""
    weighed = ((path, first_view(path, site)) for path in pages)
    return [f"{path}: {weight} bytes" for path, weight in weighed if weight > LIMIT]


def first_view(path: Path, site: Path) -> int:
    """Bytes over the line for somebody who has nothing yet."""
    page = path.read_bytes()
    asked = {site / name.decode() for name in ASKED.findall(page)}
    return len(gzip.compress(page, 6)) + sum(map(_packed, asked))


@cache
def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))
