"""The lists of the desk through its pages: filters, many cases at once, files, views, keying in."""

from __future__ import annotations

import pytest
from flask import Flask
from inspect_page import InspectingClient, all_of, fields, parse
from office import JINSHUI, Office, attributes, main_text
from werkzeug.test import TestResponse

from intake.cases.model import Contact, Role
from intake.cases.states import State
from intake.services.citizens import track
from intake.services.context import Context

KEYED = {
    "source": "letter",
    "text": "经三路火锅店油烟直排，晚上开不了窗。",
    "address": "郑州市金水区经三路 66 号",
    "who": "named",
    "name": "申女士",
    "phone": "0371-55550000",
}


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """A clerk and a head of one organ, a clerk of another, a coordinating office, an auditor."""
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    made.hire("head", Role.DEPARTMENT_HEAD, JINSHUI, "ecology")
    made.hire("builder", Role.CLERK, JINSHUI, "housing")
    made.hire("office", Role.COORDINATOR, "410100")
    made.hire("reader", Role.REVIEWER, JINSHUI, "ecology")
    return made


@pytest.fixture
def clerk(office: Office) -> InspectingClient:
    """The clerk's browser."""
    return office.people["clerk"].browser


def rows(page: TestResponse) -> list[str]:
    """The numbers in a list."""
    links = [a for a in all_of(parse(page), "a") if a.get("data-desk-row") is not None]
    return ["".join(link.itertext()) for link in links]


@pytest.mark.parametrize("person", ["clerk", "head", "office", "reader"])
def test_every_list_of_everybody_opens_with_its_filters(office: Office, person: str) -> None:
    office.case(State.ROUTED)
    browser = office.people[person].browser
    tabs = [href for href in attributes(browser.get("/desk/"), "a", "href") if "queue=" in href]
    assert len({href.partition("&")[0] for href in tabs}) >= 10
    for href in dict.fromkeys(tabs):
        assert browser.get(href).status_code == 200, href


def test_a_wrong_filter_shows_no_rows_and_says_so(office: Office, clerk: InspectingClient) -> None:
    number = office.case(State.ROUTED).case_number
    assert rows(clerk.get(f"/desk/?queue=new&q={number}")) == [number]
    wrong = clerk.get("/desk/?queue=new&region=999999&from=2026-13-01")
    assert wrong.status_code == 422 and rows(wrong) == []
    assert "没有这个筛选条件" in main_text(wrong)


def test_many_are_taken_at_once_and_what_is_not_done_is_named(
    office: Office, clerk: InspectingClient
) -> None:
    fine, stale = (office.case(State.ROUTED).case_number for _ in range(2))
    head = office.people["head"].browser
    seen = fields(parse(clerk.get("/desk/?queue=new")), "/desk/selected")
    boxes = {"case": [f"{fine}@1", f"{stale}@1"]}
    form = fields(parse(head.get("/desk/?queue=new")), "/desk/selected")
    given = {**form, "do": "assign", "do-assignee": "clerk", "case": f"{stale}@1"}
    assert "办成 1 件" in main_text(head.post("/desk/selected", data=given))
    told = main_text(clerk.post("/desk/selected", data={**seen, **boxes, "do": "accept"}))
    assert "办成 1 件，没办成 1 件" in told and told.index(stale) < told.index(fine)
    assert "刚才有人处理了这件投诉" in told
    for wrong in ({"do": "accept"}, {"do": "nothing", **boxes}, {"do": "assign", **boxes}):
        assert clerk.post("/desk/selected", data={**seen, "case": [], **wrong}).status_code == 422
    old = clerk.post("/desk/selected", data={**seen, **boxes, "do": "accept", "do-csrf_token": "old"})
    assert old.status_code == 422


def test_a_list_leaves_as_a_file_or_on_paper(office: Office, clerk: InspectingClient) -> None:
    number = office.case(State.ROUTED, contact=Contact("申某某", "0371-22223333")).case_number
    other = office.case(State.ROUTED).case_number
    for path, kind in (("csv", "text/csv"), ("xlsx", "application/vnd.openxmlformats")):
        sent = clerk.get(f"/desk/export/{path}?queue=new&q={number}")
        assert sent.mimetype.startswith(kind)
        assert sent.headers["Content-Disposition"].startswith("attachment")
        assert "22223333" not in sent.get_data().decode("utf-8", "replace")
    seen = fields(parse(clerk.get("/desk/?queue=new")), "/desk/selected")
    chosen = clerk.post("/desk/selected", data={**seen, "do": "csv", "case": f"{number}@1"})
    assert number in chosen.text and other not in chosen.text
    paper = main_text(clerk.get(f"/desk/print?queue=new&q={number}"))
    assert number in paper and other not in paper
    foreign = office.people["builder"].browser.get("/desk/export/csv?queue=all")
    assert number not in foreign.text
    assert clerk.get("/desk/export/csv?queue=new&state=x").status_code == 422


def test_a_saved_view_is_the_address_under_a_name(office: Office, clerk: InspectingClient) -> None:
    page = parse(clerk.get("/desk/?queue=new&source=phone"))
    form = fields(page, "/desk/views")
    assert clerk.post("/desk/views", data={**form, "view-name": ""}).status_code == 422
    done = clerk.post("/desk/views", data={**form, "view-name": "来电", "view-shared": "y"})
    assert done.location == "/desk/?queue=new&source=phone"
    head = office.people["head"].browser
    assert "来电" in main_text(head.get("/desk/views"))
    assert "来电" not in main_text(office.people["builder"].browser.get("/desk/views"))
    (remove,) = [p for p in attributes(clerk.get("/desk/views"), "form", "action") if p.endswith("/remove")]
    token = fields(parse(clerk.get("/desk/views")), remove)
    assert head.post(remove, data=fields(parse(head.get("/desk/?queue=new")), "/desk/views")).status_code in (
        404,
        422,
    )
    assert clerk.post(remove, data=token).status_code == 303
    assert "来电" not in main_text(clerk.get("/desk/views"))


def test_the_next_case_is_that_of_the_list_one_came_from(office: Office, clerk: InspectingClient) -> None:
    first, second = (office.case(State.ROUTED).case_number for _ in range(2))
    clerk.get("/desk/?queue=new&sort=received")
    assert clerk.get(f"/desk/next?after={first}").location == f"/desk/cases/{second}"
    clerk.get(f"/desk/?queue=new&q={second}")
    assert clerk.get(f"/desk/next?after={second}").location == f"/desk/?queue=new&q={second}"


def test_a_letter_is_keyed_in_and_its_receipt_opens_the_case(office: Office, clerk: InspectingClient) -> None:
    form = fields(parse(clerk.get("/desk/key-in")), "/desk/key-in")
    empty = clerk.post("/desk/key-in", data={**form, **KEYED, "phone": "1", "address": "", "do": "file"})
    assert empty.status_code == 422
    kept = fields(parse(empty), "/desk/key-in")
    assert kept["text"] == KEYED["text"] and kept["page"] == form["page"]
    lost = clerk.post("/desk/key-in", data={**form, **KEYED, "address": "", "do": "file"})
    assert lost.status_code == 422 and "#region" in attributes(lost, "a", "href")
    shown = clerk.post("/desk/key-in", data={**form, **KEYED, "do": "preview"})
    assert shown.status_code == 200 and "转办依据" in main_text(shown)
    first = clerk.post("/desk/key-in", data={**form, **KEYED, "do": "file"})
    again = clerk.post("/desk/key-in", data={**form, **KEYED, "do": "file"})
    (code,) = {code for page in (first, again) for code in attributes(page, "p", "data-code")}
    view = track.by_code(office.ctx, code)
    assert view is not None and view.case_number in main_text(first)
    assert first.headers["Cache-Control"] == "no-store" and "55550000" not in main_text(first)
    other = clerk.post("/desk/key-in", data={**form, **KEYED, "text": "河水发黑发臭，有死鱼。", "do": "file"})
    assert other.status_code == 422 and "已经登记过一件" in main_text(other)
    found = office.people["office"].browser.get("/desk/?queue=all&source=letter")
    assert rows(found) == [view.case_number]
    assert office.people["reader"].browser.get("/desk/key-in").status_code == 403


def test_a_canned_text_is_kept_and_filled_in(office: Office, clerk: InspectingClient) -> None:
    number = office.case(State.ROUTED).case_number
    form = fields(parse(clerk.get("/desk/texts")), "/desk/texts")
    wrong = clerk.post("/desk/texts", data={**form, "name": "受理", "text": "{电话}"})
    assert wrong.status_code == 422 and "没有“电话”这个空" in main_text(wrong)
    assert (
        clerk.post("/desk/texts", data={**form, "name": "受理", "text": "{编号}已收到。"}).status_code == 303
    )
    (remove,) = [p for p in attributes(clerk.get("/desk/texts"), "form", "action") if p.endswith("/remove")]
    filled = remove.replace("/desk/texts/", f"/desk/cases/{number}/texts/").removesuffix("/remove")
    assert clerk.get(filled).text == f"{number}已收到。"
    assert office.people["head"].browser.get(filled).status_code == 404
    assert office.people["builder"].browser.get(filled).status_code == 403
    token = fields(parse(clerk.get("/desk/texts")), remove)
    assert clerk.post(remove, data=token).status_code == 303
