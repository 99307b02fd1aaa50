"""One build: what changed is made, what is gone is removed, the rest is left alone."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache

from registry import Explainer
from registry.languages import CHINESE, ENGLISH, english_pages

from ..open_data.sitemap import sitemap_files
from ..pages import Part, page_parts
from .count import expected_pages
from .environment import make_environment
from .inputs import code_digest, hash_of, words_digest
from .making import TWIN, Workshop, make_all
from .output import put, remove
from .record import MadePart, Record
from .snapshot import Site, Snapshot
from .whole import region_file_parts, site_parts, whole_file_parts

SITEMAP = "sitemap"
Told = Callable[[int, int], None]  # parts made, and parts due


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


def build(site: Site, output: Path, processes: int, told: Told) -> Report:
    """Bring `output` up to date. Raises PageCountError or SameAddressError; nothing is removed then."""
    started = time.monotonic()
    snapshot = Snapshot(site)
    spoken = (CHINESE, ENGLISH) if site.registry.site.english else (CHINESE,)
    environments = {language: _environment(snapshot, language) for language in spoken}
    with Record(output, site.cache) as record, _record_at_rest():
        english = english_pages(site.registry.english_names)
        workshop = Workshop(site, environments, output, record, english)
        changed, removed = _update(snapshot, workshop, processes, told)
        pages = record.pages().total()
        return Report(pages, changed, removed, time.monotonic() - started)


@contextmanager
def _record_at_rest() -> Iterator[None]:
    """No collection of garbage looks through the record that was read; children share it unwritten."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _environment(snapshot: Snapshot, language: str) -> Environment:
    compiled = snapshot.site.cache / "templates"
    compiled.mkdir(parents=True, exist_ok=True)
    kept = FileSystemBytecodeCache(str(compiled), f"%s-{language}-{words_digest()}.cache")
    return make_environment(snapshot.site.theme / "templates", shared_variables(snapshot, language), kept)


def _update(snapshot: Snapshot, workshop: Workshop, processes: int, told: Told) -> tuple[int, int]:
    """Make what is due and remove what is gone; returns how many files changed and went."""
    common = hash_of(snapshot.common, code_digest(snapshot.site.theme))
    everything = hash_of(common, snapshot.inputs(""))
    known = workshop.record.keys()
    if known.get(SITEMAP) == everything:
        return 0, 0
    groups = _in_turn(snapshot, workshop.output)
    parts = [part for group in groups for part in group]
    keys = {part.name: hash_of(common, part.name, part.inputs) for part in parts}
    made: list[MadePart] = []
    names = [name for name, key in keys.items() if known.get(name) != key]
    gone = known.keys() - keys.keys() - {SITEMAP}
    workshop.record.begin((*names, SITEMAP))
    for group in groups:
        due = [(part, keys[part.name]) for part in group if known.get(part.name) != keys[part.name]]
        made += _with_progress(make_all(workshop, due, processes), len(due), told)
    check_count(_pages(workshop.record, made, gone), snapshot)
    made.append(_sitemap(workshop, everything, made, [part.name for part in parts]))
    stale = workshop.record.finish(made, gone)
    for name in stale:
        remove(workshop.output, name)
    workshop.record.clean()
    return sum(part.changed for part in made), len(stale)


def _in_turn(snapshot: Snapshot, output: Path) -> tuple[tuple[Part, ...], ...]:
    """Every part. What a group makes may be read by the next."""
    return (
        (*page_parts(snapshot), *site_parts(snapshot)),
        tuple(region_file_parts(snapshot, output)),
        tuple(whole_file_parts(snapshot, output)),
    )


def _with_progress(made: Iterable[MadePart], of: int, told: Told) -> list[MadePart]:
    """The parts, each told of."""
    done = []
    for part in made:
        done.append(part)
        told(len(done), of)
    return done


def _pages(record: Record, made: Collection[MadePart], gone: Collection[str]) -> Counter[str]:
    """The pages by kind that the site has when the build is done."""
    pages = record.pages(without={*gone, *(part.name for part in made)})
    for part in made:
        pages.update(part.kinds)
    return pages


def check_count(made: Counter[str], snapshot: Snapshot) -> None:
    """Compare pages made with pages due, kind by kind, so that none can go missing quietly."""
    due = expected_pages(snapshot.registry, snapshot.on)
    wrong = [
        f"{kind}：应有 {due[kind]} 页，生成 {made[kind]} 页"
        for kind in sorted(due | made)
        if due[kind] != made[kind]
    ]
    if wrong:
        raise PageCountError("页面数不符。" + "；".join(wrong))


def _sitemap(workshop: Workshop, everything: str, made: Iterable[MadePart], order: Iterable[str]) -> MadePart:
    """The sitemap of the whole site, of what each part says of itself; its key tells of the whole build."""
    listed = workshop.record.listed() | {part.name: part.listed for part in made}
    files = list(sitemap_files((listed[name] for name in order), workshop.site.base_url))
    names = tuple(name for name, _ in files)
    workshop.record.begin_files(names)
    changed = sum(put(workshop.output, name, data) for name, data in files)
    return MadePart(SITEMAP, everything, names, Counter(), "", changed)


def shared_variables(snapshot: Snapshot, language: str) -> dict[str, Any]:
    """What every template may use. Addresses inside the site stay root-relative, as in Flask."""
    explainer = Explainer(snapshot.registry.glossary, language)
    return {
        "explained": explainer.explained,
        "explained_in": explainer.explained_in,
        "SITE": snapshot.registry.site.told(language),
        "SITEURL": "",
        "lang": language,
        "other_language": TWIN if snapshot.registry.site.english else "",
        "nonce": "",
        "departments": snapshot.registry.departments,
        "matters": snapshot.items,
        "all_topics": snapshot.registry.topics,
    }
