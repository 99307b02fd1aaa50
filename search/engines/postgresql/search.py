"""One query on one table: matched by one tsquery, counted and ordered by PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, text

from ...analysis import Analyzer
from ...hits import hit, unpacked
from ...lexicon import Lexicon
from ...plan import WHOLE_NAME_WEIGHT, Plan, plan
from ...query import Hit, Query, Results, Sort
from ...terms import filter_term
from . import statements

MOST_COUNTED = 10_000  # matches; beyond, a total only says "at least"


class Search:
    """Built for one query, run once."""

    def __init__(
        self,
        connection: Connection,
        table: str,
        analyzer: Analyzer,
        query: Query,
        lexicon: Callable[[], Lexicon],
    ) -> None:
        self._connection, self._table = connection, table
        self._analyzer, self._query = analyzer, query
        self._plan: Plan = plan(query, analyzer, self._knows, lexicon)
        self._given: dict[str, Any] = {}
        self._matching = " AND ".join(self._conditions()) or "true"

    def run(self) -> Results:
        """Match, count, order, show."""
        total = self._count()
        hits = tuple(self._ordered()) if total and self._query.limit > 0 else ()
        facets = {name: self._facet(name) for name in self._query.facets}
        return Results(hits, min(total, MOST_COUNTED), self._plan.corrected, facets, total > MOST_COUNTED)

    def _knows(self, term: str) -> bool:
        found = text(f"SELECT 1 FROM {self._table} WHERE terms @@ CAST(:term AS tsquery) LIMIT 1")
        return self._connection.execute(found, {"term": statements.has_term(term)}).first() is not None

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

    def _ordered(self) -> list[Hit]:
        matching, order, score = self._matching, "newness DESC, id", "0.0"
        if self._query.sort is Sort.BEST and self._plan.wanted:
            order, score = "score DESC, id", self._score()
        if self._query.sort is Sort.NEWEST and self._query.before is not None:
            matching = f"{matching} AND newness < {self._value(self._query.before)}"
        page = f"LIMIT {max(0, self._query.limit)} OFFSET {max(0, self._query.offset)}"
        chosen = text(
            f"SELECT payload, {score} AS score FROM {self._table} WHERE {matching} ORDER BY {order} {page}"
        )
        rows = self._connection.execute(chosen, self._given)
        return [hit(unpacked(row.payload), float(row.score), self._plan, self._analyzer) for row in rows]

    def _score(self) -> str:
        words, name = (
            self._value(statements.any_word(self._plan)),
            self._value(statements.whole_name(self._plan)),
        )
        ranked = f"ts_rank('{statements.RANKING}', terms, CAST({words} AS tsquery))"
        return f"{ranked} + {WHOLE_NAME_WEIGHT} * (terms @@ CAST({name} AS tsquery))::int"

    def _facet(self, name: str) -> Mapping[str, int]:
        prefix = filter_term(name, "")
        capped = f"SELECT filters FROM {self._table} WHERE {self._matching} LIMIT {MOST_COUNTED}"
        counted = text(
            f"SELECT value, count(*) AS number FROM ({capped}) AS matching, unnest(filters) AS value "
            "WHERE starts_with(value, :prefix) GROUP BY value"
        )
        rows = self._connection.execute(counted, {**self._given, "prefix": prefix})
        return {row.value.removeprefix(prefix): row.number for row in rows}
