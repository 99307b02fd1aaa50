"""Made-up cases for the desk's benchmark: the same ones for the same number, spread as in life.

Places, matters and words are those of the published lists; nobody's message is in it.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from intake.cases.model import Owner
from intake.cases.ownership import organ_owner
from intake.cases.routing import Certificate
from intake.cases.states import State
from registry import Item, Registry

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SEED, YEARS = 12345, 3
OPEN_DAYS = 75  # an open case is at most this old
ANSWER_DAYS = 60

# Of a thousand cases, how many stand where.
_STATES = {
    State.CLOSED: 830,
    State.WITHDRAWN: 20,
    State.MERGED: 12,
    State.ANSWERED: 28,
    State.ROUTED: 18,
    State.ACCEPTED: 22,
    State.HANDLING: 38,
    State.EXTENDED: 7,
    State.WAITING: 6,
    State.OBJECTED: 3,
    State.TO_BE_DECIDED: 5,
    State.WITHOUT_LEAD: 2,
    State.REFERRED: 3,
    State.IN_LITIGATION: 1,
    State.UNDER_REVIEW: 4,
    State.UNDER_SECOND_REVIEW: 1,
}
_OVER = (State.CLOSED, State.WITHDRAWN, State.MERGED, State.ANSWERED)
_WITH_OFFICE = (State.TO_BE_DECIDED, State.OBJECTED)
_UNASSIGNED = (*_WITH_OFFICE, State.ROUTED)
_VERDICTS = ("true", "largely_true", "partly_true", "untrue")
_SAID = ("每天晚上十点以后最严重", "已经持续半个月", "附近住着很多老人和孩子", "反映过没有用", "希望尽快处理")


@dataclass(frozen=True)
class Made:
    """One case as a row of `cases`, with what belongs to it."""

    row: dict[str, Any]
    topics: tuple[str, ...]
    answered_at: datetime | None
    stars: int | None


class Maker:
    """Makes cases out of one registry. `clerks` gives the account that handles what an organ has."""

    def __init__(self, registry: Registry, clerks: dict[Owner, int]) -> None:
        self._registry = registry
        self._clerks = clerks
        self._chance = random.Random(SEED)
        self._counties = [each for each in registry.regions.values() if each.level == "county"]
        self._items = list(registry.items.values())
        self._states = list(_STATES)
        self._weights = list(accumulate(_STATES.values()))
        self._certificates: dict[tuple[str, str], tuple[Owner, dict[str, Any]]] = {}

    def cases(self, count: int) -> Iterator[Made]:
        """The cases in the order of their filing."""
        days = YEARS * 365
        for number in range(1, count + 1):
            state = self._states[bisect(self._weights, self._chance.randrange(self._weights[-1]))]
            recent = state not in _OVER or state is State.ANSWERED
            age = self._chance.uniform(0, OPEN_DAYS) if recent else self._chance.uniform(5, days)
            yield self._case(number, state, NOW - timedelta(days=age))

    def _case(self, number: int, state: State, filed: datetime) -> Made:
        chance = self._chance
        county = chance.choice(self._counties)
        item = self._items[min(int(chance.expovariate(1 / 40)), len(self._items) - 1)]
        owner, certificate = self._routed(item, county.code)
        city = self._registry.lineage(county.code)[1].code
        if state in _WITH_OFFICE:
            owner = Owner(county.code)
        answered = self._answered(state, filed)
        words = chance.sample(item.words, min(3, len(item.words)))
        row = {
            "id": number,
            "number": f"{filed:%Y-%m%d}-{number:06d}",
            "code_hash": f"{number:064x}",
            "request_hash": f"{number:064x}",
            "version": 3,
            "state": state,
            "owner_region": owner.region,
            "owner_department": owner.department,
            "assignee_id": None if state in _UNASSIGNED else self._clerks.get(owner),
            "source": "web",
            "filed_at": filed,
            "updated_at": answered or min(filed + timedelta(days=3), NOW),
            "title": "" if chance.random() < 0.5 else words[0],
            "text": f"{county.name}{item.matter}：" + "，".join([*words, *chance.sample(_SAID, 3)]) + "。",
            "region": county.code,
            "address": f"建设路{chance.randrange(1, 400)}号附近",
            "latitude": 34.75 + chance.uniform(-1, 1),
            "longitude": 113.6 + chance.uniform(-1, 1),
            "occurred_at": "",
            "ongoing": True,
            "item": item.id,
            "matter": item.matter,
            "certificate": certificate,
            "answer": "已到现场核查并督促整改。" if answered else None,
            "verdict": chance.choice(_VERDICTS) if answered else None,
            "closing": "done" if state is State.CLOSED else None,
            "office_region": county.code if chance.random() < 0.97 else city,
            "restricted": chance.random() < 0.01,
            "profile": None if state in _UNASSIGNED else "petition",
            "next_due_at": None if state in _OVER else filed + timedelta(days=ANSWER_DAYS),
        }
        rated = state is State.CLOSED and chance.random() < 0.3
        return Made(row, item.topics, answered, chance.randint(1, 5) if rated else None)

    def _answered(self, state: State, filed: datetime) -> datetime | None:
        age = (NOW - filed) / timedelta(days=1)
        took = timedelta(days=self._chance.uniform(min(2, age / 2), min(70, age)))
        return filed + took if state in (State.CLOSED, State.ANSWERED) else None

    def _routed(self, item: Item, region: str) -> tuple[Owner, dict[str, Any]]:
        key = (item.id, region)
        if key not in self._certificates:
            self._certificates[key] = self._certificate(item, region)
        return self._certificates[key]

    def _certificate(self, item: Item, region: str) -> tuple[Owner, dict[str, Any]]:
        registry, today = self._registry, NOW.date()
        found = registry.who(item.id, region, today)
        assert found is not None, item.id
        owner = organ_owner(registry, found.lead.id, found.organ.region, today)
        made = Certificate(
            environmental=True,
            department=found.lead.name,
            department_id=found.lead.id,
            rule="item",
            confidence=0.9,
            decided=True,
            region=region,
            organ=found.organ.name,
            organ_key=f"{owner.region}/{owner.department}",
            item=item.id,
            matter=item.matter,
            release=found.release.key,
            legal_basis=tuple(each.citation for each in found.item.basis),
        )
        return owner, made.to_json()
