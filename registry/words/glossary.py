"""Official terms in plain words: what citizens' pages explain where a term first stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the law or of offices, and what it means, in one or two short sentences.

    `also`: how it is written besides. `source`: the article that says so, "" for plain usage.
    """

    id: str
    term: str
    plain: str
    english: str
    english_plain: str
    also: tuple[str, ...] = ()
    source: str = ""

    def told(self, language: str) -> Term:
        """As pages of that language show it."""
        if language != "en":
            return self
        return replace(self, term=self.english, plain=self.english_plain, also=())


class Explainer:
    """Tells pages of one language what terms mean."""

    def __init__(self, glossary: Mapping[str, Term], language: str) -> None:
        self._terms = {term.id: term.told(language) for term in glossary.values()}

    def explained(self, term: str) -> Term | None:
        """The term of that id; None where the site explains none such."""
        return self._terms.get(term)

    def explained_in(self, text: str, *but: str) -> list[Term]:
        """The terms that a text uses, `but` for these ids; of two that begin alike the longer counts."""
        left, found = text.lower(), []
        for name, term in sorted(self._names(), key=lambda each: -len(each[0])):
            if name in left:
                left = left.replace(name, "\n")
                found.append(term)
        return [term for term in self._terms.values() if term in found and term.id not in but]

    def _names(self) -> list[tuple[str, Term]]:
        return [(name.lower(), term) for term in self._terms.values() for name in (term.term, *term.also)]
