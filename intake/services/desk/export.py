"""A filtered list as a file: no identity, no words of the complainant, on the record.

Rows go from the database to the file in batches, so that a long list needs no more memory than a short one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from intake.cases import due
from intake.cases.desk_words import short_state
from intake.cases.errors import BadInput
from intake.cases.events import Event, Recorded
from intake.cases.model import Staff
from intake.cases.ownership import holder_name, place_name
from intake.cases.sources import source_words
from intake.cases.telling import verdict_words
from intake.services.context import LOCAL_TIME, Context
from intake.services.desk import sheets
from intake.services.desk.asking import wanted_by
from intake.services.desk.filters import NONE, Filters
from intake.services.desk.queues import Queue
from intake.services.desk.sheets import Form
from intake.store.cases import case_lists
from intake.store.cases.case_lists import Listed
from intake.store.records import events
from intake.words import gettext as _
from intake.words import mark

MOST_IN_XLSX = 20_000  # a sheet of more takes minutes to write, and few programs open it well
_HEADS = (
    mark("编号"),
    mark("事项"),
    mark("清单编号"),
    mark("地区"),
    mark("收到"),
    mark("来源"),
    mark("进展"),
    mark("在谁手里"),
    mark("承办人"),
    mark("期限"),
    mark("期限情况"),
    mark("属实情况"),
)


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, open at its beginning, and how many cases it holds."""

    file: BinaryIO
    rows: int


@dataclass(frozen=True, slots=True)
class What:
    """Which list, how filtered; `numbers`: only these of it."""

    queue: Queue
    asked: Filters = NONE
    numbers: Sequence[str] | None = None


def export(ctx: Context, staff: Staff, what: What, form: Form) -> Exported:
    """Write the list; who took which, and how many rows, is recorded before it is handed out.

    Cases that accuse an organ stay out: their number must not leave the desk.
    Raises NotPermitted, or BadInput("form") for a sheet that would be too long.
    """
    wanted = replace(wanted_by(ctx, staff, what.queue, what.asked), numbers=what.numbers, unrestricted=True)
    counter = _Counter(form)
    with ctx.database.reading() as connection:
        rows = counter.through(_cells(ctx, each) for each in case_lists.each(connection, wanted))
        file = sheets.written(_lines(ctx, rows), form, _("投诉"))
    facts = {"queue": what.queue.value, **what.asked.facts(), "rows": str(counter.rows), "form": form.value}
    if what.numbers is not None:
        facts["chosen"] = str(len(what.numbers))
    with ctx.database.writing() as connection:
        events.record(connection, Recorded(Event.LIST_EXPORTED, ctx.now(), staff_id=staff.id, detail=facts))
    return Exported(file, counter.rows)


class _Counter:
    """Counts what flows through it, and stops what would be too long for a sheet."""

    def __init__(self, form: Form) -> None:
        self.rows = 0
        self._most = MOST_IN_XLSX if form is Form.XLSX else None

    def through(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        for row in rows:
            if self.rows == self._most:
                raise BadInput(
                    "form", _("超过 {most} 件，请缩小范围，或者导出 CSV。").format(most=self._most)
                )
            self.rows += 1
            yield row


def _lines(ctx: Context, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    if notice := ctx.registry.site.demonstration_notice:
        yield [notice]
    at = f"{ctx.now().astimezone(LOCAL_TIME):%Y-%m-%d %H:%M}"
    yield [_("{at} 导出；不含投诉人身份和投诉内容，不含限制知悉的件").format(at=at)]
    yield [_(head) for head in _HEADS]
    yield from rows


def _cells(ctx: Context, each: Listed) -> list[str]:
    registry, ends = ctx.registry, each.next_due_at
    return [
        each.number,
        each.matter or "",
        each.item or "",
        place_name(each.region, registry),
        f"{each.filed_at.astimezone(LOCAL_TIME):%Y-%m-%d %H:%M}",
        source_words(each.source),
        short_state(each.state),
        holder_name(each.owner, registry, ctx.today()),
        each.assignee or "",
        due.last_day(ends).isoformat() if ends else "",
        due.due_words(ends, ctx.now(), registry.calendar),
        verdict_words(each.verdict) if each.verdict else "",
    ]
