"""A working day at the desk: read, accept, answer, hand back, decide; and two people at one case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from inspect_page import InspectingClient, all_of, fields, parse, words
from office import (
    JINSHUI,
    TEXT,
    VAGUE,
    Office,
    attributes,
    do,
    main_text,
)

from intake.cases.model import Contact, Role
from intake.cases.states import State
from intake.services.casework import tasks
from intake.services.casework.tasks import Asked
from intake.services.citizens import track
from intake.services.context import Context
from intake.services.desk import inbox

ANSWER = "11 月 20 日到现场检查，已责令停产整改，预计 12 月 5 日前完成。"


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """Two clerks of one organ, a clerk of another, a coordinating office."""
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    made.hire("second", Role.CLERK, JINSHUI, "ecology")
    made.hire("builder", Role.CLERK, JINSHUI, "housing")
    made.hire("office", Role.COORDINATOR, "410100")
    return made


@pytest.fixture
def clerk(office: Office) -> InspectingClient:
    """The clerk's browser."""
    return office.people["clerk"].browser


@pytest.fixture
def second(office: Office) -> InspectingClient:
    """A colleague's browser."""
    return office.people["second"].browser


@pytest.fixture
def coordinator(office: Office) -> Iterator[InspectingClient]:
    """The coordinating office's browser."""
    return office.people["office"].browser


def test_a_complaint_is_accepted_assigned_answered_and_closed(
    office: Office, clerk: InspectingClient
) -> None:
    receipt = office.case(State.ROUTED)
    number = receipt.case_number
    case, inbox = f"/desk/cases/{number}", "/desk/?queue="
    assert number in main_text(clerk.get(inbox + "new"))
    page = main_text(clerk.get(case))
    for told in (TEXT, "ST-001", "花园路", "匿名", "转给 郑州市生态环境局金水分局"):
        assert told in page
    assert do(clerk, number, f"{case}/accept").location == case
    assert number in main_text(clerk.get(inbox + "working"))
    assert do(clerk, number, f"{case}/assign", **{"assign-assignee": "second"}).location == case
    assert number in main_text(office.people["second"].browser.get(inbox + "mine"))
    assert do(clerk, number, f"{case}/answer", **{"answer-text": ANSWER}).location == case
    view = track.by_code(office.ctx, receipt.code)
    assert view is not None and view.answer == ANSWER
    assert do(clerk, number, f"{case}/close").location == "/desk/"
    assert office.state(receipt) is State.CLOSED
    story = main_text(clerk.get(case)).partition("经过")[2]
    assert [story.index(f"{who}同志") for who in ("clerk", "second")]


def test_an_empty_answer_is_refused_beside_its_field(office: Office, clerk: InspectingClient) -> None:
    number = office.case(State.ACCEPTED).case_number
    refused = do(clerk, number, f"/desk/cases/{number}/answer", **{"answer-text": "  "})
    assert refused.status_code == 422
    assert "#answer-text" in attributes(refused, "a", "href")
    assert words(all_of(parse(refused), "title")[0]).startswith("错误：")


@pytest.mark.parametrize("name", ["answer", "ask"])
def test_words_that_tell_of_somebody_are_sent_only_when_meant(
    office: Office, clerk: InspectingClient, name: str
) -> None:
    number = office.case(State.ACCEPTED).case_number
    path, typed = f"/desk/cases/{number}/{name}", "已联系张小明先生，电话13800001111，请核对。"
    assert "这些内容可以让投诉人看到" not in main_text(clerk.get(f"/desk/cases/{number}"))
    refused = do(clerk, number, path, **{f"{name}-text": typed})
    told = main_text(refused)
    assert refused.status_code == 422
    assert "张小明、13800001111" in told and "跟进这件投诉的人也看得到" in told
    again = fields(parse(refused), path)
    assert again[f"{name}-text"] == typed
    assert clerk.post(path, data=again).status_code == 422
    assert clerk.post(path, data={**again, f"{name}-seen": "y"}).status_code == 303


def test_whoever_answers_is_told_of_tasks_without_a_reply(
    office: Office, ctx: Context, clerk: InspectingClient
) -> None:
    number = office.case(State.ACCEPTED).case_number
    case, hint = f"/desk/cases/{number}", "还有 1 个配合任务没有回复"
    assert "配合任务没有回复" not in main_text(clerk.get(case))
    asker = office.staff("clerk")
    version = inbox.case(ctx, asker, number).version
    tasks.give(ctx, asker, number, version, Asked("water", "请核实"))
    page = clerk.get(case)
    assert hint in main_text(page) and f"{case}/tasks" in attributes(page, "a", "href")


def test_what_is_handed_back_reaches_the_office_which_sends_it_to_the_right_desk(
    office: Office, clerk: InspectingClient, coordinator: InspectingClient
) -> None:
    receipt = office.case(State.ROUTED)
    number = receipt.case_number
    reason = "在建工地扬尘，应由住建部门负责"
    path = f"/desk/cases/{number}/hand-back"
    assert (
        do(clerk, number, path, **{"back-reason": reason, "back-clause": "清单 ZJ-001"}).location == "/desk/"
    )
    assert path not in clerk.get(f"/desk/cases/{number}").text  # once is enough while the office decides
    assert number in main_text(coordinator.get("/desk/triage", follow_redirects=True))
    assert reason in main_text(coordinator.get(f"/desk/cases/{number}"))
    typed = {"route-department": "housing", "route-reason": "工地扬尘归住建", "route-region": JINSHUI}
    assert do(coordinator, number, f"/desk/triage/{number}/route", **typed).status_code == 303
    assert number in main_text(office.people["builder"].browser.get("/desk/?queue=new"))
    view = track.by_code(office.ctx, receipt.code)
    assert view is not None and reason not in str(view) and "clerk同志" not in str(view)


def test_the_office_follows_a_suggestion_with_one_press(
    office: Office, clerk: InspectingClient, coordinator: InspectingClient
) -> None:
    receipt = office.case(State.ROUTED)
    number = receipt.case_number
    typed = {"back-reason": "请重新判断", "back-clause": "清单"}
    do(clerk, number, f"/desk/cases/{number}/hand-back", **typed)
    page = parse(coordinator.get(f"/desk/cases/{number}"))
    path = f"/desk/triage/{number}/suggested"
    offered = [b.get("value") for b in all_of(page, "button") if b.get("name") == "suggested-choice"]
    assert offered
    data = fields(page, path)
    for wrong in ("99", "-1", "x", ""):
        assert coordinator.post(path, data={**data, "suggested-choice": wrong}).status_code == 422
    assert coordinator.post(path, data={**data, "suggested-choice": "0"}).status_code == 303
    assert office.state(receipt) is State.ROUTED


def test_what_is_not_environmental_is_told_where_to_go(office: Office, coordinator: InspectingClient) -> None:
    receipt = office.case(State.TO_BE_DECIDED)
    number = receipt.case_number
    page = parse(coordinator.get(f"/desk/cases/{number}"))
    assert VAGUE in words(page)
    choices = [i.get("value") or "" for i in all_of(page, "input") if i.get("name") == "elsewhere-goes_to"]
    assert any("12345" in each for each in choices)
    path = f"/desk/triage/{number}/elsewhere"
    assert do(coordinator, number, path).status_code == 422
    assert do(coordinator, number, path, **{"elsewhere-goes_to": choices[0]}).status_code == 303
    view = track.by_code(office.ctx, receipt.code)
    assert view is not None and view.state is State.CLOSED and choices[0] in str(view.answer)


def test_the_contact_is_sealed_until_somebody_says_why(
    office: Office, clerk: InspectingClient, coordinator: InspectingClient
) -> None:
    number = office.case(State.ROUTED, contact=Contact("申某某", "0371-22223333")).case_number
    case = f"/desk/cases/{number}"
    assert "22223333" not in clerk.get(case).get_data(as_text=True)
    assert do(clerk, number, f"{case}/contact", **{"contact-reason": ""}).status_code == 422
    opened = do(clerk, number, f"{case}/contact", **{"contact-reason": "约定检查时间"})
    assert "申某某" in main_text(opened) and "0371-22223333" in main_text(opened)
    again = main_text(coordinator.get(case))
    assert "22223333" not in again
    assert "约定检查时间" in again and "clerk同志" in again


def test_pictures_show_in_the_page_and_other_files_are_only_saved(
    office: Office, clerk: InspectingClient
) -> None:
    number = office.case_with_files().case_number
    page = clerk.get(f"/desk/cases/{number}")
    (picture,) = attributes(page, "img", "src")
    (other,) = {href for href in attributes(page, "a", "href") if "/evidence/" in href} - {picture}
    for path, disposition in ((picture, "inline"), (other, "attachment")):
        file = clerk.get(path)
        assert file.headers["Content-Disposition"].startswith(disposition)
        assert file.headers["Cache-Control"] == "no-store"
        assert "sandbox" in file.headers["Content-Security-Policy"]
        assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "EVIDENCE" not in main_text(clerk.get(f"/desk/cases/{number}"))


def test_whoever_comes_second_is_told_and_keeps_what_was_typed(
    office: Office, clerk: InspectingClient, second: InspectingClient
) -> None:
    receipt = office.case(State.ACCEPTED)
    number = receipt.case_number
    path = f"/desk/cases/{number}/answer"
    seen = fields(parse(second.get(f"/desk/cases/{number}")), path)
    do(clerk, number, f"/desk/cases/{number}/assign", **{"assign-assignee": "second"})
    late = second.post(path, data={**seen, "answer-text": ANSWER})
    assert late.status_code == 409
    assert "clerk同志" in main_text(late)
    shown = fields(parse(late), path)
    assert shown["answer-text"] == ANSWER
    assert second.post(path, data=shown).status_code == 303
    assert office.state(receipt) is State.ANSWERED


@pytest.mark.parametrize("first", ["answer", "hand-back"])
def test_words_that_fit_no_form_any_more_are_given_back(
    first: str, office: Office, clerk: InspectingClient, second: InspectingClient
) -> None:
    receipt = office.case(State.ACCEPTED)
    case = f"/desk/cases/{receipt.case_number}"
    seen = fields(parse(second.get(case)), f"{case}/answer")
    typed = {
        "answer": {"answer-text": "先到的答复"},
        "hand-back": {"back-reason": "不归我们", "back-clause": "清单"},
    }[first]
    do(clerk, receipt.case_number, f"{case}/{first}", **typed)
    late = second.post(f"{case}/answer", data={**seen, "answer-text": ANSWER})
    assert late.status_code in (403, 409)
    assert ANSWER in main_text(late)
    view = track.by_code(office.ctx, receipt.code)
    assert view is not None and view.answer != ANSWER


def test_a_page_too_old_keeps_the_answer(office: Office, clerk: InspectingClient) -> None:
    number = office.case(State.ACCEPTED).case_number
    path = f"/desk/cases/{number}/answer"
    seen = fields(parse(clerk.get(f"/desk/cases/{number}")), path)
    stale = clerk.post(path, data={**seen, "answer-csrf_token": "from before", "answer-text": ANSWER})
    assert stale.status_code == 422
    again = fields(parse(stale), path)
    assert again["answer-text"] == ANSWER
    assert clerk.post(path, data=again).status_code == 303


@pytest.mark.parametrize("queue", ["new", "mine", "working", "answered", "closed", "all"])
def test_every_list_opens_and_counts_what_it_holds(
    queue: str, office: Office, clerk: InspectingClient
) -> None:
    office.case(State.ROUTED)
    links = all_of(parse(clerk.get(f"/desk/?queue={queue}")), "a")
    (here,) = [a for a in links if a.get("aria-current") and "queue" in (a.get("href") or "")]
    count = int(words(here).split()[-1])
    rows = [a for a in links if a.get("data-desk-row") is not None]
    assert len(rows) == min(count, 20)


@pytest.mark.parametrize("asked", ["queue=to_decide", "queue=x", "queue=new&page=x", "queue=new&page=-1"])
def test_an_unknown_list_or_page_is_never_an_error_of_ours(asked: str, clerk: InspectingClient) -> None:
    assert clerk.get(f"/desk/?{asked}").status_code in (200, 404)
    assert clerk.get("/desk/?queue=new&page=99").status_code == 303
