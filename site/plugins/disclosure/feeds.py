"""The Atom feeds: what was published, newest first. Their dates come from the record, never from a clock."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from html import escape
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed

from .addresses import release_url
from .pages.lists import summary
from .result_views import ResultView, views
from .snapshot import Snapshot
from .words import gettext as _

CHINA = ZoneInfo("Asia/Shanghai")
ENTRIES = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing published. `url` is root-relative and permanent."""

    published: date
    url: str
    title: str
    summary: str
    author: str


class _Feed(Atom1Feed):  # type: ignore[misc]  # it has no types
    """An empty feed was last changed on the day of the site, not this moment: two builds are the same."""

    built_on: datetime

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=self.built_on)


def atom_feed(snapshot: Snapshot) -> bytes:
    """The newest releases and lead decisions."""
    return _atom(snapshot, _("%(name)s：清单更新"), "/feed.atom", entries(snapshot))


def result_feed(snapshot: Snapshot) -> bytes:
    """The newest results of complaints."""
    found = [_result(view) for view in views(snapshot.registry, snapshot.results[:ENTRIES])]
    return _atom(snapshot, _("%(name)s：办理结果"), "/results/feed.atom", found)


def _atom(snapshot: Snapshot, title: str, path: str, found: Iterable[Entry]) -> bytes:
    """Entries as Atom (RFC 4287)."""
    base = snapshot.base_url
    site = snapshot.registry.site
    feed = _Feed(
        title=title % {"name": site.name},
        link=f"{base}/",
        feed_url=f"{base}{path}",
        description=site.demonstration_notice,
        language="zh-CN",
        author_name=site.name,
    )
    for entry in found:
        moment = datetime.combine(entry.published, time(), CHINA)
        feed.add_item(
            title=entry.title,
            link=base + entry.url,
            description=escape(entry.summary),  # feedgenerator calls summaries HTML
            unique_id=base + entry.url,
            author_name=entry.author,
            pubdate=moment,
            updateddate=moment,
        )
    feed.built_on = datetime.combine(snapshot.on, time(), CHINA)
    stream = io.StringIO()
    feed.write(stream, "utf-8")
    return stream.getvalue().encode()


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
    found = sorted((*_releases(snapshot), *_decisions(snapshot)), key=lambda entry: entry.url)
    return sorted(found, key=lambda entry: entry.published, reverse=True)[:ENTRIES]


def _releases(snapshot: Snapshot) -> Iterator[Entry]:
    for release in snapshot.published:
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
