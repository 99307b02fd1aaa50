"""The words an index holds: what a character may be part of, what a mistyped word was meant to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from .analysis import is_han, pinyin

LONGEST_WINDOW = 8
MOST_EXPANSIONS = 200
SUBSTITUTION_FROM = 3  # one wrong character of two leaves too little to go by, unless it sounds the same
LENGTH_CHANGE_FROM = 4


class Lexicon:
    """Built once per index generation from its terms (term → number of documents) and its names."""

    def __init__(self, terms: Mapping[str, int], phrases: Iterable[str]) -> None:
        self._terms = terms
        self._phrases = {each for each in phrases if is_han(each) and 2 <= len(each) <= LONGEST_WINDOW}
        self._containing: defaultdict[str, list[str]] = defaultdict(list)
        self._sounds: defaultdict[str, set[str]] = defaultdict(set)
        self._shapes: defaultdict[str, set[str]] = defaultdict(set)
        for term in terms:
            for char in set(term):
                self._containing[char].append(term)
        for phrase in self._phrases:
            self._sounds[pinyin(phrase)].add(phrase)
            for shape in _shapes(phrase):
                self._shapes[shape].add(phrase)

    def knows(self, terms: Iterable[str]) -> bool:
        """Whether every one of `terms` is in the index."""
        return all(term in self._terms for term in terms)

    def containing(self, char: str) -> list[str]:
        """Index terms with this character in them, most frequent first."""
        return sorted(self._containing.get(char, ()), key=lambda term: (-self._terms[term], term))[
            :MOST_EXPANSIONS
        ]

    def correct(self, text: str, unknown: Iterable[str]) -> str | None:
        """`text` with its `unknown` words replaced by what they most likely meant, or None.

        The beginning or middle of a known phrase (工地扬) is no mistake.
        """
        if any(text in phrase for phrase in self._phrases):
            return None
        corrected = text
        for word in unknown:
            corrected = self._correct_one(corrected, word)
        return corrected if corrected != text else None

    def _correct_one(self, text: str, word: str) -> str:
        choices = [
            (rank, -len(window), -self._terms.get(meant, 0), meant, window)
            for window, inside in _windows(text, word)
            for rank, meant in self._meant(window)
            if meant not in text and (rank == 0 or _differs_inside(window, meant, inside))
        ]
        if not choices:
            return text
        *_, meant, window = min(choices)
        return text.replace(window, meant, 1)

    def _meant(self, window: str) -> Iterator[tuple[int, str]]:
        """Phrases one slip away: 0 sounds the same, 1 one character differs, 2 one is missing or too many."""
        yield from ((0, each) for each in self._sounds.get(pinyin(window), ()) if each != window)
        for shape in _shapes(window):
            found = self._shapes.get(shape, ())
            yield from ((1 if len(each) == len(window) else 2, each) for each in found if each != window)


def _windows(text: str, word: str) -> Iterator[tuple[str, range]]:
    """Every Chinese stretch of `text` of 2 to 8 characters over `word`, and where `word` lies in it."""
    at = text.find(word)
    while at >= 0:
        for start in range(max(0, at - LONGEST_WINDOW + 1), at + len(word)):
            for end in range(max(start + 2, at + 1), min(len(text), start + LONGEST_WINDOW) + 1):
                if is_han(text[start:end]):
                    yield text[start:end], range(at - start, at - start + len(word))
        at = text.find(word, at + 1)


def _differs_inside(window: str, meant: str, inside: range) -> bool:
    """Only the unknown word is to be changed, and what is merely unfinished (油烟净) is no mistake."""
    if len(window) != len(meant):
        return window not in meant
    return all(
        place in inside for place, pair in enumerate(zip(window, meant, strict=True)) if pair[0] != pair[1]
    )


def _shapes(word: str) -> Iterator[str]:
    """Keys that two words share when they are one character apart: with a gap, or with one left out."""
    if len(word) >= SUBSTITUTION_FROM:
        yield from (f"{word[:i]}*{word[i + 1 :]}" for i in range(len(word)))
    if len(word) >= LENGTH_CHANGE_FROM - 1:
        yield f"={word}"
    if len(word) >= LENGTH_CHANGE_FROM:
        yield from (f"={word[:i]}{word[i + 1 :]}" for i in range(len(word)))
