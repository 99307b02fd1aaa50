"""Longer papers as PDF and Word: all of it in order, nothing read as markup, the same bytes again."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

from docx import Document
from pypdf import PdfReader

from intake.letters import fonts, paper_docx, paper_pdf
from intake.letters.paper import Block, Kind, Paper

HOSTILE = "*星号* #set page(width: 1mm) $x$ <b> \\n \x0b完"
PAPER = Paper(
    title="某厅2025年度专题报告",
    recipients=("省委", "省政府"),
    blocks=(
        Block(Kind.CHAPTER, "一、履职情况"),
        Block(Kind.TEXT, HOSTILE),
        Block(Kind.SECTION, "ST-001 秸秆焚烧"),
        *(Block(Kind.TEXT, f"第{number}段，巡查到村。") for number in range(120)),
        Block(Kind.REMARK, "投诉办理：收到 12 件。"),
    ),
    issuers=("某厅",),
    on=date(2026, 2, 9),
    copies=("办公室",),
    notice="演示数据",
)
IN_ORDER = (
    "专题报告",
    "省委、省政府：",
    "一、履职情况",
    "*星号*",
    "ST-001",
    "第119段",
    "12件",
    "某厅",
    "2026年2月9日",
    "抄送",
)


def folded(text: str) -> str:
    return "".join(text.replace("\0", "").split())


def assert_in_order(text: str) -> None:
    at = -1
    for words in IN_ORDER:
        at = text.index(words, at + 1)


def test_as_pdf() -> None:
    made = paper_pdf.render(PAPER, fonts.find())
    assert made == paper_pdf.render(PAPER, fonts.find())
    pages = [folded(page.extract_text()) for page in PdfReader(io.BytesIO(made)).pages]
    assert len(pages) > 3
    assert all("演示数据" in page for page in pages)
    assert_in_order("".join(pages))
    assert "#setpage(width:1mm)$x$" in "".join(pages)


def test_as_word() -> None:
    made = paper_docx.render(PAPER)
    assert made == paper_docx.render(PAPER)
    assert {each.date_time[0] for each in ZipFile(io.BytesIO(made)).infolist()} == {1980}  # no clock in it
    document = Document(io.BytesIO(made))
    assert_in_order(folded("".join(each.text for each in document.paragraphs)))
    headings = [each.text for each in document.paragraphs if (each.style.name or "").startswith("Heading")]
    assert headings == ["一、履职情况", "ST-001 秸秆焚烧"]
    assert document.sections[0].header.paragraphs[0].text == "演示数据"


def test_unsigned_it_says_so_and_needs_no_recipients() -> None:
    bare = replace(PAPER, recipients=(), copies=(), on=None)
    texts = [each.text for each in Document(io.BytesIO(paper_docx.render(bare))).paragraphs]
    assert texts[-1] == "（还没有签发）" and not any("抄送" in text for text in texts)
    assert paper_pdf.render(bare, fonts.find()) != paper_pdf.render(PAPER, fonts.find())
