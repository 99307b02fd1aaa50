"""One query on one tantivy searcher: the plan as a tantivy query.

Which documents match is asked of one field that holds every term, without scores; only hits in order of
relevance look into the fields that are weighted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import tantivy
from tantivy import FieldType, Occur

from ...analysis import Analyzer
from ...hits import hit, unpacked
from ...lexicon import Lexicon
from ...plan import SOUND_WEIGHTS, WEIGHTS, WHOLE_NAME_WEIGHT, Plan, Slot, Wanted, fields_for, plan
from ...query import Hit, Query, Results, Sort
from ...terms import filter_term
from .schema import ANY, SCHEMA, WORDS

TEXT_FIELDS = ("title", "words", "body")
Clause = tuple[Occur, tantivy.Query]
Found = Sequence[tuple[float, tantivy.DocAddress]]
AsQuery = Callable[[Slot], tantivy.Query]
LARGEST = 2**64 - 1


class Search:
    """Built for one query, run once."""

    def __init__(
        self, searcher: tantivy.Searcher, analyzer: Analyzer, query: Query, lexicon: Callable[[], Lexicon]
    ) -> None:
        self._searcher, self._analyzer, self._query = searcher, analyzer, query
        self._plan: Plan = plan(query, analyzer, self._knows, lexicon)

    def run(self) -> Results:
        """Match, count, order, show."""
        matching = tantivy.Query.boolean_query([*self._required(), *self._filters()])
        total, found = self._counted(matching)
        hits = tuple(self._hit(address, score) for score, address in found[: max(0, self._query.limit)])
        return Results(hits, total, self._plan.corrected, self._facets(matching))

    def _knows(self, term: str) -> bool:
        return bool(self._searcher.doc_freq(ANY, term))

    def _counted(self, matching: tantivy.Query) -> tuple[int, Found]:
        """The number of matches, and this page's; found in one walk where the order allows it."""
        page = max(1, self._query.limit), max(0, self._query.offset)  # it refuses to look for none
        if self._query.sort is Sort.BEST:
            total, _ = self._newest(matching, 1, 0)
            return total, self._searcher.search(self._ranked(matching), page[0], False, offset=page[1]).hits
        if self._query.before is None:
            return self._newest(matching, *page)
        total, _ = self._newest(matching, 1, 0)
        return total, self._newest(self._older(matching), *page)[1]

    def _newest(self, matching: tantivy.Query, count: int, first: int) -> tuple[int, Found]:
        """Ordered by a column, nothing is scored."""
        found = self._searcher.search(matching, count, order_by_field="order", offset=first)
        return found.count, found.hits  # type: ignore[attr-defined]  # not in its stubs

    def _ranked(self, matching: tantivy.Query) -> tantivy.Query:
        if not self._plan.wanted:
            return matching
        scores = [self._word(each, self._weighted) for each in self._plan.wanted]
        scores.append(_constant(self._term("exact", self._plan.text), WHOLE_NAME_WEIGHT))
        return tantivy.Query.boolean_query(
            [(Occur.Must, _constant(matching, 0.0)), *((Occur.Should, each) for each in scores)]
        )

    def _older(self, matching: tantivy.Query) -> tantivy.Query:
        before = self._query.before or 0
        older = self._range("order", 0, before - 1) if before > 0 else tantivy.Query.empty_query()
        return tantivy.Query.boolean_query([(Occur.Must, matching), (Occur.Must, older)])

    def _required(self) -> Iterator[Clause]:
        """At least half of the words; every required one, every phrase; no excluded one."""
        words = [(Occur.Should, self._word(each, self._anywhere)) for each in self._plan.wanted]
        if len(words) == 1:
            yield Occur.Must, words[0][1]
        elif words:
            yield Occur.Must, tantivy.Query.boolean_query(words, self._plan.least)
        else:
            yield Occur.Must, tantivy.Query.all_query()
        for each in self._plan.wanted:
            if each.group.required:
                yield Occur.Must, self._word(each, self._anywhere)
        for phrase in self._plan.phrases:
            yield Occur.Must, self._phrase(phrase)
        for each in self._plan.excluded:
            yield Occur.MustNot, self._word(each, self._anywhere)

    def _filters(self) -> Iterator[Clause]:
        for name, values in {**self._query.filters, "kind": self._query.kinds}.items():
            if values:
                yield Occur.Must, _any(self._term("filter", filter_term(name, value)) for value in values)
        first, last = self._query.days
        if first or last:
            yield Occur.Must, self._range("day", first, last or LARGEST)

    def _word(self, wanted: Wanted, as_query: AsQuery) -> tantivy.Query:
        """The documents that have a word, in tantivy's terms."""
        each = [_all(as_query(slot) for slot in slots) for slots in wanted.alternatives]
        for name, weight in SOUND_WEIGHTS.items() if wanted.sound else ():
            each.append(_constant(self._term(name, str(wanted.sound)), weight))
            if wanted.sound_begins:
                begins = tantivy.Query.regex_query(SCHEMA, name, re.escape(str(wanted.sound)) + ".*")
                each.append(_constant(begins, 1.0))
        return _any(each)

    def _anywhere(self, slot: Slot) -> tantivy.Query:
        return _any(self._term(ANY, term) for term, _weight in slot)

    def _weighted(self, slot: Slot) -> tantivy.Query:
        return _any(
            tantivy.Query.boost_query(self._term(name, term), weight * WEIGHTS[name])
            for term, weight in slot
            for name in fields_for(term)
        )

    def _phrase(self, phrase: str) -> tantivy.Query:
        each: list[str | tuple[int, str]] = [*self._analyzer.characters(phrase)]
        if len(each) == 1:
            return self._term("characters", str(each[0]))
        return tantivy.Query.phrase_query(SCHEMA, "characters", each)

    def _term(self, name: str, value: str) -> tantivy.Query:
        option = "freq" if name in (*WORDS, "characters") else "basic"
        return tantivy.Query.term_query(SCHEMA, name, value, option)

    def _range(self, name: str, first: int, last: int) -> tantivy.Query:
        return tantivy.Query.range_query(SCHEMA, name, FieldType.Unsigned, first, last)

    def _facets(self, matching: tantivy.Query) -> Mapping[str, Mapping[str, int]]:
        return {name: self._facet(name, matching) for name in self._query.facets}

    def _facet(self, name: str, matching: tantivy.Query) -> Mapping[str, int]:
        prefix = filter_term(name, "")
        counted = self._searcher.terms_with_prefix("filter", prefix, filter_query=matching)
        return {term.removeprefix(prefix): count for term, count in counted if count}

    def _hit(self, address: tantivy.DocAddress, score: float) -> Hit:
        found = unpacked(self._searcher.doc(address)["payload"][0].decode())
        newest = self._query.sort is Sort.NEWEST
        return hit(found, 0.0 if newest else float(score), self._plan, self._analyzer)


def _constant(query: tantivy.Query, score: float) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, score)


def _any(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    each = list(queries)
    return each[0] if len(each) == 1 else tantivy.Query.boolean_query([(Occur.Should, one) for one in each])


def _all(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    each = list(queries)
    return each[0] if len(each) == 1 else tantivy.Query.boolean_query([(Occur.Must, one) for one in each])
