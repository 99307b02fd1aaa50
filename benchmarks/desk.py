"""The desk with many cases: python -m benchmarks.desk [--cases N] [--few N] [--postgres] [--database URL]
    [--without-search]

Measures what a clerk and the coordinating offices open all day, as services and as whole requests, and
counts the statements of each with few and with many cases: no more with many. The SQLite files, with the
index of the search, are kept below $DATA_DIR/bench/desk and filled only when their cases would differ; so
is the (at first empty) PostgreSQL database of `--database`, with many cases only. `--postgres` starts a
server of its own and fills it anew. Beside the time on the clock stands the processor's time of this
process, without a PostgreSQL server's. Prints JSON, also into $DATA_DIR/bench/desk-<engine>.json. Ends with
1 where a median is over the target.
"""

from __future__ import annotations

import argparse
import json
import logging
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import structlog
from flask.testing import FlaskClient
from sqlalchemy import event

from benchmarks import desk_places
from intake.cases.model import Staff
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.desk.inbox import Queue
from intake.services.office import board
from intake.services.search import case_search
from intake.services.staff import accounts
from intake.store.staff import accounts as account_store
from intake.web.app import create_app
from intake.web.security import STAFF_COOKIE, limiter
from registry import Registry, load

ROUNDS = 15
TARGET_MS = 150
Question = Callable[[], object]
Figures = dict[str, dict[str, float]]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--few", type=int, default=2_000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--database", default="")
    parser.add_argument("--without-search", action="store_true", help="spare the building of its index")
    given = parser.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    registry = load(Path("content"))
    return max(_measure(registry, given, engine, urls) for engine, urls in _databases(given))


def _databases(given: argparse.Namespace) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each engine to measure, with its databases for few and for many cases ("" for none)."""
    if given.database:
        yield "postgresql", ("", given.database)
        return
    yield "sqlite", (desk_places.sqlite(given.few), desk_places.sqlite(given.cases))
    if given.postgres:
        with desk_places.own_postgres() as urls:
            yield "postgresql", urls


def _measure(registry: Registry, given: argparse.Namespace, engine: str, urls: tuple[str, str]) -> int:
    few = _figures(registry, urls[0], given.few, given) if urls[0] else {}
    many = _figures(registry, urls[1], given.cases, given)
    for name in few:
        many[name]["statements_with_few"] = few[name]["statements"]
    slow = [name for name, figures in many.items() if figures["median_ms"] >= TARGET_MS]
    grown = [name for name, each in many.items() if few and each["statements"] > each["statements_with_few"]]
    report = {"engine": engine, "cases": given.cases, "few": given.few, "questions": many}
    report |= {"over_target": slow, "more_statements_with_more_cases": grown}
    print(json.dumps(report, indent=2))
    (desk_places.BENCH / f"desk-{engine}.json").write_text(json.dumps(report, indent=2), "utf-8")
    return int(bool(slow or grown))


def _figures(registry: Registry, url: str, count: int, given: argparse.Namespace) -> Figures:
    search, rounds = not given.without_search, ROUNDS if count == given.cases else 1
    with desk_places.filled(registry, url, count, search=search) as ctx:
        return {name: _ask(ctx, ask, rounds) for name, ask in _questions(ctx, search=search).items()}


def _ask(ctx: Context, ask: Question, rounds: int) -> dict[str, float]:
    """Once to warm up and to count, then timed."""
    with _statements(ctx) as counted:
        ask()
    times, used = [], []
    for _round in range(rounds):
        started, before = time.perf_counter(), time.process_time()
        ask()
        times.append((time.perf_counter() - started) * 1000)
        used.append((time.process_time() - before) * 1000)
    times.sort()
    p95 = times[min(round(0.95 * len(times)), len(times) - 1)]
    return {
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(p95, 1),
        "processor_median_ms": round(statistics.median(used), 1),  # ours alone, however busy the machine is
        "statements": len(counted),
    }


@contextmanager
def _statements(ctx: Context) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(ctx.database.engine, "before_cursor_execute", note)
    yield said
    event.remove(ctx.database.engine, "before_cursor_execute", note)


def _questions(ctx: Context, *, search: bool) -> dict[str, Question]:
    limiter.enabled = False
    app = create_app(ctx)
    clerk, city, province = (_staff(ctx, login) for login in ("clerk", "city", "province"))
    number = inbox.inbox(ctx, clerk, Queue.WORKING).items[0].case_number
    services = {
        "inbox of a clerk": partial(inbox.inbox, ctx, clerk, Queue.WORKING),
        "inbox counts of a clerk": partial(inbox.counts, ctx, clerk),
        "inbox of a city's office": partial(inbox.inbox, ctx, city, Queue.WORKING),
        "inbox of the province's office": partial(inbox.inbox, ctx, province, Queue.WORKING),
        "closed cases, province": partial(inbox.inbox, ctx, province, Queue.CLOSED),
        "inbox counts, province": partial(inbox.counts, ctx, province),
        "a case": partial(inbox.case, ctx, clerk, number),
        "board, province": partial(board.board, ctx, province),
        **(_search(ctx, clerk, province) if search else {}),
    }
    opened = {login: _signed_in(ctx, app.test_client(), login) for login in ("clerk", "city", "province")}
    pages = {
        "page: inbox of a clerk": ("clerk", "/desk/"),
        "page: inbox of a city's office": ("city", "/desk/"),
        "page: inbox of the province's office": ("province", "/desk/"),
        "page: closed cases, province": ("province", "/desk/?queue=closed"),
        "page: a case": ("clerk", f"/desk/cases/{number}"),
        "page: board of the province": ("province", "/desk/board"),
        "page: board of a city": ("city", "/desk/board"),
    }
    whole = {name: partial(_open, opened[login], path) for name, (login, path) in pages.items()}
    return services | whole


def _search(ctx: Context, clerk: Staff, province: Staff) -> dict[str, Question]:
    return {
        "search of a clerk": partial(case_search.search, ctx, clerk, "黑烟"),
        "search, province": partial(case_search.search, ctx, province, "油烟 建设路"),
    }


def _staff(ctx: Context, login: str) -> Staff:
    with ctx.database.reading() as connection:
        account = account_store.by_login(connection, login)
    assert account is not None
    return account.staff


def _signed_in(ctx: Context, browser: FlaskClient, login: str) -> FlaskClient:
    """With a fresh password, as those of the first filling are not kept."""
    password, hashed = accounts.one_time_password()
    with ctx.database.writing() as connection:
        account_store.set_password(connection, _staff(ctx, login).id, hashed)
    browser.set_cookie(STAFF_COOKIE, accounts.log_in(ctx, login, password, "bench"))
    return browser


def _open(browser: FlaskClient, path: str) -> None:
    response = browser.get(path)
    assert response.status_code == 200, (path, response.status_code)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
