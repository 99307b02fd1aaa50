"""A hotline's table as complaints: which column is what, each row with what is wrong or odd at its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from intake.cases.complaint import faults, tidied, tidy
from intake.cases.errors import BadInput
from intake.cases.model import Complaint, Contact, Location
from intake.services.partners.handing_over import external_number
from intake.tables.grid import Cell, Grid, Mark, Opened
from intake.words import gettext as _
from intake.words import mark
from registry import Registry

MOST_ROWS: Final = 2_000
_HEAD_WITHIN = 10  # rows from the top, above which a table may have its title


class Column(StrEnum):
    """What a column of a hotline's table may hold."""

    NUMBER = "external_number"
    TEXT = "text"
    TITLE = "title"
    REGION = "region"
    ADDRESS = "address"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    OCCURRED = "occurred_at"


COLUMN_WORDS: Mapping[Column, str] = {
    Column.NUMBER: mark("来源编号"),
    Column.TEXT: mark("投诉内容"),
    Column.TITLE: mark("标题"),
    Column.REGION: mark("县（市、区）"),
    Column.ADDRESS: mark("地址"),
    Column.NAME: mark("姓名"),
    Column.PHONE: mark("电话"),
    Column.EMAIL: mark("邮箱"),
    Column.OCCURRED: mark("发生时间"),
}
NEEDED = (Column.NUMBER, Column.TEXT)
_HEADINGS: Mapping[Column, tuple[str, ...]] = {
    Column.NUMBER: ("工单编号", "工单号", "来源编号", "受理编号", "流水号", "编号"),
    Column.TEXT: ("诉求内容", "工单内容", "反映内容", "投诉内容", "问题描述", "主要内容", "内容"),
    Column.TITLE: ("诉求标题", "工单标题", "标题"),
    Column.REGION: ("区县", "县区", "县（市、区）", "所属区域", "行政区划", "地区", "区域"),
    Column.ADDRESS: ("事发地址", "事发地点", "详细地址", "地址", "地点"),
    Column.NAME: ("诉求人姓名", "市民姓名", "来电人", "诉求人", "姓名"),
    Column.PHONE: ("联系电话", "来电号码", "联系方式", "手机号", "电话"),
    Column.EMAIL: ("电子邮箱", "邮箱"),
    Column.OCCURRED: ("事发时间", "发生时间", "事发日期"),
}
_ODD: Mapping[Mark, str] = {
    Mark.FORMULA: mark("这是公式算出来的"),
    Mark.NO_RESULT: mark("公式没有结果"),
    Mark.FORMATTED: mark("数字的格式可能与表上看到的不同"),
    Mark.HIDDEN: mark("这一行或这一列是隐藏的"),
    Mark.STRUCK: mark("这里画了删除线"),
    Mark.REVISED: mark("这里有修订记录"),
    Mark.LEFT_OUT: mark("这里有没读的图片或文本框"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is wrong (`fatal`: the row is not taken) or odd, and where it stands."""

    place: str
    said: str
    fatal: bool


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as a complaint. `place`: where it stands in the table."""

    place: str
    number: str
    complaint: Complaint
    doubts: tuple[Doubt, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether it can be taken."""
        return not any(each.fatal for each in self.doubts)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table as it was understood: which column is what (None: none), and its rows."""

    name: str
    headings: tuple[str, ...]
    mapping: Mapping[Column, int | None]
    rows: tuple[SheetRow, ...] = field(default=())


def read(opened: Opened, registry: Registry, chosen: Mapping[Column, int | None] | None = None) -> Sheet:
    """Understand the first table that has rows. `chosen`: which columns, instead of what their headings say.

    Raises BadInput("file") for a table without rows, or with more than MOST_ROWS.
    """
    grid = next((each for each in opened.grids if len(each.rows) > 1), None)
    if grid is None:
        raise BadInput("file", _("没有找到带标题行的表格。"))
    head = _head(grid)
    body = range(head + 1, len(grid.rows))
    if len(body) > MOST_ROWS:
        raise BadInput("file", _("一次最多导入 {most} 行，请分成几个文件。").format(most=MOST_ROWS))
    headings = tuple(tidy(cell.text) for cell in grid.rows[head])
    mapping = _there(chosen, len(headings)) if chosen else _guessed(headings)
    if any(mapping.get(each) is None for each in NEEDED):
        return Sheet(grid.name, headings, mapping)
    rows = [_row(grid, row, mapping, registry) for row in body if any(c.text.strip() for c in grid.rows[row])]
    return Sheet(grid.name, headings, mapping, tuple(_twice(rows)))


def _there(chosen: Mapping[Column, int | None], width: int) -> dict[Column, int | None]:
    """Without the columns that the table does not have."""
    return {column: at if at is not None and 0 <= at < width else None for column, at in chosen.items()}


def _head(grid: Grid) -> int:
    """The row of headings: the one among the first that says most."""
    texts = [[tidy(cell.text) for cell in row] for row in grid.rows[:_HEAD_WITHIN]]
    return max(range(len(texts)), key=lambda row: (_known(texts[row]), -row))


def _known(texts: list[str]) -> int:
    return sum(column is not None for column in _guessed(tuple(texts)).values())


def _guessed(headings: tuple[str, ...]) -> dict[Column, int | None]:
    """The column whose heading is a word for it, else one whose heading holds such a word; each only once."""
    found: dict[Column, int | None] = dict.fromkeys(Column)
    for fits in (lambda heading, word: heading == word, lambda heading, word: word in heading):
        for column, words in _HEADINGS.items():
            free = [n for n in range(len(headings)) if n not in found.values()]
            places = (n for word in words for n in free if fits(headings[n], word))
            found[column] = found[column] if found[column] is not None else next(places, None)
    return found


def _row(grid: Grid, row: int, mapping: Mapping[Column, int | None], registry: Registry) -> SheetRow:
    cells = {column: grid.rows[row][at] for column, at in mapping.items() if at is not None}
    said = {column: tidy(cell.text) for column, cell in cells.items()}
    doubts = list(_odd(grid, row, mapping, cells))

    def fault(column: Column, words: str, *, fatal: bool = True) -> None:
        doubts.append(Doubt(grid.position(row, mapping.get(column)), words, fatal))

    region = _region(said.get(Column.REGION, ""), registry)
    if said.get(Column.REGION) and region is None:
        fault(Column.REGION, _("没认出这个地区，转办时从地址和内容里认"), fatal=False)
    complaint = tidied(_complaint(said, region))
    for name, words in faults(complaint, registry).items():
        fault(Column(name) if name in set(Column) else Column.TEXT, words)
    try:
        number = external_number(said[Column.NUMBER])
    except BadInput as refused:
        number = ""
        fault(Column.NUMBER, refused.message)
    return SheetRow(grid.position(row), number, complaint, tuple(doubts))


def _complaint(said: Mapping[Column, str], region: str | None) -> Complaint:
    name, phone, email = (said.get(each, "") for each in (Column.NAME, Column.PHONE, Column.EMAIL))
    return Complaint(
        text=said[Column.TEXT],
        title=said.get(Column.TITLE, ""),
        location=Location(region, said.get(Column.ADDRESS, "")),
        occurred_at=said.get(Column.OCCURRED, ""),
        contact=Contact(name, phone, email) if name or phone or email else None,
    )


def _region(name: str, registry: Registry) -> str | None:
    """The region of that code, or the only one of that name."""
    if name in registry.regions:
        return name
    named = [code for code, region in registry.regions.items() if name and region.name == name]
    return named[0] if len(named) == 1 else None


def _odd(
    grid: Grid, row: int, mapping: Mapping[Column, int | None], cells: Mapping[Column, Cell]
) -> Iterator[Doubt]:
    for column, cell in cells.items():
        for each in sorted(cell.marks & set(_ODD)):
            yield Doubt(grid.position(row, mapping[column]), _(_ODD[each]), fatal=False)


def _twice(rows: list[SheetRow]) -> Iterator[SheetRow]:
    """The rows, those marked whose number stood higher up already."""
    seen: dict[str, str] = {}
    for each in rows:
        if each.number and each.number in seen:
            told = _("与 {place} 的来源编号相同").format(place=seen[each.number])
            yield SheetRow(
                each.place, each.number, each.complaint, (*each.doubts, Doubt(each.place, told, fatal=True))
            )
            continue
        seen.setdefault(each.number, each.place)
        yield each
