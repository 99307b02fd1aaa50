"""Warnings about one item: a basis that no longer holds, words that say little, a broken channel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from registry.book import Registry
from registry.coverage.finding import Finding
from registry.model import Basis, Item, Release
from registry.organs.contacts import contact_fault

LONGEST, SHORTEST = 120, 10  # characters of a description that reads at a glance (policy, art. 5: 清晰直观)
FEWEST_WORDS = 3
SOON = timedelta(days=90)

_REVISE: Final = "按现行法律修订这份清单，走审核、审定、公布程序"


def item_findings(registry: Registry, release: Release, item: Item, on: date) -> Iterator[Finding]:
    """What is to be said of one item of a list in force."""
    for basis in item.basis:
        yield from _basis(registry, release, item, basis, on)
    yield from _words(release, item)
    fault = contact_fault(item.contact)
    if fault:
        message = f"“{item.matter}”的投诉渠道“{item.contact}”{fault}"
        yield at_item(release, item, "broken-contact", message, "核对后改成能打通的电话、能打开的网址")


def at_item(release: Release, item: Item, kind: str, message: str, advice: str) -> Finding:
    """A finding that stands at an item of a release."""
    return Finding(
        kind=kind,
        region=release.region,
        department=release.department,
        subject=item.id,
        message=message,
        advice=advice,
        file=f"lists/{release.key}.yaml",
        mark=f"- id: {item.id}",
        url=f"/lists/{release.key}/#{item.id}",
    )


def _basis(registry: Registry, release: Release, item: Item, basis: Basis, on: date) -> Iterator[Finding]:
    statute = registry.statutes[basis.statute]
    ends = basis.valid_to or statute.valid_to
    instead = f"，改引《{statute.replaced_by}》" if statute.replaced_by else ""
    if ends and ends < on:
        message = f"“{item.matter}”引的{basis.citation}已于 {ends} 后失效{instead}"
        yield at_item(release, item, "repealed-now", message, _REVISE)
    elif ends and ends < on + SOON:
        message = f"“{item.matter}”引的{basis.citation}到 {ends} 为止{instead}"
        yield at_item(release, item, "repealed-soon", message, _REVISE)
    if not statute.checked:
        message = f"“{item.matter}”引的{basis.citation}没有人核对过原文"
        yield at_item(
            release, item, "unread-basis", message, "找到原文核对条款，在 statutes.csv 写上核对年月"
        )


def _words(release: Release, item: Item) -> Iterator[Finding]:
    length = len(item.description)
    if not SHORTEST <= length <= LONGEST:
        message = f"“{item.matter}”的业务描述有 {length} 个字，群众不容易看明白"
        advice = f"用 {SHORTEST} 到 {LONGEST} 个字说清管什么、不管什么"
        yield at_item(release, item, "vague-row", message, advice)
    if len(item.words) < FEWEST_WORDS:
        message = f"“{item.matter}”只写了 {len(item.words)} 种群众说法，搜不到也转不准"
        yield at_item(release, item, "few-words", message, f"至少写 {FEWEST_WORDS} 种平常说法")
