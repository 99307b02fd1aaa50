"""Text to terms: one analysis for documents and queries alike.

rjieba cuts Chinese into words; words of the caller's domain are added to a dictionary of our own
(黑臭水体 is otherwise cut in two). Nothing is stemmed or stopped: Chinese needs neither, and exact words
explain hits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import rjieba
from opencc import OpenCC
from pypinyin import lazy_pinyin

MAX_DOMAIN_WORD = 8  # a longer "word" is a phrase: it would hide the words inside it from search
_TERM = re.compile(r"\w", re.UNICODE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_CHARACTER = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")  # half a character, or none: converters stumble
_SIMPLIFIED = OpenCC("t2s")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as cut, and the shorter words found inside it."""

    text: str
    parts: tuple[str, ...]


class Analyzer:
    """Segments and normalises. `synonyms` maps a word to others that mean the same to those who search."""

    def __init__(
        self, domain_words: Iterable[str] = (), synonyms: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        self._jieba = rjieba.Jieba()
        for word in domain_words:
            self._add(self.normalise(word))
        self._synonyms = {
            self.normalise(word): tuple(self.normalise(other) for other in others)
            for word, others in (synonyms or {}).items()
        }
        for word in self._synonyms:
            self._add(word)

    def _add(self, word: str) -> None:
        if 2 <= len(word) <= MAX_DOMAIN_WORD and is_han(word):
            self._jieba.add_word(word, None, None)

    def normalise(self, text: str) -> str:
        """Full-width to half-width, traditional to simplified, lower case, white space collapsed."""
        return " ".join(fold(text).split())

    def tokens(self, text: str) -> list[str]:
        """The index terms of `text`, in order, with the shorter words inside longer ones."""
        return [each for each in self._jieba.cut_for_search(self.normalise(text)) if _TERM.search(each)]

    def pairs(self, text: str) -> Iterator[str]:
        """The two Chinese characters on either side of every cut between words."""
        cut = self._jieba.cut(self.normalise(text))
        met = (first[-1] + second[0] for first, second in pairwise(cut))
        return (pair for pair in met if is_han(pair))

    def characters(self, text: str) -> Iterator[str]:
        """Every Chinese character by itself, every other word whole: what exact phrases are looked for in."""
        return (each.group() for each in _CHARACTER.finditer(self.normalise(text)))

    def words(self, text: str) -> list[Word]:
        """`text` cut once, without overlaps; each word with its own inner terms."""
        cut = [each for each in self._jieba.cut(self.normalise(text)) if _TERM.search(each)]
        return [Word(each, tuple(part for part in self.tokens(each) if part != each)) for each in cut]

    def synonyms(self, word: str) -> tuple[str, ...]:
        """Other words for an already normalised `word`."""
        return self._synonyms.get(word, ())


def fold(text: str) -> str:
    """NFKC, traditional characters to simplified ones, lower case."""
    normal = unicodedata.normalize("NFKC", _NO_CHARACTER.sub("\ufffd", text))
    return (normal if normal.isascii() else _SIMPLIFIED.convert(normal)).lower()


def is_han(text: str) -> bool:
    """Whether every character is a Chinese one."""
    return bool(text) and all(_HAN.match(each) for each in text)


@lru_cache(maxsize=65536)
def pinyin(word: str) -> str:
    """Toneless pinyin without spaces (油烟 → youyan); other characters are kept."""
    return "".join(lazy_pinyin(word))


@lru_cache(maxsize=65536)
def initials(word: str) -> str:
    """First letters of the pinyin (油烟 → yy)."""
    return "".join(each[0] for each in lazy_pinyin(word) if each)
