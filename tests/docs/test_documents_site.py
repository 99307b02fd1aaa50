"""The documents hold together: the site of them builds, no link, anchor or picture leads nowhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from blocks import documents
from samples import ROOT

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.S)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents' site."""
    out = tmp_path_factory.mktemp("documents")
    command = [sys.executable, "-m", "pelican", "docs", "-o", str(out), "-s", "docs/pelicanconf.py"]
    given = {**os.environ, "PYTHONPATH": "site/plugins:."}
    subprocess.run([*command, "--fatal", "errors"], cwd=ROOT, env=given, check=True, capture_output=True)
    return out


def test_the_site_has_a_sound_page_for_every_document(built: Path) -> None:
    pages = list(built.rglob("index.html"))
    assert len(pages) == len(list((ROOT / "docs").rglob("*.md")))
    for page in pages:
        html5lib.HTMLParser(strict=True).parse(page.read_bytes())


def test_no_link_of_the_site_leads_nowhere(built: Path) -> None:
    ids = {page: set(re.findall(r' id="([^"]+)"', page.read_text("utf-8"))) for page in built.rglob("*.html")}
    wrong = [f"{page}: {link}" for page in ids for link in _links(page) if not _leads(built, ids, page, link)]
    assert not wrong


def _links(page: Path) -> Iterator[str]:
    text = page.read_text("utf-8")
    yield from (
        each for each in re.findall(r' (?:href|src)="([^"]+)"', text) if not re.match("[a-z]+:", each)
    )


def _leads(built: Path, ids: dict[Path, set[str]], page: Path, link: str) -> bool:
    path, _mark, anchor = link.partition("#")
    target = built / path.lstrip("/") if path else page
    target = target / "index.html" if target.is_dir() else target
    return target.is_file() and (not anchor or target.suffix == ".svg" or anchor in ids.get(target, ()))


def test_every_file_that_a_document_names_is_there() -> None:
    """Also in the READMEs, which are no part of the site, and for files of the code."""
    wrong = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in documents()
        for target in LINK.findall(CODE.sub("", path.read_text("utf-8")))
        if not re.match("[a-z]+:", target) and not (path.parent / target.partition("#")[0]).exists()
    ]
    assert not wrong
