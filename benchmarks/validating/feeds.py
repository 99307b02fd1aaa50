"""Atom feeds against RFC 4287: its grammar (atom.rng) and what a grammar cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
GRAMMAR = Path(__file__).with_name("atom.rng")
Element = etree._Element


def findings(feeds: Iterable[Path]) -> list[str]:
    """What breaks the standard, each as "file: what"."""
    grammar = etree.RelaxNG(etree.parse(GRAMMAR))
    return [f"{path}: {fault}" for path in feeds for fault in _faults(path, grammar)]


def _faults(path: Path, grammar: etree.RelaxNG) -> Iterator[str]:
    document = etree.parse(path)
    if not grammar.validate(document):
        yield from (f"line {error.line}: {error.message}" for error in grammar.error_log)
    feed = document.getroot()
    entries = feed.findall(f"{ATOM}entry")
    for each in (feed, *entries):
        yield from _alternates(each)
    for entry in entries:
        yield from _entry(entry, feed)
    moments = Counter((e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}updated")) for e in entries)
    yield from (f"{name} stands there {many} times" for (name, _), many in moments.items() if many > 1)
    if not [link for link in feed.iterfind(f"{ATOM}link") if link.get("rel") == "self"]:
        yield "no link to itself (4.1.1)"


def _alternates(element: Element) -> Iterator[str]:
    """At most one alternate of a kind and language (4.1.1, 4.1.2)."""
    kinds = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in element.iterfind(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    )
    if any(many > 1 for many in kinds.values()):
        yield f"{element.findtext(f'{ATOM}id')}: two alternates of one kind"


def _entry(entry: Element, feed: Element) -> Iterator[str]:
    name = entry.findtext(f"{ATOM}id")
    if entry.find(f"{ATOM}author") is None and feed.find(f"{ATOM}author") is None:
        yield f"{name}: nobody wrote it (4.1.2)"
    links = [link for link in entry.iterfind(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    if entry.find(f"{ATOM}content") is None and not links:
        yield f"{name}: neither content nor an alternate (4.1.2)"
    if any(not link.get("href", "").startswith("http") for link in entry.iterfind(f"{ATOM}link")):
        yield f"{name}: a link that a reader cannot follow"
