"""Marking of found words in text. Whatever comes in, only <mark> and escaped text come out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from .analysis import fold

SNIPPET_CHARACTERS = 110
Span = tuple[int, int]


class Shown:
    """A text to be shown with words marked. `plain`: it is known to be folded but for signs."""

    def __init__(self, text: str, plain: bool = False) -> None:
        self._text = text
        self.folded, self._origin = (text, range(len(text))) if plain else _fold_with_origin(text)

    def marked(self, terms: Iterable[str]) -> str:
        """The text as HTML with every occurrence of a (normalised) term inside <mark>."""
        return _render(self._text, self._find(terms))

    def snippet(self, terms: Iterable[str], width: int = SNIPPET_CHARACTERS) -> str:
        """The stretch of the text richest in terms, as HTML, with … where it was cut."""
        spans, length = self._find(terms), len(self._text)
        start = _best_start(spans, length, width)
        end = min(length, start + width)
        inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
        before, after = "…" if start else "", "…" if end < length else ""
        return before + _render(self._text[start:end], inside) + after

    def _find(self, terms: Iterable[str]) -> list[Span]:
        """Merged spans covered by the terms; width and case of letters do not matter."""
        spans: list[Span] = []
        for term in {each for each in terms if each}:
            at = self.folded.find(term)
            while at >= 0:
                spans.append((self._origin[at], self._origin[at + len(term) - 1] + 1))
                at = self.folded.find(term, at + len(term))
        return _merge(spans)


def mark(text: str, terms: Iterable[str]) -> str:
    """`text` as HTML with every occurrence of a term inside <mark>."""
    return Shown(text).marked(terms)


def snippet(text: str, terms: Iterable[str], width: int = SNIPPET_CHARACTERS) -> str:
    """The stretch of `text` richest in terms, as HTML."""
    return Shown(text).snippet(terms, width)


def _fold_with_origin(text: str) -> tuple[str, Sequence[int]]:
    """`text` folded character by character, and for each folded character its place in `text`."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text))
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
