"""Marking of found words in text. Whatever comes in, only <mark> and escaped text come out."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from .analysis import fold

SNIPPET_CHARACTERS = 110
Span = tuple[int, int]


def mark(text: str, terms: Iterable[str]) -> str:
    """`text` as HTML with every occurrence of a term inside <mark>."""
    return _render(text, find(text, terms))


def snippet(text: str, terms: Iterable[str], width: int = SNIPPET_CHARACTERS) -> str:
    """The stretch of `text` richest in terms, as HTML, with … where it was cut."""
    spans = find(text, terms)
    start = _best_start(spans, len(text), width)
    end = min(len(text), start + width)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return before + _render(text[start:end], inside) + after


def find(text: str, terms: Iterable[str]) -> list[Span]:
    """Merged spans of `text` covered by the (normalised) terms; width and case of letters do not matter."""
    folded, origin = _fold_with_origin(text)
    spans: list[Span] = []
    for term in {each for each in terms if each}:
        at = folded.find(term)
        while at >= 0:
            spans.append((origin[at], origin[at + len(term) - 1] + 1))
            at = folded.find(term, at + len(term))
    return _merge(spans)


def _fold_with_origin(text: str) -> tuple[str, list[int]]:
    """`text` folded character by character, and for each folded character its place in `text`."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, list(range(len(text)))
    pieces = [fold(each) for each in text]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]


def _merge(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _best_start(spans: list[Span], length: int, width: int) -> int:
    """Where a window of `width` covers most marked characters, with a little context before the first."""
    if not spans or length <= width:
        return 0
    lead = width // 6

    def covered(start: int) -> int:
        return sum(max(0, min(b, start + width) - max(a, start)) for a, b in spans)

    starts = [min(max(0, a - lead), length - width) for a, _ in spans[:200]]
    return max(starts, key=lambda start: (covered(start), -start))


def _render(text: str, spans: list[Span]) -> str:
    out, at = [], 0
    for start, end in spans:
        out += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*out, escape(text[at:])])
