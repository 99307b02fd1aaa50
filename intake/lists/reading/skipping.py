"""Why a row below the headings is no item: repeated headings, sections, notes, totals, empty numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from typing import Final

from intake.lists.reading.plain import squeezed
from intake.lists.reading.row_view import RowView
from intake.lists.reading.vocabulary import vocabulary
from intake.words import mark

_COLUMN_NUMBER: Final = re.compile(r"[（(]?(?:\d{1,2}|[A-Z]|[一二三四五六七八九十]{1,2}|[①-⑳])[）)]?")
_SECTION: Final = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．,，]?")
_NUMBER: Final = re.compile(r"[（(]?\d{1,4}[）)]?[.、]?")
_PAGE: Final = re.compile(r"[-—]?第?\d+页")
_AFTER_NOTE: Final = r"(?:[（(][^（）()]*[）)])?(?:[:：\d一二三四五六七八九十.、]|$)"
_OWN_FIELDS: Final = ("matter", "basis", "supporting", "description")


class Skip(Enum):
    """The reasons; their values are what is told."""

    HEADER = mark("重复的表头")
    COLUMN_NUMBERS = mark("栏号")
    NOTE = mark("表下的注或落款")
    TOTAL = mark("合计")
    BARE_NUMBER = mark("只有序号，没有内容")
    SECTION = mark("分类标题，用来推断下面各行的领域")


def why_skipped(row: RowView, *, in_notes: bool) -> Skip | None:
    """The reason, or None for an item or part of one. `in_notes`: a note stood above it."""
    if in_notes and _stands_alone(row):
        return Skip.NOTE
    return next((reason for reason, applies in _RULES if applies(row)), None)


def _repeats_header(row: RowView) -> bool:
    repeated = sum(text in row.header.labels for text in row.texts)
    return repeated >= 2 and repeated * 2 > len(row.texts)


def _numbers_columns(row: RowView) -> bool:
    return len(row.texts) >= 3 and all(map(_COLUMN_NUMBER.fullmatch, row.texts))


def _is_note(row: RowView) -> bool:
    text = squeezed(row.first_text)
    return _begins(text, vocabulary().notes) or bool(_PAGE.match(text))


def _is_total(row: RowView) -> bool:
    return _begins(squeezed(row.first_text), vocabulary().totals)


def _is_bare_number(row: RowView) -> bool:
    return len(row.texts) == 1 and bool(_NUMBER.fullmatch(row.texts[0])) and not row.own("matter")


def _is_section(row: RowView) -> bool:
    return _stands_alone(row) and not _continues_above(row)


def _stands_alone(row: RowView) -> bool:
    """Whether one text is all it says, in a wide merged cell or behind a Chinese number: 一、大气污染防治."""
    texts = row.texts
    if len(texts) == 2 and _SECTION.fullmatch(texts[0]):
        return not row.own("basis") and not row.own("supporting")
    if len(texts) != 1:
        return False
    wide = row.width_of(texts[0]) >= max(2, len(row.cells) / 2)
    return wide or not any(row.own(field) for field in _OWN_FIELDS)


def _continues_above(row: RowView) -> bool:
    """Whether its only text stands in a narrow cell of a column in which items have several lines."""
    fields = {column.field for column in row.header.columns} - {"", "number", "matter", "topics"}
    return row.width_of(row.texts[0]) < 2 and any(row.own(field) for field in fields)


def _begins(text: str, words: tuple[str, ...]) -> bool:
    return any(re.match(rf"{word}{_AFTER_NOTE}", text) for word in words)


_RULES: Final[tuple[tuple[Skip, Callable[[RowView], bool]], ...]] = (
    (Skip.HEADER, _repeats_header),
    (Skip.COLUMN_NUMBERS, _numbers_columns),
    (Skip.NOTE, _is_note),
    (Skip.TOTAL, _is_total),
    (Skip.BARE_NUMBER, _is_bare_number),
    (Skip.SECTION, _is_section),
)
