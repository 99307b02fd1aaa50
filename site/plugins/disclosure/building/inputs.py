"""What parts of the site are made from, as hashes: a part with the same inputs is not made again."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import pictures
import registry
from registry.languages.words import CATALOGUE

# Folders of content/ that grow with the province. What lies elsewhere is small and common to every part.
GROWING = ("lists/", "results/", "reports/", "plans/")
_LAST = "\U0010ffff"  # no file name comes after it
LIBRARIES = ("babel", "jinja2", "markupsafe", "markdown", "feedgenerator", "fpdf2", "openpyxl", "rcssmin")


class ContentFiles:
    """The digests of content/, to be asked for by file or folder ("lists/410105/", with its slash)."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = sorted(files)
        self._lines = [f"{file} {files[file]}" for file in self._files]
        self._known: dict[str, str] = {}
        self.common = hash_of(*(part for item in _small(files) for part in item))

    def below(self, *places: str) -> str:
        """One hash for all files at or below these places."""
        return hash_of(*map(self._below, places))

    def _below(self, place: str) -> str:
        """Files in order, so that those of a folder stand together."""
        known = self._known.get(place)
        if known is None:
            start = bisect_left(self._files, place)
            below = not place or place.endswith("/")
            end = bisect_left(self._files, f"{place}{_LAST}" if below else f"{place}\0", start)
            known = self._known[place] = hash_of(place, *self._lines[start:end])
        return known


def hash_of(*texts: str) -> str:
    """A short hash over texts, in their order."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:24]


def code_digest(theme: Path) -> str:
    """Over the theme, the code that makes the site and the libraries it is made with."""
    own = Path(__file__).parents[1]
    folders = (theme, own, Path(pictures.__file__).parent, Path(registry.__file__).parent)
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    sources = (path for path in files if path.suffix != ".pyc")
    return hash_of(
        *(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sources),
        *(version(library) for library in LIBRARIES),
    )


def words_digest() -> str:
    """Over the English words."""
    return hash_of(CATALOGUE.read_text(encoding="utf-8"))


def _small(files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return (item for item in files.items() if not item[0].startswith(GROWING))
