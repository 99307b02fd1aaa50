"""Our own generator on just the pages that the peers build: python -m benchmarks.peers.ours CONTENT OUTPUT

Lists are read and checked and every page is made as in a whole build, with its templates, record and
processes. Left out is what no peer makes: regions, departments, open data, feeds, sitemap. SITE_CACHE is a
folder of its owner, SITE_PROCESSES how many work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from disclosure.building.build import shared_variables
from disclosure.building.environment import make_environment
from disclosure.building.making import Workshop, make_all
from disclosure.building.record import Record
from disclosure.building.snapshot import Site, Snapshot
from disclosure.pages import Part, SitePage
from disclosure.pages.lists import list_parts
from jinja2 import FileSystemBytecodeCache

from benchmarks.province import DAY
from registry import load
from registry.kept import KeptLists
from registry.languages import CHINESE

KINDS = ("local_item", "list")
THEME = Path("site/theme")


def main(arguments: list[str]) -> int:
    content, output = map(Path, arguments)
    cache, processes = Path(os.environ["SITE_CACHE"]), int(os.environ["SITE_PROCESSES"])
    registry = load(content, KeptLists(cache, processes))
    site = Site(registry, DAY, "https://mingdan.example", THEME, content, cache)
    snapshot = Snapshot(site)
    compiled = FileSystemBytecodeCache(str(cache))
    environment = make_environment(THEME / "templates", shared_variables(snapshot, CHINESE), compiled)
    with Record(output, cache) as record:
        workshop = Workshop(site, {CHINESE: environment}, output, record, str)
        due = [(_of_peers(part), part.inputs) for part in list_parts(snapshot)]
        record.finish(list(make_all(workshop, due, processes)), ())
    return 0


def _of_peers(part: Part) -> Part:
    return replace(part, make=partial(_pages, part), files=tuple)


def _pages(part: Part) -> Iterator[SitePage]:
    return (page for page in part.make() if isinstance(page, SitePage) and page.kind in KINDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
