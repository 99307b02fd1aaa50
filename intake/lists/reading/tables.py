"""Reads the grids of a file into a proposal for one list. Pure: the same grids give the same proposal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from intake.lists.model import HEADINGS
from intake.lists.reading.doubts import doubt, doubts_of
from intake.lists.reading.guesses import Guesses
from intake.lists.reading.headers import Header, find_header
from intake.lists.reading.plain import same, squeezed
from intake.lists.reading.proposal import (
    Doubt,
    Kind,
    Proposal,
    ProposedRow,
    ReadCell,
    ReadColumn,
    SkippedRow,
)
from intake.lists.reading.raw import Piece, RawItem, Sorted, skip, sort_rows
from intake.lists.reading.unread import unread_columns
from intake.lists.reading.values import Target, Values
from intake.tables.grid import Grid, Leftover, Opened
from intake.words import gettext as _
from intake.words import mark

_LEFT: dict[Leftover, str] = {
    Leftover.COMMENTS: mark("原文件里有批注，没有导入。"),
    Leftover.PICTURES: mark("原文件里有图片，没有导入。"),
    Leftover.CHARTS: mark("原文件里有图表，没有导入。"),
    Leftover.FOOTNOTES: mark("原文件里有脚注，没有导入。"),
}


def read_tables(opened: Opened, target: Target) -> Proposal:
    """Every item that the file's tables hold, with all that is doubtful and all that was not taken."""
    sorted_, heads = _sort(opened.grids)
    lead_known = any(header.of("lead") for _grid, header in heads)
    reader = _Reader(target, lead_known=lead_known)
    _settle_either(sorted_.items, reader)
    rows = _without_twins([reader.row(number, item) for number, item in enumerate(sorted_.items, 1)])
    return Proposal(
        rows=tuple(rows),
        skipped=tuple(sorted_.skipped),
        columns=tuple(_columns(heads, sorted_.items)),
        unread=tuple(unread_columns(heads)),
        notes=tuple(_(_LEFT[each]) for each in opened.leftovers),
    )


def _sort(grids: Sequence[Grid]) -> tuple[Sorted, list[tuple[Grid, Header]]]:
    """The rows of all grids; a table without headings goes on where one as wide stopped."""
    sorted_, heads = Sorted(), []
    header: Header | None = None
    for grid in grids:
        outside = _("{table} 上方").format(table=grid.name) if grid.rows else grid.name
        sorted_.skipped += [SkippedRow(outside, text, _("表格以外的文字")) for text in grid.before]
        own = None if grid.hidden else find_header(grid)
        if own:
            header = own
            skip(grid, range(own.first), _("表格上方的标题或说明"), sorted_)
            skip(grid, range(own.first, own.last + 1), _("表头"), sorted_)
            sort_rows(grid, own, own.last + 1, sorted_)
            heads.append((grid, own))
        elif header and not grid.hidden and grid.rows and len(grid.rows[0]) == header.width:
            sort_rows(grid, header, 0, sorted_)
            heads.append((grid, replace(header, first=0, last=-1)))
        else:
            reason = _("工作表是隐藏的") if grid.hidden else _("表里没有“具体事项”一栏")
            skip(grid, range(len(grid.rows)), reason, sorted_)
    return sorted_, heads


def _columns(heads: Iterable[tuple[Grid, Header]], items: Sequence[RawItem]) -> Iterable[ReadColumn]:
    """What each column was taken for, the same heading once."""
    settled = "lead" if any("lead" in item.pieces for item in items) else "unit"
    seen = set()
    for grid, header in heads:
        for column in header.columns if header.last >= 0 else ():
            if column.field and column.field != "remark" and column.heading not in seen:
                seen.add(column.heading)
                field = settled if column.field == "either" else column.field
                yield ReadColumn(grid.column_name(column.at), column.heading, field, column.guessed)


def _settle_either(items: Sequence[RawItem], reader: _Reader) -> None:
    """责任单位 names the department in some tables, its unit in others: their cells tell."""
    texts = {piece.text for item in items for piece in item.pieces.get("either", ())}
    named = sum(reader.names_department(text) for text in texts)
    field = "lead" if texts and named * 2 > len(texts) and not reader.lead_known else "unit"
    for item in items:
        if pieces := item.pieces.pop("either", None):
            item.pieces[field] += pieces


class _Reader:
    """Reads items one by one."""

    def __init__(self, target: Target, *, lead_known: bool) -> None:
        self.lead_known = lead_known
        self._values = Values(target)
        self._guesses = Guesses(target, self._values)

    def names_department(self, text: str) -> bool:
        """Whether a cell names departments and nothing else."""
        named = self._values.departments.read(text)
        return bool(named) and all(each.departments for each in named)

    def row(self, number: int, item: RawItem) -> ProposedRow:
        """One row, guesses included."""
        cells = {}
        for field in HEADINGS:
            pieces = _basis_pieces(item) if field == "basis" else item.pieces.get(field, [])
            if pieces:
                cells[field] = self._cell(field, pieces)
        doubts = self._about(item, cells)
        self._guesses.fill(cells, item.section)
        return ProposedRow(number, item.position, cells, tuple(doubts))

    def _cell(self, field: str, pieces: Sequence[Piece]) -> ReadCell:
        original = "\n".join(piece.text for piece in pieces)
        value = self._values.read(field, _as_lines(field, pieces))
        doubts = [*doubts_of(mark for piece in pieces for mark in piece.marks), *value.doubts]
        if any(piece.joined for piece in pieces):
            doubts.append(doubt(Kind.JOINED))
        return ReadCell(
            _positions(pieces), original, value.text, tuple(doubts), not same(original, value.text)
        )

    def _about(self, item: RawItem, cells: dict[str, ReadCell]) -> list[Doubt]:
        lead = item.pieces.get("lead", [])
        found = self._values.lead("\n".join(piece.text for piece in lead))
        found += doubts_of(mark for name in ("lead", "number") for piece in item.pieces.get(name, ())
                           for mark in piece.marks)  # fmt: skip
        if not cells["matter"].value:
            found.append(doubt(Kind.NO_MATTER))
        written = cells["item"].value if "item" in cells else ""
        other = self._guesses.other_matter(written, cells["matter"].value)
        if other:
            found.append(doubt(Kind.OTHER_MATTER, name=written, matter=other))
        return found


def _basis_pieces(item: RawItem) -> list[Piece]:
    """The cells of the basis; articles in a column of their own follow the statute of their row."""
    pieces, articles = list(item.pieces.get("basis", ())), list(item.pieces.get("articles", ()))
    if not articles:
        return pieces
    return [piece for pair in _zipped(pieces, articles) for piece in pair]


def _zipped(pieces: list[Piece], articles: list[Piece]) -> Iterable[list[Piece]]:
    for number in range(max(len(pieces), len(articles))):
        yield [*pieces[number : number + 1], *articles[number : number + 1]]


def _as_lines(field: str, pieces: Sequence[Piece]) -> str:
    """The cells as one text: a cell of a following row begins a new sentence or entry."""
    if field in ("description", "contact"):
        return "".join(_ended(piece.text, last=piece is pieces[-1]) for piece in pieces)
    return "\n".join(piece.text for piece in pieces)


def _ended(text: str, *, last: bool) -> str:
    return text if last or squeezed(text).endswith(("。", "；", ";", "！")) else f"{text.rstrip()}；"


def _positions(pieces: Sequence[Piece]) -> str:
    return _("、").join(dict.fromkeys(piece.position for piece in pieces))


def _without_twins(rows: list[ProposedRow]) -> list[ProposedRow]:
    """The rows, the later of two for one matter doubted."""
    seen: dict[str, str] = {}
    told = []
    for row in rows:
        names = [f"id {row.value('item')}" if row.value("item") else "", squeezed(row.value("matter"))]
        first = next((seen[name] for name in names if name in seen), "")
        more = (doubt(Kind.DUPLICATE, position=first),) if first else ()
        told.append(replace(row, doubts=(*row.doubts, *more)))
        for name in filter(None, names):
            seen.setdefault(name, row.position)
    return told
