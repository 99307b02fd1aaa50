"""The month's cases for the procuratorate (policy, article 22: what may become public-interest suits).

No identity, no words of a complaint, no address; what accuses an organ stays out. Where a county had fewer
than five cases of a matter in the month, a line names only the city above, so that none points at one
household. Every list taken is recorded as disclosed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from tempfile import TemporaryFile
from typing import BinaryIO

from intake.cases.desk_words import short_state
from intake.cases.errors import BadInput, NotPermitted
from intake.cases.events import Event, Recorded
from intake.cases.model import Staff
from intake.cases.ownership import holder_name, place_name
from intake.cases.permissions import Right, may
from intake.cases.small_counts import FEWEST
from intake.cases.telling import verdict_words
from intake.services.context import LOCAL_TIME, Context
from intake.services.desk import sheets
from intake.services.desk.asking import reach_of
from intake.store.cases import case_lists
from intake.store.cases.case_filters import Span, Wanted
from intake.store.cases.case_lists import Listed
from intake.store.records import events
from intake.words import gettext as _
from intake.words import mark

MOST = 50_000  # lines of one list
_COLUMNS = {
    "case_number": mark("编号"),
    "received": mark("收到的月份"),
    "matter": mark("事项"),
    "place": mark("地区"),
    "organ": mark("承办单位"),
    "state": mark("进展"),
    "verdict": mark("是否属实"),
}
Line = dict[str, str]


class ShareForm(StrEnum):
    """What kind of file."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class ShareList:
    """A month's list."""

    month: str
    lines: tuple[Line, ...]


def last_month(ctx: Context) -> str:
    """The month before this one, as 2026-10."""
    return (ctx.today().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")


def of_month(ctx: Context, staff: Staff, month: str) -> ShareList:
    """The list of what somebody's office reaches. Raises NotPermitted or BadInput("month")."""
    if not may(staff, Right.SHARE_MONTH):
        raise NotPermitted(_("您的账号没有这项权限。"))
    wanted = Wanted(reach_of(ctx, staff), filed=(_span(ctx, month),), unrestricted=True)
    with ctx.database.reading() as connection:
        found = [each for each in _some(case_lists.each(connection, wanted)) if each.matter]
    near = Counter((each.matter, each.region) for each in found)
    return ShareList(month, tuple(_line(ctx, each, month, near[each.matter, each.region]) for each in found))


def export(ctx: Context, staff: Staff, month: str, form: ShareForm) -> BinaryIO:
    """The list as a file, open at its beginning; that it was disclosed is recorded first."""
    found = of_month(ctx, staff, month)
    facts = {"month": month, "rows": str(len(found.lines)), "form": form.value, "to": "检察机关"}
    with ctx.database.writing() as connection:
        line = Recorded(Event.SHARE_LIST_DISCLOSED, ctx.now(), staff_id=staff.id, detail=facts)
        events.record(connection, line)
    if form is ShareForm.JSON:
        return _as_json(ctx, found)
    return sheets.written(_rows(ctx, found), sheets.Form(form.value), _("共享清单"))


def _span(ctx: Context, month: str) -> Span:
    """From the first instant of the month to its last."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month, re.ASCII) or month < "2000-01":
        raise BadInput("month", _("请写月份，例如 2026-10。"))
    first = date.fromisoformat(f"{month}-01")
    if first > ctx.today():
        raise BadInput("month", _("这个月还没有到。"))
    following = (first + timedelta(days=31)).replace(day=1)
    moment = timedelta(microseconds=1)
    return Span(_midnight(first) - moment, _midnight(following) - moment)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL_TIME)


def _some(found: Iterator[Listed]) -> Iterator[Listed]:
    for count, each in enumerate(found):
        if count == MOST:
            raise BadInput("month", _("超过 {most} 件，请由各市分别导出。").format(most=MOST))
        yield each


def _line(ctx: Context, each: Listed, month: str, near: int) -> Line:
    registry = ctx.registry
    return {
        "case_number": each.number,
        "received": month,
        "matter": each.matter or "",
        "place": place_name(each.region if near >= FEWEST else _above(ctx, each.region), registry),
        "organ": holder_name(each.owner, registry, ctx.today()) if near >= FEWEST else "",
        "state": short_state(each.state),
        "verdict": verdict_words(each.verdict) if each.verdict else "",
    }


def _above(ctx: Context, region: str | None) -> str | None:
    """The city of a county; a city or the province itself stays."""
    if region is None or region not in ctx.registry.regions:
        return None
    line = [each.code for each in ctx.registry.lineage(region)]
    return line[-2] if len(line) > 1 else line[0]


def _notes(ctx: Context, found: ShareList) -> list[str]:
    notice = ctx.registry.site.demonstration_notice
    told = _(
        "{month} 收到的件；不含投诉人身份和投诉内容，不含限制知悉的件；"
        "县（市、区）同一事项不足 {few} 件的只写到市，不写承办单位。"
    )
    return [*([notice] if notice else []), told.format(month=found.month, few=FEWEST)]


def _rows(ctx: Context, found: ShareList) -> Iterator[list[str]]:
    yield from ([note] for note in _notes(ctx, found))
    yield [_(words) for words in _COLUMNS.values()]
    yield from ([each[name] for name in _COLUMNS] for each in found.lines)


def _as_json(ctx: Context, found: ShareList) -> BinaryIO:
    told = {
        "month": found.month,
        "notes": _notes(ctx, found),
        "cases": found.lines,
    }
    file = TemporaryFile()  # noqa: SIM115 - it is handed on open
    file.write(json.dumps(told, ensure_ascii=False, indent=1).encode())
    file.seek(0)
    return file
