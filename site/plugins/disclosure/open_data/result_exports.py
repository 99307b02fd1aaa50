"""Published results and their statistics as CSV and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from registry.spreadsheets import harmless_row

from ..building.snapshot import Snapshot
from ..pages.model import DataFile
from ..pages.result_statistics import Statistics, statistics
from ..result_views import ResultView, views
from .exports import SEPARATOR, to_json

COLUMNS = (
    *("编号", "标题", "地区代码", "地区", "部门", "清单事项", "事项名称", "依据的清单", "问题分类"),
    *("反映月份", "办结月份", "是否属实", "办理状态", "反映的问题", "办理结果", "公布日期"),
    *("网址", "示范数据"),
)


def result_files(snapshot: Snapshot) -> Iterator[DataFile]:
    """The data files of all results."""
    found = views(snapshot.registry, snapshot.results)
    notice = snapshot.registry.site.demonstration_notice
    yield DataFile("results/results.csv", _csv(COLUMNS, (_row(snapshot, view) for view in found)))
    data = [dict(zip(COLUMNS, _row(snapshot, view), strict=True)) for view in found]
    yield DataFile("results/results.json", to_json({"notice": notice, "results": data}))
    counted = statistics(snapshot)
    yield DataFile("results/statistics.csv", _csv(("表", "类别", "件数"), _cells(counted)))
    yield DataFile("results/statistics.json", to_json({"notice": notice, **_statistics_data(counted)}))


def _row(snapshot: Snapshot, view: ResultView) -> tuple[str, ...]:
    result = view.result
    return (
        result.id,
        result.title,
        result.region,
        view.place,
        view.department.name,
        result.item,
        view.item.matter,
        result.release,
        SEPARATOR.join(snapshot.registry.topics[topic].name for topic in result.topics),
        result.reported,
        result.concluded,
        view.verdict,
        view.closing,
        result.complaint,
        result.outcome,
        result.published_on.isoformat(),
        snapshot.base_url + view.url,
        "是" if result.demonstration else "否",
    )


def _cells(counted: Statistics) -> Iterator[tuple[str, ...]]:
    """One line a cell; a hidden count says so."""
    if counted.total is not None:
        yield "合计", "", str(counted.total)
    for table in counted.tables:
        for name, count in (table.rows or {}).items():
            yield table.name, name, "不单列" if count is None else str(count)


def _statistics_data(counted: Statistics) -> dict[str, Any]:
    """A hidden count is null."""
    tables = [{"table": each.key, "name": each.name, "counts": each.rows} for each in counted.tables]
    return {"total": counted.total, "tables": tables}


def _csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(map(harmless_row, rows))
    return text.getvalue().encode("utf-8-sig")
