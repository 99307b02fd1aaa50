"""Atom (RFC 4287) from entries. Dates come from the record, never from a clock."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from html import escape
from zoneinfo import ZoneInfo

from feedgenerator import Atom1Feed

from ..building.snapshot import Snapshot

CHINA = ZoneInfo("Asia/Shanghai")


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


def atom(snapshot: Snapshot, title: str, path: str, found: Iterable[Entry]) -> bytes:
    """The entries under a title with `%(name)s` for the site's name; `path` is the feed's own address."""
    base = snapshot.base_url
    site = snapshot.registry.site
    feed = _Feed(
        title=title % {"name": site.name},
        link=base + path.removesuffix("feed.atom"),  # also its id, so no two feeds may have the same
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
