"""Parts about the whole site: the theme's files, feeds, results as data, and all lists together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from .addresses import list_url
from .feeds import atom_feed, result_feed
from .inputs import hash_of
from .pages import DataFile, Part
from .report_exports import report_files
from .result_exports import result_files
from .sitemap import robots
from .snapshot import Snapshot


def site_parts(snapshot: Snapshot) -> Iterator[Part]:
    """What is no page and made of the record itself. The theme is common to all parts, so none names it."""
    everything = snapshot.inputs("")
    yield Part("theme", "", partial(_theme, snapshot.site.theme / "static"))
    yield Part("robots", "", lambda: [DataFile("robots.txt", robots(snapshot.base_url))])
    yield Part("feed", everything, lambda: [DataFile("feed.atom", atom_feed(snapshot))])
    yield Part("results/feed", everything, lambda: [DataFile("results/feed.atom", result_feed(snapshot))])
    yield Part("results/data", everything, partial(result_files, snapshot))
    yield Part("reports/data", everything, partial(report_files, snapshot))


def _theme(static: Path) -> Iterator[DataFile]:
    """The theme's files, served at /theme/ to both the static pages and Flask's."""
    for path in sorted(static.rglob("*")):
        if path.is_file():
            yield DataFile(f"theme/{path.relative_to(static).as_posix()}", path.read_bytes())


def last_parts(snapshot: Snapshot, output: Path) -> Iterator[Part]:
    """What is put together from files that other parts wrote into `output`."""
    in_force = hash_of(*(release.key for release in snapshot.current))
    yield Part("all", snapshot.inputs("lists/", facts=in_force), partial(_all_lists, snapshot, output))


def _all_lists(snapshot: Snapshot, output: Path) -> Iterator[DataFile]:
    """/lists/all.csv and /lists/all.json: every list in force."""
    stems = [f"{output}{list_url(release)}list" for release in snapshot.current]
    tables = [Path(f"{stem}.csv").read_bytes().partition(b"\r\n") for stem in stems]
    yield DataFile("lists/all.csv", b"".join((tables[0][0], b"\r\n", *(rows for _, _, rows in tables))))
    notice = json.dumps(snapshot.registry.site.demonstration_notice, ensure_ascii=False).encode()
    lists = b",\n".join(Path(f"{stem}.json").read_bytes().strip() for stem in stems)
    yield DataFile("lists/all.json", b'{"notice": ' + notice + b', "lists": [\n' + lists + b"\n]}\n")
