"""The page of checks: an office's lists and those above, as page, file, data; a document looked through."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from inspect_page import InspectingClient, all_of, fields, parse, words
from office import JINSHUI, Office, main_text
from werkzeug.test import TestResponse

from intake.cases.model import Role
from intake.services.context import Context

DOCUMENT = "/desk/checks/document"


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """The offices of the province, of a city with a list of its own and of one without."""
    made = Office(ctx, app)
    made.hire("province", Role.COORDINATOR, "410000")
    made.hire("luohe", Role.COORDINATOR, "411100")
    made.hire("city", Role.COORDINATOR, "410100")
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    return made


def test_an_office_sees_its_own_lists_and_those_above(office: Office) -> None:
    told = main_text(office.people["luohe"].browser.get("/desk/checks"))
    assert "漯河市公布了具体事项清单，没有公布责任清单" in told
    assert "没有对应的具体事项" in told  # the province's
    city = main_text(office.people["city"].browser.get("/desk/checks"))
    assert "漯河市" not in city
    assert office.people["city"].browser.get("/desk/checks?region=411100").status_code == 404
    assert office.people["province"].browser.get("/desk/checks?region=411100").status_code == 200


def test_file_and_data_say_the_same_with_places(office: Office) -> None:
    browser = office.people["luohe"].browser
    data = browser.get("/desk/checks.json").get_json()["warnings"]
    text = browser.get("/desk/checks.csv").get_data().decode("utf-8-sig")
    _heads, *rows = csv.reader(io.StringIO(text))
    assert [row[4] for row in rows] == [each["message"] for each in data]
    assert all(each["line"] > 0 and each["file"] and each["advice"] for each in data)


def test_a_document_is_looked_through_and_not_kept(office: Office) -> None:
    browser = office.people["province"].browser
    text = "（一）治扬尘。由住房城乡建设部门牵头。\n（二）宣传。有关部门各负其责。"
    answer = looked_through(browser, text)
    told = words(parse(answer))
    assert "共 2 项任务，1 项没有写明责任部门" in told
    marked = [words(each) for each in all_of(parse(answer), "span") if each.get("class") == "tag tag-warning"]
    assert marked == ["没有写明责任部门"]
    assert looked_through(browser, "").status_code == 422
    word = looked_through(browser, "", io.BytesIO(b"PK\x03\x04\0\0"))
    assert word.status_code == 422 and "另存为" in words(parse(word))
    chinese = looked_through(browser, "", io.BytesIO(text.encode("gb18030")))
    assert "共 2 项任务" in words(parse(chinese))
    assert office.people["clerk"].browser.get(DOCUMENT).status_code == 403


def looked_through(browser: InspectingClient, text: str, file: io.BytesIO | None = None) -> TestResponse:
    typed = {**fields(parse(browser.get(DOCUMENT)), DOCUMENT), "document-text": text}
    given = {"document-file": (file, "wenjian.txt")} if file else {}
    return browser.post(DOCUMENT, data={**typed, **given}, content_type="multipart/form-data")
