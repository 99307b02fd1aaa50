"""`make validate-site` in small: the standards' own checkers find nothing, and do find what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.validating import check, data, feeds, nu

FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><title>清单</title><id>https://a.example/</id>
<updated>2026-09-01T00:00:00+08:00</updated><link rel="self" href="https://a.example/feed.atom"/>{}</feed>"""
ENTRY = """<entry><id>https://a.example/1</id><title>一</title><updated>2026-09-01T00:00:00Z</updated>{}</entry>"""
AUTHOR, LINK = "<author><name>某厅</name></author>", '<link href="https://a.example/1"/>'
PAGE = """<!doctype html><html lang="zh-CN"><head><title>页</title></head><body>{}</body></html>"""
GRAPH = '<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{}]}}</script>'
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def test_no_checker_finds_anything_in_either_site(province: Path, small: Path) -> None:
    for site in (province, small):
        found = check(site, 1)
        assert {name: findings for name, (_, findings) in found.items() if findings} == {}
        assert all(files for files, _ in found.values()), "nothing was read"


def test_nu_tells_what_is_wrong_by_page(tmp_path: Path) -> None:
    (tmp_path / "sound.html").write_text(PAGE.format("<h1>一</h1>"), encoding="utf-8")
    (tmp_path / "bad.html").write_text(PAGE.format("<table><tr><td role=cell>一</table>"), encoding="utf-8")
    found = nu.findings(sorted(tmp_path.glob("*.html")))
    assert found and all("bad.html:1:" in each and "role" in each for each in found)


@pytest.mark.parametrize(
    ("feed", "wrong"),
    [
        (AUTHOR + ENTRY.format(LINK), False),
        (ENTRY.format(LINK + AUTHOR), False),
        (ENTRY.format(LINK), True),  # nobody wrote it
        (AUTHOR + ENTRY.format(""), True),  # leads nowhere
        (AUTHOR + ENTRY.format(LINK * 2), True),  # two alternates
        (AUTHOR + ENTRY.format(LINK) * 2, True),  # the same twice
        (AUTHOR + ENTRY.format(LINK).replace("00:00:00Z", "00:00:00"), True),  # a time without a zone
        (AUTHOR + ENTRY.format(LINK + "<summary type='html/x'>一</summary>"), True),
        (AUTHOR + ENTRY.format(LINK + "<pubDate>now</pubDate>"), True),
    ],
)
def test_feeds_are_held_to_the_standard(tmp_path: Path, feed: str, wrong: bool) -> None:
    path = tmp_path / "feed.atom"
    path.write_text(FEED.format(feed), encoding="utf-8")
    assert bool(feeds.findings([path])) is wrong


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ('\ufeff事项,说明\r\n一,"甲""乙\n丙"\r\n', False),
        ("事项,说明\r\n一,二\r\n", True),
        ("\ufeff事项,说明\n一,二\n", True),
        ("\ufeff事项,说明\r\n一\r\n", True),
        ('\ufeff事项,说明\r\n一,二"三\r\n', True),
        ("\ufeff事项,事项\r\n一,二\r\n", True),
    ],
)
def test_tables_are_held_to_the_standard(tmp_path: Path, table: str, wrong: bool) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(table.encode())
    assert bool(data.csv_findings([path])) is wrong


@pytest.mark.parametrize(
    ("graph", "wrong"),
    [
        ('{"@type": "WebSite", "name": "明单"}', False),
        ('{"name": "明单"}', True),
        ('{"@type": "WebSite", "publisher": {"name": "某厅"}}', True),
        ('{"@type": "WebSite",}', True),
    ],
)
def test_linked_data_is_read_as_a_processor_reads_it(tmp_path: Path, graph: str, wrong: bool) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(GRAPH.format(graph)), encoding="utf-8")
    assert bool(data.linked_data_findings([path])) is wrong


@pytest.mark.parametrize(
    ("entries", "wrong"),
    [
        ("<url><loc>https://a.example/items/</loc><lastmod>2026-09-01</lastmod></url>", False),
        ("<url><loc>/items/</loc></url>", True),
        ("<url><loc>https://a.example/事项/</loc></url>", True),
        ("<url><loc>https://a.example/</loc><lastmod>yesterday</lastmod></url>", True),
        ("", True),
    ],
)
def test_sitemaps_are_held_to_the_schema(tmp_path: Path, entries: str, wrong: bool) -> None:
    path = tmp_path / "sitemap.xml"
    path.write_text(MAP.format(entries), encoding="utf-8")
    assert bool(data.sitemap_findings([path])) is wrong
