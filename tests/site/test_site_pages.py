"""Every page of the real site, and of the small one with its odd cases, is sound."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from site_pages import ADDRESS, PageFacts, broken_link

import registry

Sites = dict[str, dict[str, PageFacts]]
KINDS = {
    "home": "/",
    "departments": "/departments/",
    "department": "/departments/energy/",
    "regions": "/regions/",
    "region": "/regions/411102/",
    "topics": "/topics/",
    "topic": "/topics/noise/",
    "lists": "/lists/",
    "matrix": "/lists/matrix/",
    "list": "/lists/410000/ecology/",
    "release": "/lists/410000/ecology/2026-09-01/",
    "item": "/items/ST-001/",
    "matters": "/matters-without-lead/",
    "matter": "/matters-without-lead/C01/",
    "decisions": "/lead-decisions/",
    "results": "/results/",
    "result statistics": "/results/statistics/",
    "guide": "/complain-guide/",
    "privacy": "/privacy/",
    "about": "/about/",
    "accessibility": "/accessibility/",
    "demonstration": "/demonstration/",
    "not found": "/404.html",
    "style": "/style/",
}


# The style page shows every component of the theme, sample headings and links among them.
SPECIMEN = "/style/"


def every_page(pages: Sites) -> list[PageFacts]:
    return [page for site in pages.values() for page in site.values()]


def pages_of_ours(pages: Sites) -> list[PageFacts]:
    return [page for page in every_page(pages) if page.url != SPECIMEN]


@pytest.mark.parametrize("url", KINDS.values(), ids=KINDS.keys())
def test_each_kind_of_page_is_there(url: str, pages: Sites) -> None:
    assert all(url in site for site in pages.values())


def test_every_page_is_strict_html5(pages: Sites) -> None:
    assert [error for page in every_page(pages) for error in page.errors] == []


def test_one_heading_that_the_title_repeats(pages: Sites) -> None:
    for page in pages_of_ours(pages):
        [heading], [title] = page.words("h1"), page.words("title")
        assert heading and heading in title, page.url


def test_titles_and_descriptions(pages: Sites) -> None:
    for site in pages.values():
        titles = Counter(page.words("title")[0] for page in site.values())
        assert [title for title, times in titles.items() if times > 1] == []
        assert [page.url for page in site.values() if not page.metas["description"].strip()] == []


def test_ids_are_unique_and_descriptions_point_to_them(pages: Sites) -> None:
    for page in every_page(pages):
        assert [name for name, times in Counter(page.ids).items() if times > 1] == [], page.url
        for element in page.tree.iter():
            for name in ("for", "aria-labelledby", "aria-describedby"):
                assert set((element.get(name) or "").split()) <= set(page.ids), (page.url, element.attrib)


def test_every_link_and_fragment_leads_somewhere(
    pages: Sites, fragments: dict[str, dict[str, set[str]]]
) -> None:
    broken = {
        (page.url, link)
        for name, site in pages.items()
        for page in pages_of_ours({name: site})
        for link in page.links
        if broken_link(link, page, fragments[name])
    }
    assert broken == set()


def test_nothing_inline_that_the_policy_would_refuse(pages: Sites) -> None:
    for page in every_page(pages):
        assert page.all("style") == [], page.url
        for script in page.all("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", page.url
        for element in page.tree.iter():
            assert [n for n in element.attrib if n == "style" or n.startswith("on")] == [], page.url


def test_demonstration_notice_and_numbers_to_call(pages: Sites, published: registry.Registry) -> None:
    notices = {"province": published.site.demonstration_notice, "small": "这是测试用的示范数据。"}
    for name, site in pages.items():
        for page in site.values():
            text = "".join(page.tree.itertext())
            assert notices[name] in text, page.url
            assert "12369" not in text, page.url
            phones = {link.removeprefix("tel:") for link in page.links if link.startswith("tel:")}
            assert phones <= {"12345", "110", "119"}, page.url


def test_government_meta_tags(pages: Sites) -> None:
    site_tags = {"SiteName", "SiteDomain", "SiteIDCode"}
    column_tags = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
    for page in pages_of_ours(pages):
        filled = {name for name, content in page.metas.items() if content}
        assert site_tags | column_tags <= filled, page.url
        assert page.metas["Url"] == ADDRESS + page.url
        if re.match("/(items|lists/[0-9]+/[a-z])", page.url):
            assert {"ArticleTitle", "ContentSource"} <= filled, page.url
            assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", page.metas["PubDate"]), page.url


def test_linked_data(pages: Sites) -> None:
    types = {
        "/": "WebSite",
        "/items/ST-001/": "GovernmentService",
        "/departments/ecology/": "GovernmentOrganization",
    }
    types["/lists/410000/ecology/"] = "Dataset"
    for page in pages_of_ours(pages):
        graph = linked_data(page)
        trail = [thing for thing in graph if thing["@type"] == "BreadcrumbList"]
        assert len(trail) == (page.url != "/"), page.url
        assert page.url not in types or types[page.url] in {thing["@type"] for thing in graph}
        for step in (step for thing in trail for step in thing["itemListElement"]):
            assert step["item"].removeprefix(ADDRESS) in pages["province"] | pages["small"], (page.url, step)


def linked_data(page: PageFacts) -> list[dict[str, Any]]:
    [block] = [script for script in page.all("script") if script.get("type") == "application/ld+json"]
    data = json.loads(block.text or "")
    assert data["@context"] == "https://schema.org"
    return list(data["@graph"])


def test_texts_of_content_cannot_bring_markup(pages: Sites) -> None:
    for url in ("/about/", "/items/ST-001/"):
        text = "".join(pages["small"][url].all("main")[0].itertext())
        assert "<script>alert(1)</script>" in text or "<b>标签</b>" in text, url


def test_pages_are_light(province: Path) -> None:
    heavy = {
        path: size
        for path in province.rglob("*.html")
        if (size := len(gzip.compress(path.read_bytes()))) > 30_000
    }
    assert heavy == {}
    assert len(gzip.compress((province / "theme/css/mingdan.css").read_bytes())) < 30_000


def test_region_page_tells_what_is_different_there(pages: Sites) -> None:
    here = " ".join(pages["small"]["/regions/411102/"].words("main")[0].split())
    assert "这里与全省不同或另有明确的 1 项" in here
    assert "销售劣质煤和散煤 漯河市生态环境局源汇分局 市场监管部门" in here
    assert "河南省能源局（职责由河南省发展和改革委员会履行）" in here
    elsewhere = pages["small"]["/regions/410105/"].words("main")[0]
    assert "与全省不同" not in elsewhere
    assert "金水区市场监督管理局" in elsewhere


def test_item_page_answers(pages: Sites) -> None:
    page = pages["small"]["/items/SJ-001/"]
    text = " ".join(page.words("main")[0].split())
    assert "市场监管部门" in text
    assert "漯河市 生态环境" in text
    assert {"/complain/?item=SJ-001", "/who?matter=SJ-001", "/lead-decisions/#411100-SJ-001"} <= page.links
    unclear = pages["small"]["/items/ST-014/"]
    assert "牵头部门尚未明确" in unclear.words("main")[0]
    assert "/matters-without-lead/C01/" in unclear.links
    dropped = pages["small"]["/items/ST-009/"].words("main")[0]
    assert "现行清单里已经没有这一项" in dropped
    assert "已失效" in dropped


def test_release_pages_say_whether_they_hold(pages: Sites) -> None:
    base = "/lists/410000/ecology/"
    said = {
        day: pages["small"][f"{base}{day}/"].words("main")[0]
        for day in ("2025-09-01", "2026-09-01", "2027-01-01")
    }
    assert "这一版已不再施行" in said["2025-09-01"]
    assert "2027年1月1日起施行，现在还不是依据" in said["2027-01-01"]
    assert "不再施行" not in said["2026-09-01"]
    assert "还不是依据" not in said["2026-09-01"]
    assert "工业废气超标或无证排放" in pages["small"][base].words("main")[0]
