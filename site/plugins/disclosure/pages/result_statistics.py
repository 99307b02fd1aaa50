"""How many results were published, by region, department and so on; small counts hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from registry import Result

from ..result_views import CLOSINGS, VERDICTS
from ..small_cells import LEAST, shown
from ..snapshot import Snapshot
from ..words import gettext as _
from .model import SitePage
from .results import ABOVE, month_name


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by name, None where hidden; `rows` None: too few to make a table of."""

    key: str
    name: str
    rows: Mapping[str, int | None] | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """`total` None: fewer than five, and then there are no tables either."""

    total: int | None
    tables: tuple[Table, ...]


def result_statistics(snapshot: Snapshot) -> SitePage:
    return SitePage(
        url="/results/statistics/",
        kind="result_statistics",
        title=_("办理结果统计"),
        name=_("统计"),
        description=_("公布的投诉办理结果有多少，按地区、部门、月份、是否属实分列；不足 5 件的不单列。"),
        section="results",
        crumbs=ABOVE,
        context={"statistics": statistics(snapshot), "least": LEAST},
    )


def statistics(snapshot: Snapshot) -> Statistics:
    """Every table of the page, of what is published and not withdrawn."""
    if len(snapshot.results) < LEAST:
        return Statistics(None, ())
    regions, departments = snapshot.registry.regions, snapshot.registry.departments
    topics = snapshot.registry.topics

    def city(result: Result) -> list[str]:
        line = snapshot.registry.lineage(result.region)
        return [regions[line[max(0, len(line) - 2)].code].name]

    ways: tuple[tuple[str, str, Callable[[Result], Iterable[str]]], ...] = (
        ("region", _("按市"), city),
        ("department", _("按部门"), lambda result: [departments[result.department].name]),
        ("verdict", _("是否属实"), lambda result: [VERDICTS[result.verdict]]),
        ("closing", _("办理状态"), lambda result: [CLOSINGS[result.closing]]),
        ("month", _("按办结月份"), lambda result: [month_name(result.concluded)]),
        (
            "topic",
            _("按问题分类（一件可以算进几类）"),
            lambda result: [topics[t].name for t in result.topics],
        ),
    )
    return Statistics(
        len(snapshot.results),
        tuple(Table(key, name, shown(_counted(snapshot.results, names))) for key, name, names in ways),
    )


def _counted(results: Iterable[Result], names: Callable[[Result], Iterable[str]]) -> dict[str, int]:
    """How many results bear each name, by name."""
    counts = Counter(name for result in results for name in names(result))
    return dict(sorted(counts.items()))
