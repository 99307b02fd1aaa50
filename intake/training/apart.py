"""Keeps what measures a model away from what it learns from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from intake.cases.masking import marked, masked

ALIKE = 0.8  # share of a measuring text's character triples found in another
TELLING = 5  # triples; shorter texts (太吵了) are said by everybody and must be the whole of the other
_NO_WORD = re.compile(r"\W+")


class Apart:
    """Built from the texts that measure; `holds` is pure."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Each as it stands and without names, as a correction would keep it."""
        self._measuring = {_triples(each) for text in texts for each in (text, masked(marked(text)))}

    def holds(self, text: str) -> bool:
        """Whether the text is one of them, or holds one, give or take a few words."""
        triples = _triples(text)
        return triples in self._measuring or any(
            len(each & triples) >= ALIKE * len(each) for each in self._measuring if len(each) >= TELLING
        )


def _triples(text: str) -> frozenset[str]:
    plain = _NO_WORD.sub("", text)
    return frozenset(plain[at : at + 3] for at in range(max(1, len(plain) - 2)))
