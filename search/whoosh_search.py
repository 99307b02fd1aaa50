"""One query on one Whoosh searcher. Which documents match is decided with sets, their order by BM25F."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from whoosh import query as wq
from whoosh.searching import Searcher

from .analysis import Analyzer, initials, is_han, pinyin
from .highlight import mark, snippet
from .lexicon import Lexicon
from .parse import Group, parse
from .query import MAX_QUERY_CHARACTERS, Hit, Query, Results
from .whoosh_schema import PINYIN_WEIGHT, WEIGHTS, WHOLE_NAME_WEIGHT, filter_term

TEXT_FIELDS = ("title", "words", "body")
PART_WEIGHT = 0.1  # of a word that merely holds the character asked for
PREFIX_FROM = 3  # letters of pinyin typed before their continuations are offered


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What every query on one generation needs and none changes: words, documents, filters' documents."""

    lexicon: Lexicon
    everything: frozenset[int]
    filters: Mapping[str, frozenset[int]]

    @classmethod
    def read(cls, searcher: Searcher) -> Self:
        reader = searcher.reader()
        terms: Counter[str] = Counter()
        for name in TEXT_FIELDS:
            for term in reader.field_terms(name):
                terms[term] += reader.doc_frequency(name, term)
        phrases = {term for name in ("exact", "title", "words") for term in reader.field_terms(name)}
        filters = {
            term: frozenset(_docs(wq.Term("filter", term), searcher)) for term in reader.field_terms("filter")
        }
        return cls(Lexicon(terms, phrases), frozenset(_docs(wq.Every(), searcher)), filters)


def _docs(query: wq.Query, searcher: Searcher) -> set[int]:
    return set(query.docs(searcher))


def _everywhere(term: str, weight: float) -> list[wq.Query]:
    return [wq.Term(name, term, boost=weight * WEIGHTS[name]) for name in WEIGHTS]


def _sounds_like(word: str, typed: str) -> bool:
    sound = pinyin(word)
    begun = len(typed) >= PREFIX_FROM and sound.startswith(typed)
    return begun or typed in (sound, initials(word))


class Search:
    """Built for one query, run once."""

    def __init__(self, searcher: Searcher, snapshot: Snapshot, analyzer: Analyzer, query: Query) -> None:
        self._searcher, self._snapshot = searcher, snapshot
        self._analyzer, self._query = analyzer, query
        self._text = analyzer.normalise(query.text)[:MAX_QUERY_CHARACTERS]
        self._groups = parse(query.text, analyzer)
        self._corrected: str | None = None

    def run(self) -> Results:
        self._correct()
        allowed = self._matching() & self._filtered()
        hits = tuple(self._hit(number, score) for number, score in self._ranked(allowed))
        return Results(hits, len(allowed), self._corrected, self._facets(allowed))

    def _correct(self) -> None:
        """Where a Chinese word finds nothing as it is, search what it was most likely meant to be."""
        knows = self._snapshot.lexicon.knows
        unknown = [
            group.word
            for group in self._groups
            if is_han(group.word) and not group.excluded and not any(map(knows, group.alternatives))
        ]
        self._corrected = self._snapshot.lexicon.correct(self._text, unknown)
        if self._corrected:
            self._text, self._groups = self._corrected, parse(self._corrected, self._analyzer)

    def _matching(self) -> set[int] | frozenset[int]:
        """Documents with every required word, no excluded one, and at least half of all the words."""
        wanted = [(group, self._documents(group)) for group in self._groups if not group.excluded]
        covered = Counter(number for _, numbers in wanted for number in numbers)
        found: set[int] | frozenset[int] = self._snapshot.everything
        if wanted:
            found = {number for number, count in covered.items() if 2 * count >= len(wanted)}
        for group, numbers in wanted:
            found = found & numbers if group.required else found
        for group in self._groups:
            found = found - self._documents(group) if group.excluded else found
        return found

    def _documents(self, group: Group) -> set[int]:
        return _docs(self._group_query(group), self._searcher)

    def _filtered(self) -> set[int] | frozenset[int]:
        allowed: set[int] | frozenset[int] = self._snapshot.everything
        for name, values in {**self._query.filters, "kind": self._query.kinds}.items():
            sets = [self._snapshot.filters.get(filter_term(name, value), frozenset()) for value in values]
            allowed = allowed & frozenset().union(*sets) if values else allowed
        return allowed

    def _ranked(self, allowed: set[int] | frozenset[int]) -> list[tuple[int, float]]:
        first = max(0, self._query.offset)
        last = first + max(0, self._query.limit)
        if not allowed or first == last:
            return []
        results = self._searcher.search(self._ranking_query(), limit=last, filter=set(allowed))
        return [(number, float(score)) for score, number in results.top_n[first:last]]

    def _ranking_query(self) -> wq.Query:
        wanted = [self._group_query(group) for group in self._groups if not group.excluded]
        whole = wq.Term("exact", self._text, boost=WHOLE_NAME_WEIGHT)
        return wq.Or([whole, *wanted]) if wanted else wq.Every()

    def _group_query(self, group: Group) -> wq.Query:
        each = [wq.And([self._term(term) for term in terms]) for terms in self._usable(group) if terms]
        if not is_han(group.word):
            each.append(wq.Term("pinyin", group.word, boost=PINYIN_WEIGHT))
            each += [wq.Prefix("pinyin", group.word)] if len(group.word) >= PREFIX_FROM else []
        return wq.Or(each)

    def _usable(self, group: Group) -> Iterable[tuple[str, ...]]:
        """A word the index knows is not looked for by its single characters: costly and misleading."""
        if len(group.word) == 1 or not self._snapshot.lexicon.knows((group.word,)):
            return group.alternatives
        return (terms for terms in group.alternatives if all(len(term) > 1 for term in terms))

    def _term(self, term: str) -> wq.Query:
        """A term in any text field; a single Chinese character stands for every word that holds it."""
        single = len(term) == 1 and is_han(term)
        holders = self._snapshot.lexicon.containing(term) if single else []
        return wq.Or(
            [*_everywhere(term, 1.0), *(t for each in holders for t in _everywhere(each, PART_WEIGHT))]
        )

    def _facets(self, allowed: set[int] | frozenset[int]) -> Mapping[str, Mapping[str, int]]:
        facets: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for term, numbers in self._snapshot.filters.items():
            name, _, value = term.partition("=")
            if count := len(allowed & numbers):
                facets[name][value] = count
        return dict(facets)

    def _hit(self, number: int, score: float) -> Hit:
        found: dict[str, Any] = self._searcher.stored_fields(number)["payload"]
        matched = self._matched(" ".join((found["title"], *found["words"], found["body"])))
        return Hit(
            id=found["id"],
            kind=found["kind"],
            title=found["title"],
            url=found["url"],
            score=score,
            title_html=mark(found["title"], matched),
            snippet_html=snippet(found["body"] or "、".join(found["words"]), matched),
            matched=matched,
            stored=found["stored"],
            filters=found["filters"],
        )

    def _matched(self, text: str) -> tuple[str, ...]:
        """Words of the query, or what stood in for them, in `text`; a whole word hides its parts."""
        text = self._analyzer.normalise(text)
        wanted = [group for group in self._groups if not group.excluded]
        return tuple(dict.fromkeys(term for group in wanted for term in self._present(group, text)))

    def _present(self, group: Group, text: str) -> tuple[str, ...]:
        present = next((terms for terms in group.alternatives if all(term in text for term in terms)), ())
        if present or is_han(group.word):
            return present
        words = [word for word in self._analyzer.tokens(text) if is_han(word) and len(word) > 1]
        return tuple(word for word in words if _sounds_like(word, group.word))
