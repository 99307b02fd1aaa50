"""A found document as it is shown: what matched, marked in its title and in a stretch of its text."""

from __future__ import annotations

import json
from typing import Any

from .analysis import Analyzer, initials, is_han, pinyin
from .documents import Document
from .highlight import mark, snippet
from .parse import Group
from .plan import PREFIX_FROM, Plan
from .query import Hit

_PAYLOAD = ("id", "kind", "title", "body", "words", "url", "filters", "stored", "order")


def payload(document: Document) -> dict[str, Any]:
    """What an engine keeps of a document to show it again."""
    return {name: getattr(document, name) for name in _PAYLOAD}


def packed(document: Document) -> str:
    """The payload as text."""
    return json.dumps(payload(document), ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> dict[str, Any]:
    """The payload again. Raises ValueError."""
    found: dict[str, Any] = json.loads(text)
    filters = {name: tuple(values) for name, values in found["filters"].items()}
    return {**found, "words": tuple(found["words"]), "filters": filters}


def hit(found: dict[str, Any], score: float, plan: Plan, analyzer: Analyzer) -> Hit:
    """One hit from its payload."""
    text = analyzer.normalise(" ".join((found["title"], *found["words"], found["body"])))
    present = (term for each in plan.wanted for term in _present(each.group, text, analyzer))
    matched = tuple(dict.fromkeys(present))
    shown = matched + plan.phrases
    return Hit(
        id=found["id"],
        kind=found["kind"],
        title=found["title"],
        url=found["url"],
        score=score,
        title_html=mark(found["title"], shown),
        snippet_html=snippet(found["body"] or "、".join(found["words"]), shown),
        matched=matched,
        stored=found["stored"],
        filters=found["filters"],
        order=found["order"],
    )


def _present(group: Group, text: str, analyzer: Analyzer) -> tuple[str, ...]:
    """The words of the query, or what stood in for them, in `text`; a whole word hides its parts."""
    present = next((terms for terms in group.alternatives if all(term in text for term in terms)), ())
    if present or is_han(group.word):
        return present
    words = [word for word in analyzer.tokens(text) if is_han(word) and len(word) > 1]
    return tuple(word for word in words if _sounds_like(word, group.word))


def _sounds_like(word: str, typed: str) -> bool:
    sound = pinyin(word)
    begun = len(typed) >= PREFIX_FROM and sound.startswith(typed)
    return begun or typed in (sound, initials(word))
