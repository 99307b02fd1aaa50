"""How many results were published, by region, department and so on; small counts hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from registry import Result

from ..building.snapshot import Snapshot
from ..pictures.result_pictures import drawn, drawn_trend
from ..result_views import CLOSINGS, VERDICTS
from ..small_cells import LEAST, shown, told_by_month
from ..words import gettext as _
from ..words import lazy
from .model import SitePage
from .results import ABOVE, month_name

MONTHS_SHOWN = 12
_LONGEST = 4  # months: with all extensions, a petition is answered before (信访工作条例 art. 34)
_DURATIONS = (lazy("当月"), lazy("下个月"), lazy("第三个月"), lazy("第四个月"), lazy("更久"))
Named = Callable[[Result], Iterable[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by name, None where hidden; `rows` None: too few to make a table of."""

    key: str
    name: str
    rows: Mapping[str, int | None] | None


@dataclass(frozen=True, slots=True)
class Trend:
    """Of one topic, the counts of each month."""

    topic: str
    months: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Statistics:
    """`total` None: fewer than five, and then there are no tables either. `trends`: only of topics of which
    every month can be told."""

    total: int | None
    tables: tuple[Table, ...]
    trends: tuple[Trend, ...] = ()


def result_statistics(snapshot: Snapshot) -> SitePage:
    found = statistics(snapshot)
    return SitePage(
        url="/results/statistics/",
        kind="result_statistics",
        title=_("办理结果统计"),
        name=_("统计"),
        description=_("公布的投诉办理结果有多少，按地区、部门、月份、是否属实分列；不足 5 件的不单列。"),
        section="results",
        crumbs=ABOVE,
        context={
            "statistics": found,
            "least": LEAST,
            "pictures": {
                each.key: drawn(each.key, each.name, each.rows or {}, found.total or 0)
                for each in found.tables
            },
            "trend_pictures": [
                drawn_trend(number, each.topic, each.months) for number, each in enumerate(found.trends)
            ],
        },
    )


def statistics(snapshot: Snapshot) -> Statistics:
    """Every table of the page, of what is published and not withdrawn."""
    if len(snapshot.results) < LEAST:
        return Statistics(None, ())
    return Statistics(len(snapshot.results), tuple(_tables(snapshot)), tuple(_trends(snapshot)))


def _tables(snapshot: Snapshot) -> Iterable[Table]:
    departments, topics = snapshot.registry.departments, snapshot.registry.topics
    ways: tuple[tuple[str, str, Named], ...] = (
        (
            "month",
            _("按办结月份"),
            lambda result: [(_number(result.concluded), month_name(result.concluded))],
        ),
        ("duration", _("从收到到办结"), lambda result: [_duration(result)]),
        (
            "topic",
            _("按问题分类（一件可以算进几类）"),
            lambda result: [(0, topics[t].name) for t in result.topics],
        ),
        ("region", _("按市"), lambda result: [(0, _city(snapshot, result))]),
        ("department", _("按部门"), lambda result: [(0, departments[result.department].name)]),
        (
            "verdict",
            _("是否属实"),
            lambda result: [(list(VERDICTS).index(result.verdict), VERDICTS[result.verdict])],
        ),
        ("closing", _("办理状态"), lambda result: [(0, CLOSINGS[result.closing])]),
    )
    for key, name, named in ways:
        told = shown(_counted(snapshot.results, named))
        if key == "duration" and told is not None:
            told = {str(words): told.get(str(words), 0) for words in _DURATIONS}
        yield Table(key, name, told)


def _trends(snapshot: Snapshot) -> Iterable[Trend]:
    """How many results of a topic each month had, where all of that may be told."""
    told = told_by_month((result.concluded, frozenset(result.topics)) for result in snapshot.results)
    last = sorted({result.concluded for result in snapshot.results})[-MONTHS_SHOWN:]
    for topic in (each for each in snapshot.registry.topics if each in told):
        months = {month_name(month): told[topic][month] for month in last}
        if any(months.values()):
            yield Trend(snapshot.registry.topics[topic].name, months)


def _city(snapshot: Snapshot, result: Result) -> str:
    line = snapshot.registry.lineage(result.region)
    return snapshot.registry.region(line[max(0, len(line) - 2)].code).name


def _duration(result: Result) -> tuple[int, str]:
    """In the how manieth month after it came it was closed; published are months, never days."""
    months = min(_LONGEST, max(0, _number(result.concluded) - _number(result.reported)))
    return months, _DURATIONS[months]


def _number(month: str) -> int:
    """Months since the year nought."""
    return int(month[:4]) * 12 + int(month[5:])


def _counted(results: Iterable[Result], named: Named) -> dict[str, int]:
    """How many results bear each name, in the order of the names."""
    counts = Counter(each for result in results for each in named(result))
    return {str(name): count for (_order, name), count in sorted(counts.items())}
