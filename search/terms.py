"""The terms of a document, field by field: the same for every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .analysis import Analyzer, initials, is_han, pinyin
from .documents import Document


@dataclass(frozen=True, slots=True)
class Terms:
    """`exact`: whole names. `pairs`: two characters on either side of a cut, so that 死鱼 is found in what
    was cut as 漂死/鱼. `filter`: "name=value", the kind too."""

    exact: tuple[str, ...]
    title: tuple[str, ...]
    words: tuple[str, ...]
    body: tuple[str, ...]
    pairs: tuple[str, ...]
    title_pinyin: tuple[str, ...]
    pinyin: tuple[str, ...]
    filter: tuple[str, ...]


def terms_of(document: Document, analyzer: Analyzer) -> Terms:
    """How a document lies in an index."""
    title, *others = (analyzer.normalise(each) for each in (document.title, *document.words))
    return Terms(
        exact=tuple(name for name in (title, *others) if name),
        title=tuple(analyzer.tokens(document.title)),
        words=tuple(term for word in document.words for term in analyzer.tokens(word)),
        body=tuple(analyzer.tokens(document.body)),
        pairs=tuple(sorted({pair for text in _texts(document) for pair in analyzer.pairs(text)})),
        title_pinyin=tuple(sorted(_sounds([title], analyzer))),
        pinyin=tuple(sorted(_sounds(others, analyzer))),
        filter=(filter_term("kind", document.kind), *_filter_terms(document.filters)),
    )


def filter_term(name: str, value: str) -> str:
    """The index term that stands for filter `name` having `value`."""
    return f"{name}={value}".replace("\x00", "")


def normal_text(document: Document, analyzer: Analyzer) -> str:
    """All words of a document as one text, in which a phrase is looked for; a line a part."""
    return "\n".join(analyzer.normalise(each) for each in _texts(document))


def _texts(document: Document) -> tuple[str, ...]:
    return (document.title, *document.words, document.body)


def _filter_terms(filters: Mapping[str, Iterable[str]]) -> Iterator[str]:
    return (filter_term(name, value) for name, values in filters.items() for value in values)


def _sounds(names: Iterable[str], analyzer: Analyzer) -> set[str]:
    """Pinyin and initials of whole names and of every word of two or more characters in them."""
    words = {word for name in names for word in (name, *analyzer.tokens(name))}
    return {sound(word) for word in words if len(word) > 1 and is_han(word) for sound in (pinyin, initials)}
