"""What parts of the site are made from, as hashes: a part with the same inputs is not made again."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import pictures
import registry
from registry.languages.words import CATALOGUE

# Folders of content/ that grow with the province. What lies elsewhere is small and common to every part.
GROWING = ("lists/", "results/", "reports/", "plans/")
LIBRARIES = ("babel", "jinja2", "markupsafe", "markdown", "feedgenerator", "fpdf2", "openpyxl", "rcssmin")


class ContentFiles:
    """The digests of content/, to be asked for by file or folder ("lists/410105/", with its slash)."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._below: defaultdict[str, list[str]] = defaultdict(list)
        self.common = hash_of(*(part for item in _small(files) for part in item))
        for file, digest in files.items():
            for place in _places(file):
                self._below[place].append(f"{file} {digest}")

    def below(self, *places: str) -> str:
        """One hash for all files at or below these places."""
        return hash_of(*(line for place in places for line in (place, *self._below.get(place, ()))))


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


def _places(file: str) -> Iterator[str]:
    """lists/410105/ecology/2026-09-01.yaml, lists/410105/ecology/, lists/410105/, lists/ and "" (all)."""
    yield file
    yield from ("/".join([*file.split("/")[:depth], ""]) for depth in range(file.count("/"), -1, -1))
