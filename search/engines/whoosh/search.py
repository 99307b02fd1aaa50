"""One query on one Whoosh searcher. Which documents match is decided with sets, their order by BM25F."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping

from whoosh import query as wq
from whoosh.searching import Searcher

from ...analysis import Analyzer
from ...hits import hit
from ...plan import SOUND_WEIGHTS, WEIGHTS, WHOLE_NAME_WEIGHT, Plan, Slot, Wanted, fields_for, plan
from ...query import Hit, Query, Results, Sort
from .snapshot import Snapshot, docs

Found = set[int] | frozenset[int]
LAST_DAY = 99_999_999


class Search:
    """Built for one query, run once."""

    def __init__(self, searcher: Searcher, snapshot: Snapshot, analyzer: Analyzer, query: Query) -> None:
        self._searcher, self._snapshot = searcher, snapshot
        self._analyzer, self._query = analyzer, query
        self._plan: Plan = plan(query, analyzer, self._knows, lambda: snapshot.lexicon(searcher))

    def run(self) -> Results:
        """Match, count, order, show."""
        allowed = self._with_phrases(self._matching() & self._filtered())
        hits = tuple(self._hit(number, score) for number, score in self._ordered(allowed))
        return Results(hits, len(allowed), self._plan.corrected, self._facets(allowed))

    def _knows(self, term: str) -> bool:
        reader = self._searcher.reader()
        return any((name, term) in reader for name in fields_for(term))

    def _matching(self) -> Found:
        """Documents with every required word, no excluded one, and at least half of all the words."""
        found = [(each, docs(_query(each), self._searcher)) for each in self._plan.wanted]
        matching: Found = self._snapshot.everything(self._searcher)
        if found:
            covered = Counter(number for _, numbers in found for number in numbers)
            matching = {number for number, count in covered.items() if count >= self._plan.least}
        for each, numbers in found:
            matching = matching & numbers if each.group.required else matching
        for each in self._plan.excluded:
            matching = matching - docs(_query(each), self._searcher)
        return matching

    def _filtered(self) -> Found:
        allowed: Found = self._snapshot.everything(self._searcher)
        for name, values in {**self._query.filters, "kind": self._query.kinds}.items():
            sets = [self._snapshot.having(self._searcher, name, value) for value in values]
            allowed = allowed & frozenset().union(*sets) if values else allowed
        first, last = self._query.days
        if first or last:
            days = self._snapshot.column(self._searcher, "day")
            allowed = {number for number in allowed if first <= days[number] <= (last or LAST_DAY)}
        return allowed

    def _with_phrases(self, found: Found) -> Found:
        """Those in which every phrase stands as it is; read one by one, as there are no positions."""
        if not self._plan.phrases:
            return found
        return {number for number in found if self._has_phrases(number)}

    def _has_phrases(self, number: int) -> bool:
        kept = self._searcher.stored_fields(number)["payload"]
        texts = [self._analyzer.normalise(each) for each in (kept["title"], *kept["words"], kept["body"])]
        return all(any(phrase in text for text in texts) for phrase in self._plan.phrases)

    def _ordered(self, allowed: Found) -> Iterator[tuple[int, float]]:
        first = max(0, self._query.offset)
        last = first + max(0, self._query.limit)
        if not allowed or first == last:
            return iter(())
        if self._query.sort is Sort.NEWEST:
            return ((number, 0.0) for number in self._newest(allowed, last)[first:])
        results = self._searcher.search(self._ranking(), limit=last, filter=set(allowed))
        return ((number, float(score)) for score, number in results.top_n[first:last])

    def _newest(self, allowed: Found, count: int) -> list[int]:
        orders, before = self._snapshot.column(self._searcher, "order"), self._query.before
        rest = allowed if before is None else (number for number in allowed if orders[number] < before)
        return heapq.nlargest(count, rest, key=lambda number: (orders[number], -number))

    def _ranking(self) -> wq.Query:
        if not self._plan.wanted:
            return wq.Every()
        whole = wq.Term("exact", self._plan.text, boost=WHOLE_NAME_WEIGHT)
        return wq.Or([whole, *(_query(each) for each in self._plan.wanted)])

    def _facets(self, allowed: Found) -> Mapping[str, Mapping[str, int]]:
        return {name: self._facet(name, allowed) for name in self._query.facets}

    def _facet(self, name: str, allowed: Found) -> Mapping[str, int]:
        counts = {
            value: len(allowed & self._snapshot.having(self._searcher, name, value))
            for value in self._snapshot.values(self._searcher, name)
        }
        return {value: count for value, count in counts.items() if count}

    def _hit(self, number: int, score: float) -> Hit:
        return hit(self._searcher.stored_fields(number)["payload"], score, self._plan, self._analyzer)


def _query(wanted: Wanted) -> wq.Query:
    """The documents that have a word, in Whoosh's terms."""
    each: list[wq.Query] = [wq.And([_slot(slot) for slot in slots]) for slots in wanted.alternatives]
    for name, weight in SOUND_WEIGHTS.items() if wanted.sound else ():
        each.append(wq.Term(name, wanted.sound, boost=weight))
        if wanted.sound_begins:
            each.append(wq.Prefix(name, wanted.sound))
    return wq.Or(each)


def _slot(slot: Slot) -> wq.Query:
    terms = [(name, term, weight * WEIGHTS[name]) for term, weight in slot for name in fields_for(term)]
    return wq.Or([wq.Term(name, term, boost=boost) for name, term, boost in terms])
