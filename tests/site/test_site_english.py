"""The site in English: a twin of every page, told in English, with every link leading on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from site_pages import DYNAMIC, XHTML, PageFacts, broken_link, read_page
from test_site_pages import KINDS

from registry.languages import in_english, twin

HAN = re.compile("[\u4e00-\u9fff]")
# What cannot hold a mark of its own: what is not shown as text, and drawings.
UNMARKED = {"title", "script", "style", "textarea", "svg"}
SPECIMEN = "/style/"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
VERSION = re.compile(r"\d{4}-\d\d-\d\d 版|version \d{4}-\d\d-\d\d|^\d{4}-\d\d-\d\d$")
ONE_OF_MANY = re.compile(r"(?<![\d.,–:-])\b1 [a-z]+s\b")
NAMES = {"明单"}  # beside the seal, as a sign


def english(province: Path, url: str) -> PageFacts:
    """The twin of a page."""
    name = twin(url).removeprefix("/")
    path = province / (f"{name}index.html" if name.endswith("/") else name)
    return read_page(twin(url), path.read_bytes())


def chinese_untold(element: ET.Element, marked: bool = False) -> list[str]:
    """Texts in Chinese within the element that do not say so."""
    tag = element.tag.removeprefix(XHTML) if isinstance(element.tag, str) else "script"
    if tag in UNMARKED or "svg" in tag:
        return []
    marked = element.get("lang", "zh-CN" if marked else "en") == "zh-CN"
    texts = [element.text] if not marked else []
    for child in element:
        texts += chinese_untold(child, marked)
        texts += [] if marked else [child.tail]
    return [text.strip() for text in texts if text and HAN.search(text)]


def beside_terms(page: PageFacts) -> set[str]:
    """Links but those of explained terms and of examples to search for: each language has its own words."""
    return {link for link in page.links if "/glossary/#" not in link and "search?q=" not in link}


def test_every_page_has_its_twin(pages: dict[str, dict[str, PageFacts]], province: Path) -> None:
    html = {"/" + path.relative_to(province).as_posix() for path in province.rglob("*.html")}
    twins = {twin(path) for path in html if not in_english(path)}
    assert {path for path in html if in_english(path)} == twins
    assert len(twins) == len(pages["province"])


@pytest.mark.parametrize("url", KINDS.values(), ids=KINDS.keys())
def test_a_page_of_each_kind(
    url: str,
    province: Path,
    fragments: dict[str, dict[str, set[str]]],
    pages: dict[str, dict[str, PageFacts]],
) -> None:
    page, original = english(province, url), pages["province"][url]
    assert page.errors == []
    assert page.all("html")[0].get("lang") == "en"
    assert "This is a demonstration" in "".join(page.tree.itertext())
    assert page.words("h1")[0] in page.words("title")[0] or url in ("/", SPECIMEN)
    if url != SPECIMEN:
        assert set(chinese_untold(page.tree)) <= NAMES
    ids = fragments["province"]
    plain = {link for link in page.links if not link.startswith(tuple(twin(path) for path in DYNAMIC))}
    own = {**ids, page.url: set(page.ids)}
    assert not [link for link in plain if "#" not in link and broken_link(link, page, own)]
    assert len(beside_terms(page)) == len(beside_terms(original))


@pytest.mark.parametrize("url", sorted(set(KINDS.values()) - {SPECIMEN}))
def test_days_and_numbers_as_each_language_writes_them(
    url: str, province: Path, pages: dict[str, dict[str, PageFacts]]
) -> None:
    """A version is called by its day, as its address is; nothing else names a day as programs do."""
    for page in (pages["province"][url], english(province, url)):
        shown = [text.strip() for text in page.all("body")[0].itertext() if "/" not in text]
        assert not [text for text in shown if DAY.search(VERSION.sub("", text))]
    assert not [text for text in shown if ONE_OF_MANY.search(text)]


def test_the_switch_leads_to_the_twin(province: Path, pages: dict[str, dict[str, PageFacts]]) -> None:
    for url in ("/", "/items/ST-001/"):
        assert twin(url) in pages["province"][url].links
        assert url in english(province, url).links


def test_machines_read_the_same(province: Path, pages: dict[str, dict[str, PageFacts]]) -> None:
    """Stable identifiers are those of the Chinese page."""

    def graph(page: PageFacts) -> list[dict[str, object]]:
        [script] = [each for each in page.all("script") if each.get("type") == "application/ld+json"]
        return list(json.loads(script.text or "")["@graph"])

    there, here = graph(english(province, "/items/ST-001/")), graph(pages["province"]["/items/ST-001/"])
    assert [each.get("@id") for each in there] == [each.get("@id") for each in here]
