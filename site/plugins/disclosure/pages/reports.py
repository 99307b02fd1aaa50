"""The report board, public: by year and by whom the reports are due to; and every report published."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from registry import Region, Report
from registry.annual.figures_told import in_words

from ..annual_board import Board, BoardRow, board, board_url, board_years, boards_of, report_url
from ..building.heads import outline
from ..building.snapshot import Snapshot
from ..pictures.annual_chart import chart, chart_legend
from ..pictures.city_map import State, city_map
from ..text import shorten
from ..words import counted, lazy
from ..words import gettext as _
from .model import HOME, Article, Crumb, DataFile, Part, SitePage

ABOVE = (HOME, Crumb(lazy("专题报告"), "/reports/"))


class BoardLink(NamedTuple):
    """Another board to look at."""

    name: str
    url: str


def report_parts(snapshot: Snapshot) -> Iterator[Part]:
    """The boards together, for each shows what others published; each report for itself."""
    boards = snapshot.inputs("reports/", "plans/", facts=snapshot.heads)
    yield Part("reports", boards, partial(_board_pages, snapshot))
    for report in snapshot.reports:
        lists = [each and outline(each) for each in map(snapshot.registry.release_of, report.releases)]
        inputs = snapshot.inputs(f"reports/{report.key}.md", facts=(snapshot.usual, lists))
        yield Part(f"report/{report.key}", inputs, partial(_report_page, snapshot, report))


def _board_pages(snapshot: Snapshot) -> Iterator[SitePage | DataFile]:
    years = board_years(snapshot)
    yield _page(snapshot, board(snapshot, snapshot.province, years[0]) if years else None, first=True)
    for year in years:
        for region in boards_of(snapshot, year):
            yield _page(snapshot, board(snapshot, region, year), first=False)


def _page(snapshot: Snapshot, found: Board | None, *, first: bool) -> SitePage:
    """A board; the first one is the newest of the province, at the address that stays."""
    title, said = _("生态环境保护专题报告：谁报了、谁没报"), _("各部门、各市最近一年的情况。")
    if found and not first:
        named = {"region": found.region.name, "year": found.year}
        title = _("%(region)s：%(year)s年度生态环境保护专题报告") % named
        said = _("%(region)s %(year)s年度的情况。") % named
    return SitePage(
        url=found.url if found and not first else "/reports/",
        kind="reports" if first else "report_board",
        title=title,
        name=_("专题报告") if first else title,
        description=said + _("谁按时报送和公布了专题报告，谁迟了几天，牵头事项逐项回答了多少。"),
        section="reports",
        crumbs=(HOME,) if first else ABOVE,
        context={
            "board": found,
            "chart": chart(found, _names(snapshot, found)) if found and found.rows else "",
            "chart_legend": chart_legend(),
            "map": city_map(_("各市报送情况"), _states(snapshot, found)) if found else "",
            "links": {row.owed.key: report_url(row.report) for row in found.rows if row.report}
            if found
            else {},
            "years": [
                BoardLink(str(year), board_url(snapshot.province, year)) for year in board_years(snapshot)
            ],
            "others": _others(snapshot, found) if found else (),
            "on": snapshot.on,
            "has_plans": bool(snapshot.plans),
        },
    )


def _states(snapshot: Snapshot, found: Board) -> dict[Region, State]:
    """How each government below stands, as its row of the table says."""
    rows = (row for row in found.rows if row.owed.unit.is_government)
    return {snapshot.registry.region(row.owed.unit.region): _state(row) for row in rows}


def _state(row: BoardRow) -> State:
    if row.report is None:
        kind, mark = ("bad", _("未见")) if row.late else ("none", _("未到期"))
        return State(kind, mark, row.words, f"#city-{row.owed.unit.region}")
    mark = counted("迟%(count)s天", row.late) % {"count": row.late} if row.late else _("按时")
    return State("some" if row.late else "good", mark, row.words, report_url(row.report))


def _others(snapshot: Snapshot, found: Board) -> tuple[BoardLink, ...]:
    """The other boards of the same year."""
    regions = (each for each in boards_of(snapshot, found.year) if each.code != found.region.code)
    return tuple(BoardLink(each.name, board_url(each, found.year)) for each in regions)


def _names(snapshot: Snapshot, found: Board) -> dict[str, str]:
    """Departments by function, places by their shortest name: they stand beside a chart."""
    registry, names = snapshot.registry, {}
    for unit in (row.owed.unit for row in found.rows):
        region = registry.region(unit.region)
        place = min((region.short, *region.aliases), key=len)
        names[unit.key] = place if unit.is_government else registry.departments[unit.department].name
    return names


def _report_page(snapshot: Snapshot, report: Report) -> Iterator[SitePage]:
    region = snapshot.registry.region(report.region)
    yield SitePage(
        url=report_url(report),
        kind="report",
        title=report.title,
        description=shorten(report.duties),
        section="reports",
        crumbs=(*ABOVE, Crumb(str(report.year), f"/reports/{report.year}/")),
        keywords=(region.name, *report.issuers),
        article=Article(report.published_on, report.disclosure.reviewed_by),
        context={
            "report": report,
            "region": region,
            "place": _place(snapshot, region),
            "department": snapshot.registry.departments.get(report.unit),
            "releases": [snapshot.registry.release_of(key) for key in report.releases],
            "with_page": frozenset(each.item for each in report.items if each.item in snapshot.items),
            "figures": {each.item: in_words(each.figures) for each in report.items},
        },
    )


def _place(snapshot: Snapshot, region: Region) -> str:
    return "".join(each.name for each in reversed(snapshot.registry.lineage(region.code)))
