"""The Atom feeds: what was published, newest first. Their dates come from the record, never from a clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from registry import Department, Item, LeadDecision, Release, Result

from ..addresses import release_url
from ..building.snapshot import Snapshot
from ..item_history import item_history
from ..result_views import ResultView, views
from ..summaries import summary
from ..words import day_words
from ..words import gettext as _
from .atom import Entry, atom

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


def department_feed(snapshot: Snapshot, department: Department, path: str) -> bytes:
    """The newest releases of a department's lists in every region, and the decisions that named it."""
    releases = [each for each in snapshot.newest if each.department == department.id][:ENTRIES]
    decisions = (each for each in _known(snapshot) if each.department == department.id)
    found = _newest((*_told(snapshot, releases), *_decisions(snapshot, decisions)))
    return atom(snapshot, _called(department.name), path, found)


def item_feed(snapshot: Snapshot, item: Item, results: Iterable[Result], path: str) -> bytes:
    """The releases of the region that held the item, who was decided to lead it, and results."""
    decisions = (each for each in _known(snapshot) if each.matter == item.id)
    entries = (
        *_held(snapshot, item),
        *_decisions(snapshot, decisions),
        *(_result(view) for view in views(snapshot.registry, results)),
    )
    return atom(snapshot, _called(item.matter), path, _newest(entries))


def _called(name: str) -> str:
    """A feed's title; atom() puts the site's name into it."""
    return _("%(name)s") + "：" + name.replace("%", "%%")


def _held(snapshot: Snapshot, item: Item) -> Iterator[Entry]:
    for line in item_history(snapshot, item):
        release = snapshot.releases_by_key[item.region, line.department, line.release]
        organ = snapshot.registry.organ(line.department, item.region, release.effective_from).name
        told = _("%(matter)s由%(organ)s牵头，%(document)s，%(day)s起施行。") % {
            "matter": item.matter,
            "organ": organ,
            "document": release.approval.document,
            "day": day_words(line.since),
        }
        title = _("%(title)s（%(release)s 版）") % {"title": release.title, "release": line.release}
        yield Entry(release.approval.published_on, f"{line.url}#{item.id}", title, told, organ)


def _known(snapshot: Snapshot) -> Iterable[LeadDecision]:
    return snapshot.registry.lead_decisions.values()


def _newest(found: Iterable[Entry]) -> list[Entry]:
    """Newest first; on one day in the order of their addresses."""
    by_address = sorted(found, key=lambda entry: entry.url)
    return sorted(by_address, key=lambda entry: entry.published, reverse=True)[:ENTRIES]


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
    """The newest of all; only those are worked out."""
    decisions = _decisions(snapshot, _known(snapshot))
    return _newest((*_told(snapshot, snapshot.newest[:ENTRIES]), *decisions))


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


def _decisions(snapshot: Snapshot, decisions: Iterable[LeadDecision]) -> Iterator[Entry]:
    for decision in decisions:
        region = snapshot.registry.region(decision.region).name
        item = snapshot.items.get(decision.matter)
        matter = item.matter if item else decision.matter
        department = snapshot.registry.departments[decision.department].name
        yield Entry(
            decision.decided_on,
            f"/lead-decisions/#{decision.id}",
            _("%(region)s确定“%(matter)s”由%(department)s部门牵头")
            % {"region": region, "matter": matter, "department": department},
            _("%(document)s，%(day)s起施行。")
            % {"document": decision.document, "day": day_words(decision.effective_from)},
            region,
        )
