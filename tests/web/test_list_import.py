"""A department's table becomes rows of its list in the browser: upload, doubts at their cells, confirm."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from inspect_page import InspectingClient, fields, parse
from office import JINSHUI, Office, main_text
from openpyxl import Workbook, load_workbook
from werkzeug.test import TestResponse

from intake.cases.model import Role
from intake.lists.draft import Note
from intake.lists.model import DraftRow
from intake.services.context import Context
from intake.services.lists import drafting, rows, showing

ROWS: tuple[tuple[Any, ...], ...] = (
    ("金水区生态环境分局具体事项清单", None, None, None, None),
    ("序号", "具体事项", "配合部门", "法律依据", "备注"),
    (1, "工业废气超标或无证排放", "工信局、发改委", "《生态环境法典》第二百一十七条", ""),
    (2, "小作坊异味", "某某办公室", "《大气污染防治法》第99条", "新增"),
    (3, "餐饮油烟", "有关部门", "《生态环境法典》第217条", ""),
)


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """An organ with two clerks, a strange one, and a coordinating office."""
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    made.hire("second", Role.CLERK, JINSHUI, "ecology")
    made.hire("head", Role.DEPARTMENT_HEAD, JINSHUI, "ecology")
    made.hire("stranger", Role.CLERK, JINSHUI, "water")
    made.hire("office", Role.COORDINATOR, "410100")
    return made


@pytest.fixture
def draft(office: Office) -> Iterator[int]:
    """An empty list of the organ, given up afterwards: there is one at a time."""
    made = drafting.new(office.ctx, office.staff("clerk"), "ecology", from_release=False)
    yield made
    head = office.staff("head")
    version = showing.one(office.ctx, head, made).draft.version
    drafting.withdraw(office.ctx, head, made, version, Note("不用了"))


@pytest.fixture
def with_row(office: Office, draft: int) -> int:
    """The list with a row that is in no table of these tests' but the whole one."""
    rows.add_row(office.ctx, office.staff("clerk"), draft, DraftRow("", matter="小作坊异味"))
    return draft


def workbook(lines: tuple[tuple[object, ...], ...] = ROWS) -> bytes:
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(office: Office, draft: int, content: bytes, name: str, who: str = "clerk") -> TestResponse:
    browser = office.people[who].browser
    path = f"/desk/lists/{draft}/import"
    sealed = fields(parse(browser.get(path)), path)
    return browser.post(path, data={**sealed, "import-file": (io.BytesIO(content), name)})


def press(browser: InspectingClient, path: str, **typed: object) -> TestResponse:
    page = browser.get(path)
    given = {**fields(parse(page), path), **typed}
    return browser.post(path, data={name: value for name, value in given.items() if value is not None})


def test_nothing_is_taken_before_it_was_looked_at(office: Office, draft: int) -> None:
    browser = office.people["clerk"].browser
    answer = upload(office, draft, workbook(), "清单（报送稿）.xlsx")
    assert answer.status_code == 303
    where = answer.headers["Location"]
    page = browser.get(where)
    said = main_text(page)
    for told in (
        "清单（报送稿）.xlsx",
        "认不出“某某办公室”是哪个部门",
        "《大气污染防治法》已于2026-08-14失效，可改引《生态环境法典》",
        "“有关部门”没有写明",
        "Sheet E列“备注”，有 1 格内容：清单没有这一栏",
        "金水区生态环境分局具体事项清单",
        "工信局、发改委",
    ):
        assert told in said
    assert showing.one(office.ctx, office.staff("clerk"), draft).rows == ()
    assert office.people["second"].browser.get(where).status_code == 404

    unchosen = press(browser, where)
    assert unchosen.status_code == 422
    assert "没有选中" in main_text(unchosen)

    typed = {"rt2-take": "y", "rt2-supporting": "市场监管", "rt2-basis": "《生态环境法典》第217条"}
    done = press(browser, where, **typed)
    assert done.status_code == 303
    kept = showing.one(office.ctx, office.staff("clerk"), draft)
    assert [(each.row.matter, each.row.supporting, each.row.basis) for each in kept.rows] == [
        ("小作坊异味", "市场监管", "《生态环境法典》第217条")
    ]
    assert kept.steps[-1].note.attachment == "清单（报送稿）.xlsx"
    assert "新增 1 项" in kept.steps[-1].note.comment
    assert browser.get(where).status_code == 404


def test_rows_with_nothing_but_guesses_are_ticked_at_once(office: Office, draft: int) -> None:
    where = upload(office, draft, workbook(ROWS[:3]), "a.xlsx").headers["Location"]
    browser = office.people["clerk"].browser
    assert "rt1-take" not in fields(parse(browser.get(where)), where)
    assert "rt1-take" in fields(parse(browser.get(f"{where}?pick=guessed")), where)


def test_a_change_by_somebody_else_is_not_overwritten(office: Office, with_row: int) -> None:
    draft, clerk, second = with_row, office.people["clerk"].browser, office.staff("second")
    where = upload(office, draft, workbook(ROWS[:3]), "a.xlsx").headers["Location"]
    sealed = fields(parse(clerk.get(where)), where)
    kept = showing.one(office.ctx, second, draft).rows[0]
    rows.save_row(
        office.ctx,
        second,
        draft,
        rows.SavedRow(kept.version, kept.row.__class__(kept.row.key, matter="新名")),
    )
    answer = clerk.post(where, data={**sealed, "rt1-take": "y", "rt1-lead_status": "由地方确定"})
    assert answer.status_code == 409
    assert "刚才有变动" in main_text(answer)
    assert "由地方确定" in answer.get_data(as_text=True)
    again = clerk.post(where, data={**fields(parse(answer), where), "rt1-take": "y"})
    assert again.status_code == 303
    assert {each.row.matter for each in showing.one(office.ctx, second, draft).rows} == {
        "新名",
        "工业废气超标或无证排放",
    }


def test_rows_the_table_lacks_stay_unless_ticked(office: Office, with_row: int) -> None:
    draft, clerk = with_row, office.people["clerk"].browser
    rows.add_row(office.ctx, office.staff("clerk"), draft, DraftRow("", matter=ROWS[2][1]))
    where = upload(office, draft, workbook(ROWS[:3]), "a.xlsx").headers["Location"]
    page = clerk.get(where).get_data(as_text=True)
    key = re.findall(r'name="import-remove"[^>]*value="(\w+)"', page)
    assert len(key) == 1
    assert press(clerk, where, **{"import-remove": key[0]}).status_code == 303
    assert [each.row.matter for each in showing.one(office.ctx, office.staff("clerk"), draft).rows] == [
        "工业废气超标或无证排放"
    ]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.xlsx", "文件是空的"),
        (b"MZ\0\0", "a.exe", "这不是能读的表格文件"),
        (workbook()[:-100], "a.xlsx", "文件不完整或已损坏"),
        (workbook((("姓名", "电话"), ("张", "1"))), "a.xlsx", "没有读到事项"),
        (
            workbook((ROWS[1], *((n, f"事项{n}", "", "", "") for n in range(301)))),
            "a.xlsx",
            "一次最多导入 300 项",
        ),
    ],
)
def test_what_cannot_be_read_is_told_at_the_field(
    office: Office, draft: int, content: bytes, name: str, said: str
) -> None:
    answer = upload(office, draft, content, name)
    assert answer.status_code == 422
    assert said in main_text(answer)


def test_giving_up_leaves_nothing(office: Office, draft: int) -> None:
    clerk = office.people["clerk"].browser
    where = upload(office, draft, workbook(), "a.xlsx").headers["Location"]
    sealed = fields(parse(clerk.get(where)), f"{where}/drop")
    assert clerk.post(f"{where}/drop", data=sealed).status_code == 303
    assert clerk.get(where).status_code == 404


def test_the_list_is_handed_out_as_the_form_to_import(office: Office, draft: int) -> None:
    rows.add_row(office.ctx, office.staff("clerk"), draft, DraftRow("", matter=ROWS[2][1]))
    answer = office.people["clerk"].browser.get(f"/desk/lists/{draft}/export.xlsx")
    sheet = load_workbook(io.BytesIO(answer.get_data())).worksheets[0]
    assert "示范" in str(sheet["A2"].value)
    assert "工业废气超标或无证排放" in [cell.value for row in sheet for cell in row]
    assert upload(office, draft, answer.get_data(), "回来.xlsx").status_code == 303
    assert office.people["clerk"].browser.get(f"/desk/lists/{draft}/export.docx").status_code == 200
    assert office.people["stranger"].browser.get(f"/desk/lists/{draft}/export.xlsx").status_code == 404
    assert office.people["stranger"].browser.get(f"/desk/lists/{draft}/import").status_code == 404
