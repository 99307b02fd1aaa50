"""Pages that the tests of the web opened, to be read by the Nu HTML checker together, in one go."""

from __future__ import annotations

import re
from pathlib import Path

from werkzeug.test import TestResponse

from benchmarks.validating import nu

VALUE = re.compile(r'"[^"]*"')
_seen: dict[tuple[str, str, int, frozenset[str]], str] = {}


def remember(response: TestResponse) -> None:
    """Keep a page unless one of its address (numbers aside) with the same elements was seen."""
    text = response.get_data(as_text=True)
    shape = re.sub(r"[^/]*\d[^/]*", "_", response.request.path)
    elements = frozenset(re.findall(r"<[a-z][^>]*", VALUE.sub("", text)))
    _seen.setdefault((response.request.method, shape, response.status_code, elements), text)


def findings(folder: Path) -> list[str]:
    """What is wrong in the pages kept; `folder` takes them."""
    for number, ((method, shape, status, _), text) in enumerate(_seen.items()):
        name = re.sub(r"\W+", "-", f"{method}{shape}")[:120]
        (folder / f"{name}-{status}-{number}.html").write_text(text, encoding="utf-8")
    return nu.findings(sorted(folder.glob("*.html"))) if _seen else []
