"""The filters of a list: read from what an address says, kept in it, and turned into a question."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from intake.cases import due
from intake.cases.complaint import tidy
from intake.cases.due import Due
from intake.cases.errors import BadInput
from intake.cases.model import Staff
from intake.cases.ownership import regions_below
from intake.cases.sources import Source
from intake.cases.states import State
from intake.services.context import LOCAL_TIME, Context
from intake.store.cases.case_filters import Order, Span, Wanted
from intake.words import gettext as _
from registry import Registry

NOBODY, MYSELF = "none", "me"  # as `assignee`, beside a log-in name
LONGEST = 60
_NUMBER = re.compile(r"[0-9-]+")
_WITH_DAY = re.compile(r"(\d{4})-(\d{2})(\d{2})")
_MOMENT = timedelta.resolution


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody asks of a list, as its address says it; empty: not asked.

    `since`, `until`: days as 2026-11-23, by receipt; in an address `from` and `to`. `kind`: a topic. `q`: the
    beginning of a case number or a part of a matter. `sort`: due, received or newest.
    """

    region: str = ""
    department: str = ""
    state: str = ""
    due: str = ""
    assignee: str = ""
    since: str = ""
    until: str = ""
    source: str = ""
    kind: str = ""
    q: str = ""
    sort: str = ""

    def query(self) -> dict[str, Any]:
        """The parts of an address that say the same."""
        said = {_IN_ADDRESS.get(each.name, each.name): getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in said.items() if value}

    def facts(self) -> dict[str, str]:
        """The same for the record, where nothing typed freely may go."""
        query = self.query()
        if "q" in query and not _NUMBER.fullmatch(self.q):
            query["q"] = _("（文字）")
        return query


_IN_ADDRESS = {"since": "from", "until": "to"}
NONE = Filters()


def read(ctx: Context, said: Mapping[str, str]) -> Filters:
    """The filters of an address. Raises BadInput(name) for a value that means nothing."""
    names = {each.name: _IN_ADDRESS.get(each.name, each.name) for each in fields(Filters)}
    found = Filters(**{field: tidy(said.get(name, ""))[:LONGEST] for field, name in names.items()})
    for name, known in _known(ctx).items():
        value = getattr(found, name)
        if value and value not in known:
            raise BadInput(name, _("没有这个筛选条件，请重新选择。"))
    for name in ("since", "until"):
        _day(name, getattr(found, name))
    return found


def narrowed(ctx: Context, staff: Staff, wanted: Wanted, asked: Filters) -> Wanted:
    """The question with the filters in it: never wider than it was."""
    state = State(asked.state) if asked.state else None
    if state and (wanted.states is None or state in wanted.states):
        wanted = replace(wanted, states=(state,))
    elif state:
        wanted = replace(wanted, states=())
    begins = asked.q if _NUMBER.fullmatch(asked.q) else None
    near = (*wanted.due, span(ctx, Due(asked.due))) if asked.due else wanted.due
    return replace(
        wanted,
        due=near,
        assignee=staff.login if asked.assignee == MYSELF else _person(asked) or wanted.assignee,
        unassigned=wanted.unassigned or asked.assignee == NOBODY,
        places=regions_below(ctx.registry, asked.region) if asked.region else None,
        department=asked.department or None,
        source=f"{Source.API}:" if asked.source == Source.API else asked.source or None,
        kind=(asked.kind, _matters_of_kind(ctx.registry, asked.kind)) if asked.kind else None,
        matters=None if not asked.q or begins else _matters_with(ctx.registry, asked.q),
        begins=begins,
        filed=(*_filed(asked), *_day_of(begins)),
        order=Order(asked.sort) if asked.sort else wanted.order,
    )


def span(ctx: Context, near: Due) -> Span:
    """Due dates as near as that, now."""
    return Span(*due.bounds(near, ctx.now(), ctx.registry.calendar))


def _known(ctx: Context) -> dict[str, Container[str]]:
    registry = ctx.registry
    return {
        "region": registry.regions,
        "department": registry.departments,
        "state": set(State),
        "due": set(Due),
        "source": set(Source),
        "kind": registry.topics,
        "sort": set(Order),
    }


def _person(asked: Filters) -> str | None:
    return asked.assignee if asked.assignee not in ("", NOBODY) else None


def _filed(asked: Filters) -> tuple[Span, ...]:
    since, until = _day("since", asked.since), _day("until", asked.until)
    begin = _begin(since) - _MOMENT if since else None
    end = _begin(until + timedelta(days=1)) - _MOMENT if until else None
    return (Span(begin, end),) if since or until else ()


def _day_of(begins: str | None) -> tuple[Span, ...]:
    """A number names the day of its filing: asked as a day, an index answers."""
    named = _WITH_DAY.match(begins or "")
    if not named:
        return ()
    try:
        day = "-".join(named.groups())
        return _filed(Filters(since=day, until=day))
    except BadInput:
        return ()


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, LOCAL_TIME)


def _day(name: str, value: str) -> date | None:
    try:
        day = date.fromisoformat(value) if value else None
    except ValueError:
        day = date.min
    if day and not 2000 <= day.year <= 2999:
        raise BadInput(name, _("日期要写成 2026-11-23 这样。"))
    return day


def _matters_with(registry: Registry, words: str) -> tuple[str, ...]:
    return tuple(matter for matter in registry.matters if words in matter)


def _matters_of_kind(registry: Registry, kind: str) -> tuple[str, ...]:
    return tuple(matter for matter, topics in registry.matters.items() if kind in topics)
