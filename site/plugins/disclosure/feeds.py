"""The Atom feeds: what was published, newest first. Their dates come from the record, never from a clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from registry import Release

from .addresses import release_url
from .atom import Entry, atom
from .pages.lists import summary
from .result_views import ResultView, views
from .snapshot import Snapshot
from .words import gettext as _

ENTRIES = 50


def atom_feed(snapshot: Snapshot) -> bytes:
    """The newest releases and lead decisions."""
    return atom(snapshot, _("%(name)s：清单更新"), "/feed.atom", entries(snapshot))


def result_feed(snapshot: Snapshot) -> bytes:
    """The newest results of complaints."""
    found = [_result(view) for view in views(snapshot.registry, snapshot.results[:ENTRIES])]
    return atom(snapshot, _("%(name)s：办理结果"), "/results/feed.atom", found)


def releases_feed(snapshot: Snapshot, path: str, title: str, releases: Iterable[Release]) -> bytes:
    """The newest of these releases."""
    newest = sorted(_told(snapshot, releases), key=lambda entry: (entry.published, entry.url), reverse=True)
    return atom(snapshot, title, path, newest[:ENTRIES])


def _result(view: ResultView) -> Entry:
    told = _("%(place)s，%(verdict)s，%(closing)s。%(outcome)s") % {
        "place": view.place,
        "verdict": view.verdict,
        "closing": view.closing,
        "outcome": view.result.outcome,
    }
    source = view.result.disclosure.reviewed_by
    return Entry(view.result.published_on, view.url, view.result.title, told, source)


def entries(snapshot: Snapshot) -> list[Entry]:
    """Newest first; on one day in the order of their addresses."""
    found = sorted((*_told(snapshot, snapshot.published), *_decisions(snapshot)), key=lambda entry: entry.url)
    return sorted(found, key=lambda entry: entry.published, reverse=True)[:ENTRIES]


def _told(snapshot: Snapshot, releases: Iterable[Release]) -> Iterator[Entry]:
    for release in releases:
        organ = snapshot.registry.organ(release.department, release.region, release.effective_from)
        yield Entry(
            release.approval.published_on,
            release_url(release),
            release.title,
            summary(release, organ.name),
            organ.name,
        )


def _decisions(snapshot: Snapshot) -> Iterator[Entry]:
    for decision in snapshot.registry.lead_decisions.values():
        region = snapshot.registry.region(decision.region).name
        item = snapshot.items.get(decision.matter)
        matter = item.matter if item else decision.matter
        department = snapshot.registry.departments[decision.department].name
        yield Entry(
            decision.decided_on,
            f"/lead-decisions/#{decision.id}",
            _("%(region)s确定“%(matter)s”由%(department)s部门牵头")
            % {"region": region, "matter": matter, "department": department},
            _("%(document)s，%(day)s 起施行。")
            % {"document": decision.document, "day": decision.effective_from},
            region,
        )
