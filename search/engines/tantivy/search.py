"""One query on one tantivy searcher: the plan as a tantivy query."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import tantivy
from tantivy import FieldType, Occur

from ...analysis import Analyzer
from ...hits import hit, unpacked
from ...lexicon import Lexicon
from ...plan import PINYIN_WEIGHT, WEIGHTS, WHOLE_NAME_WEIGHT, Plan, Slot, Wanted, fields_for, plan
from ...query import Hit, Query, Results, Sort
from ...terms import filter_term
from .schema import SCHEMA, WORDS

TEXT_FIELDS = ("title", "words", "body")
Clause = tuple[Occur, tantivy.Query]
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
        total = self._searcher.search(matching, limit=1).count  # type: ignore[attr-defined]  # not in its stubs
        hits = tuple(self._hit(address, score) for score, address in self._ordered(matching).hits)
        return Results(hits[: self._query.limit], total, self._plan.corrected, self._facets(matching))

    def _knows(self, term: str) -> bool:
        return any(self._searcher.doc_freq(name, term) for name in fields_for(term))

    def _ordered(self, matching: tantivy.Query) -> tantivy.SearchResult:
        first, count = max(0, self._query.offset), max(1, self._query.limit)  # it refuses to look for none
        if self._query.sort is Sort.NEWEST:
            rest = self._older(matching)
            return self._searcher.search(rest, count, count=False, offset=first, order_by_field="order")
        whole = _constant(self._term("exact", self._plan.text), WHOLE_NAME_WEIGHT)
        ranked = tantivy.Query.boolean_query([(Occur.Must, matching), (Occur.Should, whole)])
        return self._searcher.search(ranked, count, count=False, offset=first)

    def _older(self, matching: tantivy.Query) -> tantivy.Query:
        before = self._query.before
        if before is None:
            return matching
        older = self._range("order", 0, before - 1) if before > 0 else tantivy.Query.empty_query()
        return tantivy.Query.boolean_query([(Occur.Must, matching), (Occur.Must, older)])

    def _required(self) -> Iterator[Clause]:
        """At least half of the words; every required one, every phrase; no excluded one."""
        words = [(Occur.Should, self._word(each)) for each in self._plan.wanted]
        if words:
            yield Occur.Must, tantivy.Query.boolean_query(words, self._plan.least)
        else:
            yield Occur.Must, _constant(tantivy.Query.all_query(), 1.0)
        for each in self._plan.wanted:
            if each.group.required:
                yield Occur.Must, _constant(self._word(each), 0.0)
        for phrase in self._plan.phrases:
            yield Occur.Must, _constant(self._phrase(phrase), 0.0)
        for each in self._plan.excluded:
            yield Occur.MustNot, self._word(each)

    def _filters(self) -> Iterator[Clause]:
        for name, values in {**self._query.filters, "kind": self._query.kinds}.items():
            if values:
                any_of = [self._term("filter", filter_term(name, value)) for value in values]
                yield Occur.Must, _constant(_any(any_of), 0.0)
        first, last = self._query.days
        if first or last:
            yield Occur.Must, _constant(self._range("day", first, last or LARGEST), 0.0)

    def _word(self, wanted: Wanted) -> tantivy.Query:
        """The documents that have a word, in tantivy's terms."""
        each = [_all(self._slot(slot) for slot in slots) for slots in wanted.alternatives]
        if wanted.sound:
            each.append(_constant(self._term("pinyin", wanted.sound), PINYIN_WEIGHT))
        if wanted.sound and wanted.sound_begins:
            begins = tantivy.Query.regex_query(SCHEMA, "pinyin", re.escape(wanted.sound) + ".*")
            each.append(_constant(begins, 1.0))
        return _any(each)

    def _slot(self, slot: Slot) -> tantivy.Query:
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
    return tantivy.Query.boolean_query([(Occur.Should, each) for each in queries])


def _all(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Must, each) for each in queries])
