"""Reads what is asked for: the jurisdiction, the dates, the page. An empty parameter is as none."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from flask import request

from intake.services.open311 import jurisdiction
from intake.services.open311.records import CLOSED, OPEN, Asked
from intake.web.security import context
from intake.web.views.open311.blueprint import faulty
from intake.words import gettext as _
from registry import Region

SPAN, LATEST = timedelta(days=90), timedelta(days=1)  # of a list; of the feed, when no dates are given
MOST, DEEPEST = 1000, 100_000  # rows of an answer; how far down a list pages go
_MOST_IDS = 200
_W3C = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,6}", re.ASCII)


def within() -> Region:
    """The jurisdiction. Raises NotFound."""
    return jurisdiction.jurisdiction(context(), request.values.get("jurisdiction_id", "").strip())


def ids() -> list[str]:
    """The requests that are asked for by number; they override all other arguments."""
    found = _listed("service_request_id")
    if len(found) > _MOST_IDS:
        raise faulty({"service_request_id": _("一次最多 {count} 个。").format(count=_MOST_IDS)})
    return found


def requests() -> Asked:
    """Which requests. Raises Refused with every faulty parameter."""
    by_change = not _has("start_date", "end_date") and _has("updated_after", "updated_before")
    names = ("updated_after", "updated_before") if by_change else ("start_date", "end_date")
    statuses = _listed("status")
    if unknown := set(statuses) - {OPEN, CLOSED}:
        raise faulty({"status": _("应为 open 或 closed。")} if unknown else {})
    return _asked(names, by_change=by_change, items=_listed("service_code"), statuses=statuses)


def updates() -> Asked:
    """Which updates: without dates those of the latest day."""
    return _asked(("start_date", "end_date"), by_change=True, items=[], statuses=[], latest=LATEST)


def extended() -> bool:
    """Whether the extensions are asked for."""
    return request.values.get("extensions", "").strip().lower() == "true"


def _asked(
    names: tuple[str, str],
    *,
    by_change: bool,
    items: list[str],
    statuses: list[str],
    latest: timedelta = SPAN,
) -> Asked:
    size, page = _size(), _count("page", 1, DEEPEST)
    if page * size > DEEPEST:
        raise faulty({"page": _("最多翻到第 {count} 件；请缩小起止时间。").format(count=DEEPEST)})
    times = _times(*names, latest)
    return Asked(within(), times, by_change, tuple(items), tuple(statuses), page, size)


def _size() -> int:
    """Named by the standard's wiki, or as many clients have it."""
    return _count("per_page" if _has("per_page") else "page_size", MOST, MOST)


def _times(first: str, last: str, latest: timedelta) -> tuple[datetime, datetime]:
    """From when to when: 90 days at most; the `latest` ones when nothing is said."""
    start, end = _moment(first), _moment(last)
    if start is None:
        return (end - SPAN, end) if end else (context().now() - latest, context().now())
    end = end or start + SPAN
    if end < start:
        raise faulty({last: _("不能早于 {name}。").format(name=first)})
    if end - start > SPAN:
        raise faulty({last: _("起止时间最多相隔 90 天。")})
    return start, end


def _moment(name: str) -> datetime | None:
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text) if _W3C.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        told = _("应为带时区的 W3C 时间，例如 2026-11-01T00:00:00Z 或 2026-11-01T08:00:00%2B08:00。")
        raise faulty({name: told})
    return found.astimezone(UTC)


def _count(name: str, otherwise: int, most: int) -> int:
    text = request.args.get(name, "").strip()
    if not text:
        return otherwise
    if not _COUNT.fullmatch(text) or not 1 <= int(text) <= most:
        raise faulty({name: _("应为 1 至 {count} 的整数。").format(count=most)})
    return int(text)


def _has(*names: str) -> bool:
    return any(request.args.get(name, "").strip() for name in names)


def _listed(name: str) -> list[str]:
    """Said several times, or once with commas. NUL, which no database takes, becomes a sign of no code."""
    values = (value.replace("\0", "?") for value in request.args.getlist(name))
    said = (part.strip() for value in values for part in value.split(","))
    return [part for part in said if part]
