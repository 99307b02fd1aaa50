"""Writes a form as .docx: title, lines, a table whose headings repeat on every page, page numbers."""

from __future__ import annotations

import io
from typing import Final

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row

from intake.tables.form import Form, spans, writable

_A3: Final = (Cm(42), Cm(29.7))
_MARGIN: Final = Cm(1.5)
_SONG: Final = "宋体"
_TITLE_POINTS, _POINTS = 18, 9


def to_docx(form: Form) -> bytes:
    """The file."""
    document = Document()
    _page(document)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(writable(form.title))
    run.bold, run.font.size = True, Pt(_TITLE_POINTS)
    for text in form.above:
        document.add_paragraph(writable(text))
    _table(document, form)
    for text in form.below:
        document.add_paragraph(writable(text))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Doc) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _A3
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    style = document.styles["Normal"]
    style.font.name, style.font.size = _SONG, Pt(_POINTS)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _SONG)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>'))


def _table(document: Doc, form: Form) -> None:
    table = document.add_table(2, len(form.headings), style="Table Grid")
    table.autofit = False
    for column, heading in zip(table.columns, form.headings, strict=True):
        column.width = Cm(heading.width * 0.38)
    _headings(table, form)
    for row in form.rows:
        _append(table, form, row)


def _headings(table: Table, form: Form) -> None:
    upper, lower = table.rows[0].cells, table.rows[1].cells
    for column, heading in enumerate(form.headings):
        _write((lower if heading.group else upper)[column], heading.label, bold=True)
        if not heading.group:
            upper[column].merge(lower[column])
    for group, first, last in spans(form.headings):
        if group:
            _write(upper[first].merge(upper[last]), group, bold=True)
    for row in table.rows:
        _mark(row, "w:tblHeader")


def _append(table: Table, form: Form, texts: tuple[str, ...]) -> None:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx left it without types
    _mark(row, "w:cantSplit")
    for cell, text, heading in zip(row.cells, texts, form.headings, strict=True):
        cell.width = Cm(heading.width * 0.38)
        _write(cell, text)


def _write(cell: _Cell, text: str, *, bold: bool = False) -> None:
    """Lines as line breaks of one paragraph, as people type them."""
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(writable(text))
    run.bold = bold
    if bold:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
