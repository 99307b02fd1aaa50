"""How documents lie in a Whoosh index, and how much each field weighs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from whoosh.analysis import Token
from whoosh.fields import KEYWORD, STORED, Schema

from .analysis import Analyzer, initials, is_han, pinyin
from .documents import Document

# BM25F weights: an exact name beats a word of the title, that an everyday word, that running text.
WEIGHTS: Mapping[str, float] = {"exact": 8.0, "title": 4.0, "words": 3.0, "body": 1.0}
WHOLE_NAME_WEIGHT = 60.0  # the whole query is a name: nothing said in passing may come before it
PINYIN_WEIGHT = 3.0
TITLE_SOUNDS = 4  # times a sound of the title counts against one of the other words


def schema() -> Schema:
    """No positions (no phrases) and one stored payload: the two largest levers of Whoosh's speed."""

    def terms() -> KEYWORD:
        field = KEYWORD(stored=False, scorable=True)
        field.analyzer = _ready_terms
        return field

    return Schema(
        exact=terms(),
        title=terms(),
        words=terms(),
        body=terms(),
        pinyin=terms(),
        filter=terms(),
        payload=STORED(),
    )


def fields_of(document: Document, analyzer: Analyzer) -> dict[str, Any]:
    """The field values of one document."""
    title, *others = (analyzer.normalise(each) for each in (document.title, *document.words))
    return {
        "exact": [title, *others],
        "title": analyzer.tokens(document.title),
        "words": [term for word in document.words for term in analyzer.tokens(word)],
        "body": analyzer.tokens(document.body),
        "pinyin": sorted(_sounds([title], analyzer)) * TITLE_SOUNDS + sorted(_sounds(others, analyzer)),
        "filter": [filter_term("kind", document.kind), *_filter_terms(document.filters)],
        "payload": {name: getattr(document, name) for name in _PAYLOAD},
    }


_PAYLOAD = ("id", "kind", "title", "body", "words", "url", "filters", "stored")


def filter_term(name: str, value: str) -> str:
    """The index term that stands for filter `name` having `value`."""
    return f"{name}={value}"


def _filter_terms(filters: Mapping[str, Iterable[str]]) -> list[str]:
    return [filter_term(name, value) for name, values in filters.items() for value in values]


def _sounds(names: Iterable[str], analyzer: Analyzer) -> set[str]:
    """Pinyin and initials of whole names and of every word of two or more characters in them."""
    words = {word for name in names for word in (name, *analyzer.tokens(name))}
    return {sound(word) for word in words if len(word) > 1 and is_han(word) for sound in (pinyin, initials)}


def _ready_terms(value: Iterable[str], **_: Any) -> Iterator[Token]:
    """Terms come cut already (by our own analysis); Whoosh only wraps them."""
    token = Token()
    for place, text in enumerate(value):
        token.text, token.pos, token.boost = text, place, 1.0
        yield token
