"""The handling table that inspections of the centre and the province ask for (边督边改), without identities.

The columns are those of published tables. What people wrote goes through de-identification; the sealed
contact is opened only to hide what of it stands there. Cases that accuse an organ stay out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from sqlalchemy import Connection

from intake.cases.errors import BadInput
from intake.cases.events import Event, Recorded
from intake.cases.masking import marked, masked
from intake.cases.model import Closing, Contact, Staff
from intake.cases.outcome import Outcome
from intake.cases.ownership import holder_name, place_name
from intake.cases.states import State
from intake.cases.telling import closing_words, verdict_words
from intake.services.context import LOCAL_TIME, Context
from intake.services.desk import sheets
from intake.services.desk.sheets import Form, Line
from intake.services.office.kinds import topics_by_matter
from intake.services.office.period import Asked, wanted
from intake.services.publication.result import without_contact
from intake.store.cases import cases, objections, outcomes
from intake.store.cases.case_filters import Wanted
from intake.store.office import inspections
from intake.store.office.inspections import Inspected
from intake.store.records import events
from intake.words import gettext as _
from intake.words import mark

HEADS = (
    mark("受理编号"),
    mark("交办问题基本情况"),
    mark("行政区域"),
    mark("污染类型"),
    mark("调查核实情况"),
    mark("是否属实"),
    mark("整改措施"),
    mark("处理情况"),
    mark("办结状态"),
    mark("牵头责任单位"),
    mark("是否重复"),
    mark("重复关联件编号"),
    mark("罚款金额"),
    mark("问责情况"),
)
PAGE = 20
MOST = 5_000
_LONGEST = 500  # characters of what the complainant wrote


@dataclass(frozen=True, slots=True)
class Table:
    """One page of the table; `page` counts from 1, `more`: there is another."""

    lines: tuple[Line, ...]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class File:
    """The file, open at its beginning, and how many cases it holds."""

    file: BinaryIO
    rows: int


def table(ctx: Context, staff: Staff, about: Asked, page: int = 1) -> Table:
    """The cases filed in the period, oldest first. Raises NotPermitted."""
    all_of = _wanted(ctx, staff, about)
    with ctx.database.reading() as connection:
        found = list(_lines(ctx, connection, all_of, PAGE + 1, (page - 1) * PAGE))
    return Table(tuple(found[:PAGE]), page, len(found) > PAGE)


def export(ctx: Context, staff: Staff, about: Asked, form: Form) -> File:
    """The whole table as a file; taking it is recorded.

    Raises NotPermitted, or BadInput("form") for one that would be too long.
    """
    all_of = _wanted(ctx, staff, about)
    with ctx.database.reading() as connection:
        rows = list(_lines(ctx, connection, all_of, MOST + 1, 0))
    if len(rows) > MOST:
        raise BadInput("form", _("超过 {most} 件，请缩短时间或缩小范围。").format(most=MOST))
    file = sheets.written([*_head(ctx), *rows], form, _("办理情况"))
    period = about.period
    facts = {"from": period.since.isoformat(), "to": period.until.isoformat(), "rows": str(len(rows))}
    taken = Recorded(Event.INSPECTION_TABLE_EXPORTED, ctx.now(), staff_id=staff.id, detail=facts)
    with ctx.database.writing() as connection:
        events.record(connection, taken)
    return File(file, len(rows))


def _wanted(ctx: Context, staff: Staff, about: Asked) -> Wanted:
    return replace(wanted(ctx, staff, about, unrestricted=True), filed=(about.period.filed,))


def _head(ctx: Context) -> Iterator[Line]:
    if notice := ctx.registry.site.demonstration_notice:
        yield [notice]
    at = f"{ctx.now().astimezone(LOCAL_TIME):%Y-%m-%d %H:%M}"
    yield [_("{at} 导出；已隐去个人信息，不含限制知悉的件").format(at=at)]
    yield [_(head) for head in HEADS]


def _lines(ctx: Context, connection: Connection, all_of: Wanted, most: int, start: int) -> Iterator[Line]:
    topics = topics_by_matter(ctx.registry)
    for batch in inspections.batches(connection, all_of, most, start):
        numbers = [each.id for each in batch]
        written = outcomes.of_cases(connection, numbers)
        repeated = inspections.repeats(connection, numbers)
        contacts = _contacts(ctx, connection, numbers)
        for each in batch:
            outcome = written.get(each.id, Outcome())
            kinds = outcome.kinds or topics.get(each.matter or "", ())
            line = _line(ctx, each, replace(outcome, kinds=tuple(kinds)), repeated.get(each.id, []))
            yield [without_contact(words, contacts.get(each.id)) for words in line]


def _contacts(ctx: Context, connection: Connection, numbers: list[int]) -> dict[int, Contact]:
    """The contacts of these cases; of a part, that of the whole."""
    holders = {number: number for number in numbers} | objections.wholes_of(connection, numbers)
    opened = cases.open_contacts(connection, ctx.keys.fields, set(holders.values()))
    return {number: opened[holder] for number, holder in holders.items() if holder in opened}


def _line(ctx: Context, case: Inspected, outcome: Outcome, repeated: list[str]) -> Line:
    registry = ctx.registry
    return [
        case.number,
        _summary(case),
        place_name(case.region, registry),
        "、".join(registry.topics[kind].name for kind in outcome.kinds if kind in registry.topics),
        _hidden(outcome.findings or case.answer or ""),
        verdict_words(case.verdict) if case.verdict else "",
        _hidden(outcome.rectification),
        _hidden(outcome.handling),
        _status(case),
        holder_name(case.owner, registry, ctx.today()),
        _("是") if repeated else _("否"),
        "、".join(repeated),
        _("{fine}元").format(fine=outcome.fine) if outcome.fine else "",
        _hidden(outcome.accountability),
    ]


def _summary(case: Inspected) -> str:
    """The matter, and what was written of it, shortened only after identities are out."""
    said = _hidden(" ".join(filter(None, (case.title, case.text))).replace("\n", " "))
    short = said if len(said) <= _LONGEST else said[:_LONGEST] + "…"
    return f"{case.matter}：{short}" if case.matter else short


def _status(case: Inspected) -> str:
    if case.state is State.CLOSED:
        return closing_words(case.closing or Closing.DONE)
    return _("未办结")


def _hidden(text: str) -> str:
    return masked(marked(text))
