"""What search is measured on: made-up documents of the published lists' own words, and questions to them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator

from registry import Item, Registry
from search import Analyzer, Document, Query, Sort

SEED, EACH = 12345, 60  # questions of each class
COMMON = 60  # of the most frequent words of two characters
Make = Callable[[random.Random, Item], Query]


def documents(registry: Registry, count: int, seed: int = SEED) -> Iterator[Document]:
    """About 250 characters each: two everyday words as title, eighteen words and descriptions as text."""
    chance, items = random.Random(seed), list(registry.items.values())
    texts = [text for item in items for text in (*item.words, item.description)]
    for number in range(1, count + 1):
        item = chance.choice(items)
        title, body = "，".join(chance.sample(item.words, 2)), "。".join(chance.sample(texts, 18))
        filters = {"department": (item.department,)}
        yield Document(f"{number}", "case", title, body, filters=filters, day=20260101, order=number)


def questions(registry: Registry, analyzer: Analyzer) -> dict[str, list[Query]]:
    """Class → its questions. The first four: words under a department's filter, newest first."""
    common = _common(registry, analyzer)
    makers: dict[str, Make] = {
        "one word": lambda chance, item: _newest(_words(chance, item, 1), item),
        "two words": lambda chance, item: _newest(_words(chance, item, 2), item),
        "three words": lambda chance, item: _newest(_words(chance, item, 3), item),
        "common words": lambda chance, item: _newest(
            " ".join(chance.sample(common, chance.randint(1, 3))), item
        ),
        "phrase": lambda chance, item: _newest(f'"{chance.choice(item.words)}"', item),
        "exclusion": lambda chance, item: _newest(
            f"{_words(chance, item, 1)} -{chance.choice(common)}", item
        ),
        "best first": lambda chance, item: Query(_words(chance, item, chance.randint(1, 3))),
        "common, best first": lambda chance, item: Query(chance.choice(common)),
    }
    items = list(registry.items.values())
    return {name: list(_made(make, items)) for name, make in makers.items()}


def _made(make: Make, items: list[Item]) -> Iterator[Query]:
    chance = random.Random(SEED)
    return (make(chance, chance.choice(items)) for _ in range(EACH))


def _words(chance: random.Random, item: Item, count: int) -> str:
    return " ".join(chance.sample(item.words, min(count, len(item.words))))


def _newest(text: str, item: Item) -> Query:
    return Query(text, filters={"department": (item.department,)}, sort=Sort.NEWEST)


def _common(registry: Registry, analyzer: Analyzer) -> list[str]:
    """What the lists say most often: 垃圾, 噪声 …"""
    said = (text for item in registry.items.values() for text in (*item.words, item.description))
    counted = Counter(term for text in said for term in analyzer.tokens(text) if len(term) == 2)
    return [term for term, _ in counted.most_common(COMMON)]
