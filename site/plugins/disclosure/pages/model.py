"""A page before rendering: its address, its template and what the template is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from ..words import lazy

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Crumb(NamedTuple):
    """One step of the path shown above a page; the page itself has no address there."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Article:
    """What the government meta tags ask of a content page: when and by whom it was published."""

    published: date
    source: str


@dataclass(frozen=True, slots=True)
class SitePage:
    """`kind` names the template and is what pages are counted by; `section` is a key of SECTIONS.

    `crumbs` are the pages above this one, from the home page down, without itself.
    """

    url: str
    kind: str
    title: str
    description: str
    section: str
    crumbs: tuple[Crumb, ...]
    context: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    article: Article | None = None
    keywords: tuple[str, ...] = ()
    name: str = ""  # what the path above the page calls it, when shorter than the title
    listed: bool = True  # whether the sitemap names it
    feed: str = ""  # the address of a feed about just this page's thing

    @property
    def path(self) -> str:
        """Where the page lies in the output folder."""
        name = self.url.removeprefix("/")
        return f"{name}index.html" if self.url.endswith("/") else name


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of the site that is no page; `path` as it lies in the output folder."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """Pages and files that are made together, and only when what they are made from changed.

    `inputs` tells (or hashes) all of that but what is common to the whole site: see Snapshot.inputs. `make`
    is called for each language, `files` once: files are the same in every language.
    """

    name: str
    inputs: str
    make: Callable[[], Iterable[SitePage | DataFile]]
    files: Callable[[], Iterable[DataFile]] = tuple


HOME = Crumb(lazy("首页"), "/")
