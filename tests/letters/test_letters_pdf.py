"""Letters as files: lines as Chinese type is set, pages that go on, the same bytes again, no type at all."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from intake.letters import fonts
from intake.letters.letter import Letter
from intake.letters.lines import broken
from intake.letters.pdf import render

LETTER = Letter(
    issuer="某机关",
    title="移送函",
    number="移〔2026〕1号",
    to="某院",
    opening="现予移送。",
    facts=(("理由", "甲乙丙丁，戊己庚辛。\n" * 60),),
    closing="请出具回执。",
    enclosures=("清单", "记录"),
    on=date(2026, 11, 23),
    notice="演示数据",
)


@given(st.text(alphabet="甲乙丙，。（）《》a1 \n", max_size=80), st.integers(2, 9))
def test_lines_hold_all_signs_and_no_closing_mark_begins_one(text: str, width: int) -> None:
    lines = list(broken(text, width, len))
    assert "".join(lines) == "".join(text.splitlines())
    starts = [
        line[0] for paragraph in text.splitlines() for line in list(broken(paragraph, width, len))[1:] if line
    ]
    assert not set(starts) & set("，。）》")


def test_a_long_letter_goes_on_with_notice_and_number_on_each_page_and_is_the_same_again() -> None:
    made = render(LETTER, fonts.find())
    assert made == render(LETTER, fonts.find())
    pages = [
        "".join(each.extract_text().replace("\0", "").split()) for each in PdfReader(io.BytesIO(made)).pages
    ]
    assert len(pages) > 1
    for place, page in enumerate(pages, start=1):
        assert "演示数据" in page and f"第{place}页" in page
    assert "1.清单" in pages[-1] and "2026年11月23日" in pages[-1]


def test_without_type_it_says_what_to_install() -> None:
    with pytest.raises(fonts.FontMissing, match="no-such"):
        fonts.find("/no-such.ttf")
