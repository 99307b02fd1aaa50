"""The small site, page by page, as it was last looked at and found right.

After a wanted change: `RENEW_GOLDEN=1 .venv/bin/python -m pytest tests/site/test_site_golden.py`, then read
the diff of tests/site/golden/ before committing it.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import sqlite3
from pathlib import Path

from site_pages import files

GOLDEN = Path(__file__).parent / "golden"
# Of a page: its title, its own meta tags, its linked data and its main part. The frame around them and
# style.html are the theme's, which has tests of its own.
OURS = re.compile(
    r'<title>.*?</title>|<meta name="(?:description|[A-Z]\w+)"[^>]*>'
    r'|<script type="application/ld\+json">.*?</script>|<main .*?</main>',
    re.DOTALL,
)
NOT_OURS = ("theme/", "style/")


def test_small_site_is_as_approved(small: Path) -> None:
    made = {name: essence(name, data) for name, data in files(small).items() if not name.startswith(NOT_OURS)}
    if os.environ.get("RENEW_GOLDEN"):
        renew(made)
    approved = {name: data.decode() for name, data in files(GOLDEN).items()}
    assert sorted(made) == sorted(approved)
    assert [name for name in sorted(made) if made[name] != approved[name]] == []


def essence(name: str, data: bytes) -> str:
    if name.endswith(".jpg"):
        return f"{hashlib.sha256(data).hexdigest()}\n"
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    if name.endswith(".sqlite"):
        return "\n".join(opened(data).iterdump()) + "\n"
    text = data.decode()
    return "\n".join(OURS.findall(text)) + "\n" if name.endswith(".html") else text


def opened(data: bytes) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    return database


def renew(made: dict[str, str]) -> None:
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, text in made.items():
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
