"""What is exported is imported as it was, without a doubt: lists in force, and any rows somebody may type."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import ROOT

from intake.lists.fields import row_of
from intake.lists.matching import Fate, match
from intake.lists.model import DraftRow
from intake.lists.names import LEAD_STATUS, LEVELS
from intake.lists.printing import form_of
from intake.lists.reading import Proposal, Target, read_tables
from intake.tables.form import Form
from intake.tables.reading import read
from intake.tables.to_docx import to_docx
from intake.tables.to_xlsx import to_xlsx
from registry import Registry, Release, load

ON = date(2026, 11, 23)
REGISTRY = load(ROOT / "content")
WRITERS: dict[str, Callable[[Form], bytes]] = {".xlsx": to_xlsx, ".docx": to_docx}
IN_FORCE = [release.key for release in REGISTRY.releases if release.in_force(ON)]


@pytest.mark.parametrize("key", IN_FORCE)
def test_a_list_in_force_comes_back_unchanged(key: str) -> None:
    release = REGISTRY.release_of(key)
    assert release is not None
    rows = [row_of(item, REGISTRY, f"k{number}") for number, item in enumerate(release.items)]
    suffix = ".docx" if len(key) % 2 else ".xlsx"  # half of them each
    proposal = _back(rows, release, suffix)
    matching = match(proposal.rows, rows)
    assert [row.as_row(f"k{number}") for number, row in enumerate(proposal.rows)] == rows
    assert {each.fate for each in matching.rows} == {Fate.UNCHANGED}
    assert not matching.missing
    assert not proposal.unread
    assert all(row.plain for row in proposal.rows)


# What a row holds when it is kept: single lines without stops at their ends, entries one a line.
_LETTERS = st.text(alphabet="污水排放管理厂区夜间施工噪声=+-@()（）“”A1b 、，", min_size=2, max_size=12)
_PLAIN = _LETTERS.map(lambda text: f"查{' '.join(text.split())}处")
_WORD = st.text(alphabet="冒黑烟臭水沟吵闹晚上K歌", min_size=2, max_size=6)
_TITLES = [title for title, law in REGISTRY.statutes.items() if not (law.valid_to and law.valid_to < ON)]
_ARTICLES = st.lists(st.integers(1, 1242).map("第{}条".format), max_size=4, unique=True)
_BASIS = st.builds(
    lambda title, articles: f"《{title}》{'、'.join(articles)}", st.sampled_from(_TITLES), _ARTICLES
)
_DEPARTMENTS = [each.name for each in REGISTRY.departments.values() if each.organs]
_TOPICS = [each.name for each in REGISTRY.topics.values()]
_BOUNDARY = st.builds(
    "{} → {}（SL-00{}）：{}".format, _WORD, st.sampled_from(_DEPARTMENTS), st.integers(1, 9), _PLAIN
)


def _lines(entries: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[str]:
    return st.lists(entries, min_size=least, max_size=4, unique=True).map("\n".join)


def _bases() -> st.SearchStrategy[str]:
    several = st.lists(_BASIS, min_size=1, max_size=3, unique_by=lambda basis: basis.partition("》")[0])
    return several.map("\n".join)


_ROWS = st.lists(
    st.builds(
        DraftRow,
        key=st.just(""),
        matter=_PLAIN,
        topics=_lines(st.sampled_from(_TOPICS), 1),
        supporting=_lines(st.sampled_from(_DEPARTMENTS)),
        handled_at=st.sampled_from(list(LEVELS.values())),
        description=_PLAIN.map("{}。".format),
        basis=_bases(),
        words=_lines(_WORD, 1),
        boundaries=_lines(_BOUNDARY),
        lead_status=st.sampled_from(list(LEAD_STATUS.values())),
        decision=st.sampled_from(["", "410105-ST-001"]),
        unit=st.sampled_from(["", "水利科", "城管大队", "办公室"]),
        contact=st.sampled_from(["", "0371-66666666", "12345"]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda row: row.matter.replace(" ", ""),
)


@given(rows=_ROWS, suffix=st.sampled_from(sorted(WRITERS)))
@settings(max_examples=25, deadline=None)
def test_any_rows_come_back_as_they_were(rows: list[DraftRow], suffix: str) -> None:
    release = REGISTRY.release_of("410000/ecology/2026-09-01")
    assert release is not None
    proposal = _back(rows, release, suffix)
    numbered = [row.as_row() for row in proposal.rows]
    assert numbered == rows
    assert all(row.plain for row in proposal.rows)


def test_no_cell_of_a_file_is_a_formula(registry: Registry) -> None:
    row = DraftRow("k", matter="=1+1", description="@SUM(A1)", contact="+86-371", words="-1+cmd|'/c calc'!A0")
    content = to_xlsx(form_of("=2", "ecology", [row], registry, ON))
    cells = [cell for line in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0] for cell in line]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value or "").startswith(("=", "+", "-", "@")))


def _back(rows: list[DraftRow], release: Release, suffix: str) -> Proposal:
    form = form_of(release.title, release.department, rows, REGISTRY, ON)
    target = Target(REGISTRY, release.region, release.department, ON)
    return read_tables(read(WRITERS[suffix](form), f"清单{suffix}"), target)
