"""Makes parts of the site: renders pages and writes files, in several processes when there are many."""

from __future__ import annotations

import gc
import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from jinja2 import Environment

from registry.languages import CHINESE, ENGLISH, speaking, twin

from ..meta import meta_tags
from ..open_data.linked_data import linked_data
from ..open_data.sitemap import entry
from ..pages import DataFile, Part, SitePage
from .output import put
from .record import MadePart, Record
from .snapshot import Site

TWIN = "%%twin%%"  # stands in the frame, which is rendered once, for the address in the other language
MANY = 1_500  # parts that the same children make: what they hold grows with each
FEW = 16  # parts that are made sooner by one process than by several


@dataclass(frozen=True)
class Workshop:
    """All that making a part needs."""

    site: Site
    environments: Mapping[str, Environment]  # by language
    output: Path
    record: Record
    english: Callable[[str], str]  # what is done to a page rendered with English words

    def make(self, part: Part, key: str) -> MadePart:
        """Render the part and write its files where they differ."""
        kinds: Counter[str] = Counter()
        listed: list[str] = []
        files: list[tuple[str, bytes]] = []
        for made in chain(part.make(), part.files()):
            if isinstance(made, DataFile):
                files.append((made.path.removeprefix("/"), made.data))
                continue
            files.append((made.path, self._page(made, CHINESE).encode()))
            kinds[made.kind] += 1
            if made.listed:
                listed.append(entry(made, self.site.base_url))
        files += self._twins(part, kinds.total())
        self.record.begin_files(name for name, _ in files)
        changed = sum(put(self.output, name, data) for name, data in files)
        return MadePart(part.name, key, tuple(name for name, _ in files), kinds, "".join(listed), changed)

    def _twins(self, part: Part, pages: int) -> Iterator[tuple[str, bytes]]:
        """The same pages in English, where the site has them; files are the same in every language."""
        if not pages or ENGLISH not in self.environments:
            return
        with speaking(ENGLISH):
            for made in part.make():
                if isinstance(made, SitePage):
                    html = self.english(self._page(made, ENGLISH))
                    yield twin("/" + made.path).removeprefix("/"), html.encode()

    def _page(self, page: SitePage, language: str) -> str:
        html = render(page, self.environments[language], self.site)
        other = twin(page.url) if language == CHINESE else page.url
        return html.replace(TWIN, other)


def render(page: SitePage, environment: Environment, site: Site) -> str:
    """One page's HTML."""
    return environment.get_template(f"{page.kind}.html").render(
        page.context,
        page=page,
        page_kind=page.kind,
        page_url=site.base_url + page.url,
        active_nav=page.section,
        meta_tags=meta_tags(page, site),
        linked_data=linked_data(page, site),
    )


def make_all(workshop: Workshop, due: Sequence[tuple[Part, str]], processes: int) -> Iterator[MadePart]:
    """Make the parts, each given with its key, in any order."""
    if processes == 1 or len(due) <= FEW:
        yield from (workshop.make(part, key) for part, key in due)
        return
    for start in range(0, len(due), MANY):
        yield from _make_together(workshop, due[start : start + MANY], processes)


def _make_together(workshop: Workshop, due: Sequence[tuple[Part, str]], processes: int) -> Iterator[MadePart]:
    """The same by children that end then, with every list they looked at."""
    _Inherited.workshop, _Inherited.due = workshop, due
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield from pool.imap_unordered(_make, range(len(due)), chunksize=_portion(len(due), processes))


def _portion(parts: int, processes: int) -> int:
    return max(1, min(8, parts // (processes * 8)))


class _Inherited:
    """What the children find in their copy of the parent's memory; neither could be sent to them."""

    workshop: Workshop
    due: Sequence[tuple[Part, str]]


def _make(place: int) -> MadePart:
    gc.disable()  # pages make hardly any cycles, and a child lives for one build
    part, key = _Inherited.due[place]
    return _Inherited.workshop.make(part, key)
