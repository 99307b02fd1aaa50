"""The real content and a small one, each built once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from once import made_once
from site_pages import DAY, ROOT, SMALL, PageFacts, built, files, read_page, url_of

import registry
from registry.languages import in_english


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of content/, as built on DAY."""
    return made_once(tmp_path_factory, "province", lambda folder: built(ROOT / "content", folder))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of tests/site/content/, as built on DAY."""
    return made_once(tmp_path_factory, "small", lambda folder: built(SMALL, folder))


@pytest.fixture(scope="session")
def pages(province: Path, small: Path) -> dict[str, dict[str, PageFacts]]:
    """By site ("province", "small") and address, every Chinese page read by a strict parser."""
    return {"province": _read(province), "small": _read(small)}


def _read(folder: Path) -> dict[str, PageFacts]:
    found = {url_of(name): data for name, data in files(folder).items() if name.endswith(".html")}
    return {url: read_page(url, data) for url, data in found.items() if not in_english(url)}


@pytest.fixture(scope="session")
def fragments(
    province: Path, small: Path, pages: dict[str, dict[str, PageFacts]]
) -> dict[str, dict[str, set[str]]]:
    """By site and path, the ids a link may point to: in pages and in the icon sprite."""
    ids: dict[str, dict[str, set[str]]] = {}
    for site, folder in (("province", province), ("small", small)):
        ids[site] = {path: set() for name in files(folder) for path in (f"/{name}", url_of(name))}
        ids[site] |= {url: set(page.ids) for url, page in pages[site].items()}
        sprite = (folder / "theme/icons.svg").read_text(encoding="utf-8")
        ids[site]["/theme/icons.svg"] = set(re.findall(r'\bid="([^"]+)"', sprite))
    return ids


@pytest.fixture(scope="session")
def published() -> registry.Registry:
    return registry.load(ROOT / "content")


@pytest.fixture(scope="session")
def day() -> date:
    return date.fromisoformat(DAY)
