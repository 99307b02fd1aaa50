"""What the site's tests need to know of a built folder: run a build, read a page."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import html5lib
from disclosure.building.record import MARK

ROOT = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "content"
XHTML = "{http://www.w3.org/1999/xhtml}"
ADDRESS = "https://mingdan.example"
DAY = "2026-10-01"

# Pages of the intake room; the static folder does not hold them, nor what is made of its files on request.
DYNAMIC = ("/complain/", "/track", "/display", "/search", "/who", "/lists/compare", "/staff/login")


ON_REQUEST = (".pdf", ".xlsx", ".docx")


def run_build(
    content: Path, output: Path, *extra: str, day: str = DAY, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`make build` as a person runs it, into `output`; settings of `extra` come after -e."""
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(output), "-s", "pelicanconf.py"]
    overrides = ["-e", *extra] if extra else []
    return subprocess.run(
        [*command, "--fatal", "errors", *overrides],
        cwd=ROOT,
        env={
            **os.environ,
            "BASE_URL": ADDRESS,
            "BUILD_DATE": day,
            "COLUMNS": "200",
            "SITE_CACHE": f"{output}.cache",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def built(content: Path, output: Path, day: str = DAY) -> Path:
    result = run_build(content, output, day=day)
    assert result.returncode == 0, result.stdout + result.stderr
    return output


def files(folder: Path) -> dict[str, bytes]:
    """Every file below the folder by relative path, but the build's own mark."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARK
    }


@dataclass(frozen=True)
class PageFacts:
    """One page as html5lib reads it; `errors` are its departures from strict HTML5."""

    url: str
    tree: ET.Element
    errors: list[str]

    def all(self, tag: str) -> list[ET.Element]:
        return list(self.tree.iter(XHTML + tag))

    def words(self, tag: str) -> list[str]:
        return ["".join(element.itertext()).strip() for element in self.all(tag)]

    @cached_property
    def ids(self) -> list[str]:
        return [found for element in self.tree.iter() if (found := element.get("id"))]

    @cached_property
    def metas(self) -> dict[str, str]:
        return {meta.get("name", ""): meta.get("content", "") for meta in self.all("meta")}

    @cached_property
    def links(self) -> set[str]:
        """Every address the page refers to, as written."""
        named = ("href", "src", "action")
        return {found for element in self.tree.iter() for name in named if (found := element.get(name))}


def read_page(url: str, data: bytes) -> PageFacts:
    parser = html5lib.HTMLParser()
    tree = parser.parse(data, transport_encoding="utf-8")
    return PageFacts(url, tree, [f"{url}: {position} {fault}" for position, fault, _ in parser.errors])


def url_of(name: str) -> str:
    return "/" + name.removesuffix("index.html")


def broken_link(link: str, page: PageFacts, ids: dict[str, set[str]]) -> bool:
    """Whether an address of the site leads nowhere. `ids`: by path, the fragments that exist there."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or parts.path.startswith(DYNAMIC):
        return False
    path = unquote(parts.path) or page.url
    if path.startswith("/lists/") and path.endswith(ON_REQUEST):
        path = path.rpartition(".")[0] + ".csv"  # what it is made of
    if path.startswith("/reports/") and path.endswith(ON_REQUEST):
        path = path.rpartition("/")[0] + "/"
    if path not in ids and f"{path}.gz" in ids:
        return False  # served unpacked
    return path not in ids or bool(parts.fragment and unquote(parts.fragment) not in ids[path])
