"""Feeds, sitemap and data files say what the registry says."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from disclosure.open_data.exports import COLUMNS
from site_pages import ADDRESS, PageFacts, broken_link

import registry
from registry import Basis, Boundary, Item, Release

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
Sites = dict[str, dict[str, PageFacts]]


def item_of(data: dict[str, Any], release: Release) -> Item:
    """The registry's item, rebuilt from what the JSON file says of it."""
    return Item(
        id=data["id"],
        matter=data["matter"],
        department=data["lead"],
        region=release.region,
        release=release.release,
        topics=tuple(data["topics"]),
        supporting=tuple(data["supporting"]),
        handled_at=data["handled_at"],
        description=data["description"],
        basis=tuple(
            Basis(b["statute"], tuple(b["articles"]), day_of(b["valid_from"]), day_of(b["valid_to"]))
            for b in data["basis"]
        ),
        words=tuple(data["words"]),
        boundaries=tuple(Boundary(**boundary) for boundary in data["boundaries"]),
        lead_status=data["lead_status"],
        decision=data["decision"],
        unit=data["unit"],
        contact=data["contact"],
    )


def day_of(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def addresses(release: Release, day: date) -> tuple[str, ...]:
    """Where the release lies: for good and, while it is in force, as the current one."""
    current = f"lists/{release.region}/{release.department}"
    permanent = f"{current}/{release.release}"
    return (permanent, current) if release.in_force(day) else (permanent,)


def test_json_round_trip(province: Path, published: registry.Registry, day: date) -> None:
    for release in published.releases:
        for folder in addresses(release, day):
            data = json.loads((province / folder / "list.json").read_bytes())
            assert tuple(item_of(item, release) for item in data["items"]) == release.items
            assert data["demonstration"] is release.demonstration
            assert data["approval"]["document"] == release.approval.document


def test_csv_round_trip(province: Path, published: registry.Registry, day: date) -> None:
    for release in published.releases:
        for folder in addresses(release, day):
            check_csv((province / folder / "list.csv").read_bytes(), list(release.items), published)


def test_whole_files_hold_every_list_in_force(
    province: Path, published: registry.Registry, day: date
) -> None:
    in_force = [release for release in published.releases if release.in_force(day)]
    whole = json.loads(gzip.decompress((province / "lists/all.json.gz").read_bytes()))
    assert [one["url"] for one in whole["lists"]] == [
        f"/{addresses(release, day)[0]}/" for release in in_force
    ]
    items = [item for release in in_force for item in release.items]
    check_csv(gzip.decompress((province / "lists/all.csv.gz").read_bytes()), items, published)


def check_csv(data: bytes, items: list[Item], published: registry.Registry) -> None:
    assert data.startswith(b"\xef\xbb\xbf")  # or Excel takes it for GBK
    assert data.count(b"\r\n") >= len(items) + 1
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    assert tuple(header) == COLUMNS
    named = [dict(zip(header, row, strict=True)) for row in rows]
    departments = published.departments
    for item, row in zip(items, named, strict=True):
        assert (row["事项编号"], row["事项名称"], row["业务描述"]) == (item.id, item.matter, item.description)
        assert row["牵头部门"] == departments[item.department].name
        assert row["配合部门"] == "|".join(departments[party].name for party in item.supporting)
        assert row["日常说法"] == "|".join(item.words)
        assert row["法律依据"] == "；".join(basis.citation for basis in item.basis)
        assert (row["地区代码"], row["版本"]) == (item.region, item.release)


def test_feed_lists_every_release_and_decision(
    small: Path, pages: Sites, fragments: dict[str, dict[str, set[str]]]
) -> None:
    feed = ET.fromstring((small / "feed.atom").read_bytes())
    for name in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + name) is not None
    entries = feed.findall(ATOM + "entry")
    links = [entry.find(ATOM + "link").get("href", "") for entry in entries]  # type: ignore[union-attr]  # a missing link fails the test
    home = pages["small"]["/"]
    assert all(link.startswith(ADDRESS) for link in links)
    assert [x for x in links if broken_link(x.removeprefix(ADDRESS), home, fragments["small"])] == []
    releases = [link for link in links if "/lists/" in link]
    assert len(releases) == 6  # seven in content/, one of them not yet public
    assert len(links) == 7
    days = [entry.findtext(ATOM + "updated", "") for entry in entries]
    assert days == sorted(days, reverse=True)
    assert days[0] == "2026-09-20T00:00:00+08:00"
    assert len({entry.findtext(ATOM + "id") for entry in entries}) == len(entries)


def test_sitemap_lists_every_page_once(province: Path, pages: Sites) -> None:
    root = ET.fromstring((province / "sitemap.xml").read_bytes())
    listed = [entry.findtext(f"{SITEMAP}loc", "").removeprefix(ADDRESS) for entry in root]
    assert len(listed) == len(set(listed))
    assert set(listed) == {
        url for url in pages["province"] if not url.startswith(("/404.html", "/style/", "/embed/"))
    }
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in (province / "robots.txt").read_text(encoding="utf-8")
