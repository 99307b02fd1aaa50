"""Parts about the whole site: the theme's files, feeds, results as data, and all lists together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from registry import Release

from ..addresses import list_url
from ..open_data.databases import to_sqlite, together
from ..open_data.exports import to_csv
from ..open_data.feeds import atom_feed, releases_feed, result_feed
from ..open_data.packages import catalogue, data_package
from ..open_data.packing import body, framed, joined
from ..open_data.report_exports import report_files
from ..open_data.result_exports import result_files
from ..open_data.sitemap import robots
from ..pages import DataFile, Part
from ..words import gettext as _
from .inputs import hash_of
from .snapshot import Snapshot
from .theme import theme_files

BETWEEN, CLOSE = b",\n", b"\n]}\n"  # two lists in JSON, and the end after the last


def site_parts(snapshot: Snapshot) -> Iterator[Part]:
    """What is no page and made of the record itself. The theme is common to all parts, so none names it."""
    everything = snapshot.shown
    yield Part("theme", "", partial(theme_files, snapshot.site.theme))
    yield Part("robots", "", lambda: [DataFile("robots.txt", robots(snapshot.base_url))])
    yield Part("feed", everything, lambda: [DataFile("feed.atom", atom_feed(snapshot))])
    yield Part("catalogue", everything, lambda: [catalogue(snapshot)])
    yield Part("results/feed", everything, lambda: [DataFile("results/feed.atom", result_feed(snapshot))])
    yield Part("results/data", everything, partial(result_files, snapshot))
    papers = snapshot.inputs("reports/", "plans/", facts=snapshot.heads)
    yield Part("reports/data", papers, partial(report_files, snapshot))


def region_file_parts(snapshot: Snapshot, output: Path) -> Iterator[Part]:
    """For each region with lists, its lists together, out of the files that the lists' parts wrote."""
    for code, releases in snapshot.lists_by_region.items():
        keys = [release.key for release in releases]
        make = partial(_region, snapshot, output, code, releases)
        yield Part(f"all/{code}", snapshot.inputs(f"lists/{code}/", facts=keys), make)


def whole_file_parts(snapshot: Snapshot, output: Path) -> Iterator[Part]:
    """All lists together, out of the files that the regions' parts wrote."""
    in_force = hash_of(*(release.key for release in snapshot.current))
    yield Part("all", snapshot.inputs("lists/", facts=in_force), partial(_everything, snapshot, output))


def _region(snapshot: Snapshot, output: Path, code: str, releases: tuple[Release, ...]) -> Iterator[DataFile]:
    """/lists/<region>/all.csv and .json, plain and packed, .sqlite, the feed, and what the table is.

    Not packed as all.csv.gz: that name is the server's, for what it packs of all.csv.
    """
    folder, name = f"/lists/{code}/", snapshot.registry.region(code).name
    head, opening = _ends(snapshot)
    rows, lists = _rows(output, releases), _lists(output, releases)
    yield DataFile(f"{folder}all.csv", head + rows)
    yield DataFile(f"{folder}all-packed.csv.gz", framed(head, rows))
    yield DataFile(f"{folder}all.json", opening + lists + CLOSE)
    yield DataFile(f"{folder}all-packed.json.gz", framed(opening, lists, CLOSE))
    yield DataFile(f"{folder}all.sqlite", to_sqlite(snapshot.registry, releases))
    title = _("%(name)s的具体事项清单") % {"name": name}
    yield data_package(snapshot, folder, "all.csv", f"lists-{code}", title)
    yield DataFile(f"{folder}feed.atom", releases_feed(snapshot, f"{folder}feed.atom", title, releases))


def _everything(snapshot: Snapshot, output: Path) -> Iterator[DataFile]:
    """/lists/all.csv and .json, packed only (a province's are 117 MB, packed 18), and all.sqlite."""
    head, opening = _ends(snapshot)
    stems = [f"{output}/lists/{code}/all" for code in snapshot.lists_by_region]
    tables = (body(Path(f"{stem}-packed.csv.gz").read_bytes(), head) for stem in stems)
    yield DataFile("/lists/all.csv.gz", joined(head, tables))
    lists = (body(Path(f"{stem}-packed.json.gz").read_bytes(), opening, CLOSE) for stem in stems)
    yield DataFile("/lists/all.json.gz", joined(opening, lists, BETWEEN, CLOSE))
    yield DataFile("/lists/all.sqlite", together(Path(f"{stem}.sqlite") for stem in stems))
    yield data_package(snapshot, "/lists/", "all.csv.gz", "lists", _("全部具体事项清单"))


def _ends(snapshot: Snapshot) -> tuple[bytes, bytes]:
    """What a table begins with, and what JSON does."""
    notice = json.dumps(snapshot.registry.site.demonstration_notice, ensure_ascii=False).encode()
    return to_csv(snapshot.registry, ()), b'{"notice": ' + notice + b', "lists": [\n'


def _rows(output: Path, releases: Iterable[Release]) -> bytes:
    tables = (Path(f"{output}{list_url(release)}list.csv").read_bytes() for release in releases)
    return b"".join(table.partition(b"\r\n")[2] for table in tables)


def _lists(output: Path, releases: Iterable[Release]) -> bytes:
    paths = (Path(f"{output}{list_url(release)}list.json") for release in releases)
    return BETWEEN.join(path.read_bytes().strip() for path in paths)
