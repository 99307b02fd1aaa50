"""A paper as a Word file that people work on further: real headings, the same bytes for the same paper."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final, cast

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from intake.letters.paper import Kind, Paper
from intake.letters.wording import copies, recipients, signed

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle

_SONG, _HEI = "宋体", "黑体"
_HEADINGS: Final = {Kind.CHAPTER: "Heading 1", Kind.SECTION: "Heading 2"}
_POINTS: Final = {"Normal": 14, "Heading 1": 16, "Heading 2": 14}
_NO_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_THEN: Final = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows


def render(paper: Paper) -> bytes:
    """The file."""
    document = Document()
    _set_up(document, paper)
    _line(document, paper.title, WD_ALIGN_PARAGRAPH.CENTER, 20)
    if to := recipients(paper):
        _line(document, to)
    for block in paper.blocks:
        added = document.add_paragraph(_clean(block.text), style=_HEADINGS.get(block.kind, "Normal"))
        if block.kind not in _HEADINGS:
            added.paragraph_format.first_line_indent = Pt(2 * _POINTS["Normal"])
    for text in signed(paper):
        _line(document, text, WD_ALIGN_PARAGRAPH.RIGHT)
    if also := copies(paper):
        _line(document, also, None, 12)
    file = io.BytesIO()
    document.save(file)
    return _undated(file)


def _set_up(document: Doc, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.7)
    for name, points in _POINTS.items():
        style = cast("ParagraphStyle", document.styles[name])
        face = _SONG if name == "Normal" else _HEI
        style.font.name, style.font.size = face, Pt(points)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    document.core_properties.title, document.core_properties.author = _clean(paper.title), ""
    section.header.paragraphs[0].text = _clean(paper.notice)
    section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>'))


def _line(document: Doc, text: str, side: WD_ALIGN_PARAGRAPH | None = None, points: int = 14) -> None:
    added = document.add_paragraph()
    if side is not None:
        added.alignment = side
    added.add_run(_clean(text)).font.size = Pt(points)


def _clean(text: str) -> str:
    """Without the few signs that XML cannot hold."""
    return _NO_XML.sub("", text)


def _undated(file: io.BytesIO) -> bytes:
    """The same parts without the moment they were packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name, _THEN), made.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
