"""Parts about the whole site: the theme's files, feeds, results as data, and all lists together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from registry import Release

from .addresses import list_url
from .databases import to_sqlite
from .feeds import atom_feed, releases_feed, result_feed
from .inputs import hash_of
from .packages import catalogue, data_package
from .pages import DataFile, Part
from .report_exports import report_files
from .result_exports import result_files
from .sitemap import robots
from .snapshot import Snapshot
from .words import gettext as _


def site_parts(snapshot: Snapshot) -> Iterator[Part]:
    """What is no page and made of the record itself. The theme is common to all parts, so none names it."""
    everything = snapshot.inputs("")
    yield Part("theme", "", partial(_theme, snapshot.site.theme / "static"))
    yield Part("robots", "", lambda: [DataFile("robots.txt", robots(snapshot.base_url))])
    yield Part("feed", everything, lambda: [DataFile("feed.atom", atom_feed(snapshot))])
    yield Part("catalogue", everything, lambda: [catalogue(snapshot)])
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
    yield Part("all", snapshot.inputs("lists/", facts=in_force), partial(_everything, snapshot, output))
    for code, releases in snapshot.lists_by_region.items():
        keys = [release.key for release in releases]
        make = partial(_region, snapshot, output, code, releases)
        yield Part(f"all/{code}", snapshot.inputs(f"lists/{code}/", facts=keys), make)


def _everything(snapshot: Snapshot, output: Path) -> Iterator[DataFile]:
    """/lists/all.csv and /lists/all.json, and what they are."""
    yield from _together(snapshot, output, "/lists/", snapshot.current)
    yield data_package(snapshot, "/lists/", "all.csv", "lists", _("全部具体事项清单"))


def _region(snapshot: Snapshot, output: Path, code: str, releases: tuple[Release, ...]) -> Iterator[DataFile]:
    """The same for one region, and as a database."""
    folder, name = f"/lists/{code}/", snapshot.registry.region(code).name
    yield from _together(snapshot, output, folder, releases)
    yield DataFile(f"{folder}all.sqlite", to_sqlite(snapshot.registry, releases))
    title = _("%(name)s的具体事项清单") % {"name": name}
    yield data_package(snapshot, folder, "all.csv", f"lists-{code}", title)
    yield DataFile(f"{folder}feed.atom", releases_feed(snapshot, f"{folder}feed.atom", title, releases))


def _together(
    snapshot: Snapshot, output: Path, folder: str, releases: Iterable[Release]
) -> Iterator[DataFile]:
    stems = [f"{output}{list_url(release)}list" for release in releases]
    tables = [Path(f"{stem}.csv").read_bytes().partition(b"\r\n") for stem in stems]
    yield DataFile(
        f"{folder}all.csv", b"".join((tables[0][0], b"\r\n", *(rows for _head, _end, rows in tables)))
    )
    notice = json.dumps(snapshot.registry.site.demonstration_notice, ensure_ascii=False).encode()
    lists = b",\n".join(Path(f"{stem}.json").read_bytes().strip() for stem in stems)
    yield DataFile(f"{folder}all.json", b'{"notice": ' + notice + b', "lists": [\n' + lists + b"\n]}\n")
