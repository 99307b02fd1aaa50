"""One query on one table: matched by one tsquery, counted and ordered by PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

from ...analysis import Analyzer
from ...hits import hit, unpacked
from ...lexicon import Lexicon
from ...plan import WHOLE_NAME_WEIGHT, Plan, plan
from ...query import Hit, Query, Results, Sort
from ...terms import filter_term
from . import statements

MOST_COUNTED = 10_000  # matches; beyond, a total only says "at least"
MOST_RANKED, MOST_NAMED = 1_000, 100  # ranking reads every match's terms, a few microseconds each
NEWEST = "newness DESC, id"


@dataclass(frozen=True, slots=True)
class Opened:
    """A generation's table; `known` are terms once found in it, to which what is found is added."""

    connection: Connection
    table: str
    known: set[str]


class Search:
    """Built for one query, run once."""

    def __init__(
        self, opened: Opened, analyzer: Analyzer, query: Query, lexicon: Callable[[], Lexicon]
    ) -> None:
        self._connection, self._table, self._known = opened.connection, opened.table, opened.known
        self._analyzer, self._query = analyzer, query
        self._plan: Plan = plan(query, analyzer, self._knows, lexicon)
        self._given: dict[str, Any] = {}
        self._matching = " AND ".join(self._conditions()) or "true"

    def run(self) -> Results:
        """Match, count, order, show."""
        total, hits = self._newest() if self._newest_of_all else (self._count(), ())
        if not hits and total and self._query.limit > 0:
            hits = tuple(self._ordered(total))
        facets = {name: self._facet(name) for name in self._query.facets}
        return Results(hits, min(total, MOST_COUNTED), self._plan.corrected, facets, total > MOST_COUNTED)

    @property
    def _newest_of_all(self) -> bool:
        return self._query.sort is Sort.NEWEST and self._query.before is None

    def _newest(self) -> tuple[int, tuple[Hit, ...]]:
        """The number of matches and, if they could all be counted, the page: both from one look at them."""
        counted = text(
            f"WITH matching AS MATERIALIZED (SELECT id, newness FROM {self._table} WHERE {self._matching} "
            f"LIMIT {MOST_COUNTED + 1}), page AS (SELECT id, newness FROM matching {self._page(NEWEST)}) "
            f"SELECT (SELECT count(*) FROM matching) AS total, payload, 0.0 AS score "
            f"FROM page JOIN {self._table} USING (id) ORDER BY page.newness DESC, id"
        )
        rows = self._connection.execute(counted, self._given).all()
        if not rows:
            return self._count(), ()
        total = int(rows[0].total)
        return total, () if total > MOST_COUNTED else tuple(map(self._hit, rows))

    def _knows(self, term: str) -> bool:
        return term in self._known or self._asked_for(term)

    def _asked_for(self, term: str) -> bool:
        found = text(f"SELECT 1 FROM {self._table} WHERE terms @@ CAST(:term AS tsquery) LIMIT 1")
        if self._connection.execute(found, {"term": statements.has_term(term)}).first() is None:
            return False
        self._known.add(term)
        return True

    def _conditions(self) -> list[str]:
        found = []
        if wanted := statements.condition(self._plan, self._query):
            found.append(f"terms @@ CAST({self._value(wanted)} AS tsquery)")
        if len(self._plan.wanted) > statements.MOST_COMBINED:
            found.append(self._enough())
        for phrase in self._plan.phrases:
            found.append(f"position({self._value(phrase)} in normal) > 0")
        first, last = self._query.days
        if first:
            found.append(f"day >= {self._value(first)}")
        if last:
            found.append(f"day <= {self._value(last)}")
        return found

    def _enough(self) -> str:
        """At least half of a long sentence's words, counted."""
        each = (self._value(statements.word(wanted)) for wanted in self._plan.wanted)
        counted = " + ".join(f"(terms @@ CAST({value} AS tsquery))::int" for value in each)
        return f"{counted} >= {self._plan.least}"

    def _value(self, value: object) -> str:
        name = f"v{len(self._given)}"
        self._given[name] = value
        return f":{name}"

    def _count(self) -> int:
        capped = f"SELECT 1 FROM {self._table} WHERE {self._matching} LIMIT {MOST_COUNTED + 1}"
        counted = text(f"SELECT count(*) FROM ({capped}) AS matching")
        return int(self._connection.execute(counted, self._given).scalar_one())

    def _ordered(self, total: int) -> list[Hit]:
        matching, order, score = self._matching, NEWEST, "0.0"
        if self._query.sort is Sort.BEST and self._plan.wanted:
            order, score = "score DESC, id", self._score()
            matching = matching if total <= MOST_RANKED else self._candidates()
        if self._query.sort is Sort.NEWEST and self._query.before is not None:
            matching = f"{matching} AND newness < {self._value(self._query.before)}"
        chosen = text(
            f"SELECT payload, {score} AS score FROM {self._table} WHERE {matching} {self._page(order)}"
        )
        return [self._hit(row) for row in self._connection.execute(chosen, self._given)]

    def _candidates(self) -> str:
        """Of more matches than can be ranked in time: the newest, and those called just so."""
        chosen = f"SELECT id FROM {self._table} WHERE {self._matching}"
        newest = f"({chosen} ORDER BY newness DESC LIMIT {MOST_RANKED})"
        named = f"({chosen} AND {self._named()} LIMIT {MOST_NAMED})"
        return f"id IN ({newest} UNION {named})"

    def _page(self, order: str) -> str:
        return f"ORDER BY {order} LIMIT {max(0, self._query.limit)} OFFSET {max(0, self._query.offset)}"

    def _hit(self, row: Row[Any]) -> Hit:
        return hit(unpacked(row.payload), float(row.score), self._plan, self._analyzer)

    def _score(self) -> str:
        words = self._value(statements.any_word(self._plan))
        ranked = f"ts_rank('{statements.RANKING}', terms, CAST({words} AS tsquery))"
        return f"{ranked} + {WHOLE_NAME_WEIGHT} * ({self._named()})::int"

    def _named(self) -> str:
        return f"terms @@ CAST({self._value(statements.whole_name(self._plan))} AS tsquery)"

    def _facet(self, name: str) -> Mapping[str, int]:
        prefix = filter_term(name, "")
        capped = f"SELECT filters FROM {self._table} WHERE {self._matching} LIMIT {MOST_COUNTED}"
        counted = text(
            f"SELECT value, count(*) AS number FROM ({capped}) AS matching, unnest(filters) AS value "
            "WHERE starts_with(value, :prefix) GROUP BY value"
        )
        rows = self._connection.execute(counted, {**self._given, "prefix": prefix})
        return {row.value.removeprefix(prefix): row.number for row in rows}
