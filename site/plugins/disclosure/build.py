"""One build: pages listed and counted first, then rendered and written one by one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment

from .count import expected_pages
from .environment import make_environment
from .exports import data_files
from .feeds import atom_feed, result_feed
from .linked_data import linked_data
from .meta import meta_tags
from .output import OutputFolder
from .pages import SitePage, all_pages
from .result_exports import result_files
from .sitemap import robots, sitemap
from .snapshot import Site, Snapshot

PROGRESS_SECONDS = 2.0


class PageCountError(Exception):
    """The pages made are not the pages the registry calls for."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one build did; seconds are wall time."""

    pages: int
    changed: int
    removed: int
    seconds: float

    def summary(self) -> str:
        return (
            f"网站已生成：{self.pages} 页，写入 {self.changed} 个文件，"
            f"删除 {self.removed} 个旧文件，用时 {self.seconds:.1f} 秒。"
        )


def build(site: Site, output: Path, say: Callable[[str], None]) -> Report:
    """Build the whole site into `output`; raises PageCountError before anything is written."""
    started = time.monotonic()
    snapshot = Snapshot(site)
    pages = tuple(all_pages(snapshot))
    check_count(pages, snapshot)
    environment = make_environment(site.theme / "templates", shared_variables(snapshot))
    with OutputFolder(output) as folder:
        copy_static(site.theme / "static", folder)
        for name, data in (*data_files(snapshot), *result_files(snapshot, site.content)):
            folder.write(name, data)
        write_pages(pages, environment, site, folder, say)
        folder.write("feed.atom", atom_feed(snapshot))
        folder.write("results/feed.atom", result_feed(snapshot))
        folder.write("sitemap.xml", sitemap(pages, site.base_url))
        folder.write("robots.txt", robots(site.base_url))
    return Report(len(pages), folder.changed, folder.removed, time.monotonic() - started)


def check_count(pages: Iterable[SitePage], snapshot: Snapshot) -> None:
    """Compare pages made with pages due, kind by kind, so that none can go missing quietly."""
    made = Counter(page.kind for page in pages)
    due = expected_pages(snapshot.registry, snapshot.on)
    wrong = [
        f"{kind}：应有 {due[kind]} 页，生成 {made[kind]} 页"
        for kind in sorted(due | made)
        if due[kind] != made[kind]
    ]
    if wrong:
        raise PageCountError("页面数不符。" + "；".join(wrong))


def shared_variables(snapshot: Snapshot) -> dict[str, Any]:
    """What every template may use. Addresses inside the site stay root-relative, as in Flask."""
    return {
        "SITE": snapshot.registry.site,
        "SITEURL": "",
        "lang": "zh-CN",
        "nonce": "",
        "departments": snapshot.registry.departments,
    }


def copy_static(static: Path, folder: OutputFolder) -> None:
    """The theme's files, served at /theme/ to both the static pages and Flask's."""
    for path in sorted(static.rglob("*")):
        if path.is_file():
            folder.write(f"theme/{path.relative_to(static).as_posix()}", path.read_bytes())


def write_pages(
    pages: tuple[SitePage, ...],
    environment: Environment,
    site: Site,
    folder: OutputFolder,
    say: Callable[[str], None],
) -> None:
    """Render and write each page, with a progress line whenever two more seconds have passed."""
    said = time.monotonic()
    for number, page in enumerate(pages, start=1):
        folder.write(page.path, render(page, environment, site).encode())
        if time.monotonic() - said > PROGRESS_SECONDS:
            said = time.monotonic()
            say(f"已生成 {number}/{len(pages)} 页")


def render(page: SitePage, environment: Environment, site: Site) -> str:
    """One page's HTML."""
    return environment.get_template(f"{page.kind}.html").render(
        page.context,
        page=page,
        page_kind=page.kind,
        active_nav=page.section,
        meta_tags=meta_tags(page, site),
        linked_data=linked_data(page, site),
    )
