"""Checks of search: whether the indexes are whole and up to date, and whether the engine fits the size."""

from __future__ import annotations

from datetime import timedelta

from intake.services.context import Context
from intake.services.doctor.finding import Finding
from intake.services.monitoring import hosts
from intake.services.search import case_index, index
from intake.store.search import index_queue
from search import IndexBroken

REBUILD = "python -m intake index rebuild"
SLOW, STUCK = timedelta(minutes=2), timedelta(hours=1)
# Cases up to which an engine answers as the tables of docs/benchmarks.md show (p95 of words under a filter,
# newest first: Whoosh within 50 ms, tantivy within 5, PostgreSQL within 60), and where to go from there.
MOST_CASES = {"whoosh": 20_000, "tantivy": 1_000_000, "postgresql": 1_000_000}
ONWARD = {
    "whoosh": "把 SEARCH_URL 换成 tantivy:///目录（一台机器）或 postgresql+psycopg://…（几台机器），再运行 "
    + REBUILD,
    "tantivy": "在同样大小的数据上运行 make bench-search；几台机器一起服务时换成 postgresql+psycopg://…",
    "postgresql": "在同样大小的数据上运行 make bench-search；只有一台机器时 tantivy:///目录 更快",
}


def public_index(ctx: Context) -> Finding:
    """The index of what is published is of this content."""
    if index.built(ctx) is None:
        return Finding.fault("没有或读不了，公众搜不到", REBUILD)
    if index.is_stale(ctx):
        return Finding.notice("不是现在这份内容的", f"服务运行时会自己重建；没有运行就用 {REBUILD}")
    return Finding.ok("与公布的内容一致")


def case_index_whole(ctx: Context) -> Finding:
    """The index of cases can be read and holds as many cases as it should, but for those that wait."""
    if not case_index.is_sound(ctx):
        return Finding.fault("没有、读不了或是旧格式", f"服务运行时会自己重建；没有运行就用 {REBUILD}")
    with ctx.database.reading() as connection:
        known, waiting = index_queue.searchable(connection), index_queue.length(connection)
    held = ctx.case_index.count() - 1  # its own mark
    if abs(known - held) > waiting:
        return Finding.fault(
            f"有 {held} 件，数据库里有 {known} 件", "python -m intake index verify 看差在哪，再 " + REBUILD
        )
    return Finding.ok(f"{held} 件")


def case_index_lag(ctx: Context) -> Finding:
    """What changed is soon found."""
    lag = case_index.lag(ctx)
    says = f"最早的待更新已等 {lag.total_seconds():.0f} 秒"
    todo = "看 run 或 work 进程是否在运行，日志里有没有 indexes not kept up"
    if lag >= STUCK:
        return Finding.fault(says, todo)
    return Finding.notice(says, todo) if lag >= SLOW else Finding.ok(says)


def engine(ctx: Context) -> Finding:
    """The search engine fits the number of cases, and of machines."""
    if others := hosts.beside(ctx):
        return Finding.fault(hosts.told(others), "把 SEARCH_URL 换成 postgresql://…，再运行 " + REBUILD)
    name = ctx.settings.search_url.partition(":")[0].partition("+")[0]
    try:
        cases = ctx.case_index.count() - 1
    except IndexBroken:
        with ctx.database.reading() as connection:
            cases = index_queue.searchable(connection)
    says = f"{name}，{cases} 件投诉；测过的够用到 {MOST_CASES[name]} 件"
    return Finding.notice(says, ONWARD[name]) if cases > MOST_CASES[name] else Finding.ok(says)
