"""route --jsonl: one complaint a line in, one certificate a line out, in order, as they come."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from intake.cases.complaint import tidy
from intake.cases.routing import Router
from intake.services.context import LOCAL_TIME, router_for
from intake.settings import Settings
from registry import load


class BadLineError(Exception):
    """A line that is no complaint; the message says why."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("route", help="判断投诉归谁管（标准输入到标准输出）")
    parser.add_argument("--jsonl", action="store_true", required=True, help="每行一个 JSON")
    parser.set_defaults(work=work)


def work(settings: Settings, _arguments: argparse.Namespace) -> int:
    """Answer every line; exit 1 if any could not be read."""
    router = router_for(settings, load(settings.content_dir))
    today = datetime.now(LOCAL_TIME).date()
    failed = False
    for answer in answers(router, sys.stdin.buffer, today):
        failed = failed or "error" in answer
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    return 1 if failed else 0


def answers(router: Router, lines: Iterable[bytes], today: date) -> Iterator[dict[str, Any]]:
    """One answer a line; `{"id", "line", "error"}` for one that cannot be read, id null if unknown."""
    for number, line in enumerate(lines, start=1):
        asked: Any = None
        try:
            asked = json.loads(line)
            yield _answer(router, asked, today)
        except (BadLineError, ValueError, RecursionError) as fault:
            yield {"id": _id(asked), "line": number, "error": _said(fault)}


def _answer(router: Router, asked: Any, today: date) -> dict[str, Any]:
    if not isinstance(asked, dict) or not isinstance(asked.get("id"), str | int):
        raise BadLineError("expected an object with an id")
    certificate = router.route(
        _text(asked, "text"),
        title=_text(asked, "title", ""),
        region=_text(asked, "region", "") or None,
        on=_date(asked, today),
    )
    return certificate.to_cli_json(asked["id"])


def _text(asked: dict[str, Any], name: str, default: str | None = None) -> str:
    value = asked.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise BadLineError(f"{name} must be a string")
    return tidy(value)


def _date(asked: dict[str, Any], today: date) -> date:
    said = _text(asked, "date", "")
    try:
        return date.fromisoformat(said) if said else today
    except ValueError:
        raise BadLineError("date must be YYYY-MM-DD") from None


def _id(asked: Any) -> str | int | None:
    found = asked.get("id") if isinstance(asked, dict) else None
    return found if isinstance(found, str | int) else None


def _said(fault: Exception) -> str:
    return str(fault) if isinstance(fault, BadLineError) else "not valid JSON"
