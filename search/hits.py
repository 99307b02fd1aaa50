"""A found document as it is shown: what matched, marked in its title and in a stretch of its text."""

from __future__ import annotations

import json
import re
from typing import Any

from .analysis import Analyzer, fold, initials, is_han, pinyin
from .documents import Document
from .highlight import Shown
from .parse import Group
from .plan import PREFIX_FROM, Plan
from .query import Hit

_PAYLOAD = ("id", "kind", "title", "body", "words", "url", "filters", "stored", "order")
_SIGNS = re.compile(r"\W+")


def payload(document: Document) -> dict[str, Any]:
    """What an engine keeps of a document to show it again. `plain`: folding its texts changes no word, so
    that it need not be done for every hit of every query."""
    kept = {name: getattr(document, name) for name in _PAYLOAD}
    return {**kept, "plain": all(map(_is_plain, (document.title, document.body, *document.words)))}


def _is_plain(text: str) -> bool:
    folded = fold(text)
    return len(folded) == len(text) and _SIGNS.sub("", folded) == _SIGNS.sub("", text)


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
    title, body = (Shown(text, found.get("plain", False)) for text in (found["title"], _shown(found)))
    names = found["words"] if found.get("plain", False) else map(analyzer.normalise, found["words"])
    text = "\n".join((title.folded, *names, body.folded))
    present = (term for each in plan.wanted for term in _present(each.group, text, analyzer))
    matched = tuple(dict.fromkeys(present))
    shown = matched + plan.phrases
    return Hit(
        id=found["id"],
        kind=found["kind"],
        title=found["title"],
        url=found["url"],
        score=score,
        title_html=title.marked(shown),
        snippet_html=body.snippet(shown),
        matched=matched,
        stored=found["stored"],
        filters=found["filters"],
        order=found["order"],
    )


def _shown(found: dict[str, Any]) -> str:
    """What a snippet is taken from."""
    return found["body"] or "、".join(found["words"])


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
