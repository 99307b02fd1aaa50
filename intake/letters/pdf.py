"""A letter as a PDF file: A4, set like an official letter, the same bytes for the same letter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from fpdf import FPDF, XPos, YPos

from intake.letters.fonts import Font
from intake.letters.letter import Letter
from intake.letters.lines import broken
from intake.words import gettext as _

_FACE: Final = "letter"
_MARGIN, _LINE, _LABEL = 26.0, 8.0, 34.0  # mm
_BODY, _SMALL, _TITLE = 12.0, 9.0, 20.0  # points
_INDENT: Final = "\u3000\u3000"


class _Sheet(FPDF):
    """Pages with the notice above and the page number below."""

    notice = ""

    def header(self) -> None:
        self.set_font(_FACE, size=_SMALL)
        self.cell(0, 5, self.notice, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(4)

    def footer(self) -> None:
        self.set_y(-18)
        self.set_font(_FACE, size=_SMALL)
        self.cell(0, 5, _("第 {page} 页").format(page=self.page_no()), align="C")


def render(letter: Letter, font: Font) -> bytes:
    """The file. The type is embedded, only the signs that are used."""
    sheet = _sheet(letter, font)
    _head(sheet, letter)
    _paragraph(sheet, f"{letter.to}：")
    _paragraph(sheet, _INDENT + letter.opening)
    for label, what in letter.facts:
        _fact(sheet, label, what)
    sheet.ln(3)
    _paragraph(sheet, _INDENT + letter.closing)
    _enclosures(sheet, letter.enclosures)
    _signature(sheet, letter)
    return bytes(sheet.output())


def _sheet(letter: Letter, font: Font) -> _Sheet:
    sheet = _Sheet(format="A4")
    sheet.notice = letter.notice
    sheet.set_creation_date(datetime(letter.on.year, letter.on.month, letter.on.day, tzinfo=UTC))
    sheet.set_title(f"{letter.title} {letter.number}")
    sheet.set_lang("zh-CN")
    sheet.set_margin(_MARGIN)
    sheet.set_auto_page_break(True, margin=_MARGIN)
    sheet.add_font(_FACE, fname=font.path, collection_font_number=font.face)
    sheet.add_page()
    return sheet


def _head(sheet: _Sheet, letter: Letter) -> None:
    for size, height, text in ((_BODY + 3, 9, letter.issuer), (_TITLE, 13, letter.title)):
        sheet.set_font(_FACE, size=size)
        sheet.cell(0, height, text, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.set_font(_FACE, size=_BODY)
    sheet.cell(0, _LINE, letter.number, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.line(_MARGIN, sheet.get_y() + 1, sheet.w - _MARGIN, sheet.get_y() + 1)
    sheet.ln(6)


def _paragraph(sheet: _Sheet, text: str, left: float = 0.0) -> None:
    for line in broken(text, sheet.epw - left, sheet.get_string_width):
        sheet.set_x(_MARGIN + left)
        sheet.cell(0, _LINE, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _fact(sheet: _Sheet, label: str, what: str) -> None:
    sheet.cell(_LABEL, _LINE, label, new_x=XPos.LMARGIN, new_y=YPos.TOP)
    _paragraph(sheet, what, _LABEL)


def _enclosures(sheet: _Sheet, enclosures: tuple[str, ...]) -> None:
    if not enclosures:
        return
    sheet.ln(3)
    for place, name in enumerate(enclosures, start=1):
        label = _("附件：") if place == 1 else ""
        _fact(sheet, label, f"{place}. {name}")


def _signature(sheet: _Sheet, letter: Letter) -> None:
    sheet.ln(10)
    day = _("{year}年{month}月{day}日").format(year=letter.on.year, month=letter.on.month, day=letter.on.day)
    for line in (letter.issuer, day):
        sheet.cell(0, _LINE, line, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    if letter.remark:
        sheet.ln(6)
        sheet.set_font(_FACE, size=_SMALL)
        _paragraph(sheet, letter.remark)
