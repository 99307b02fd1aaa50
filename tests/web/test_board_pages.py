"""The board, digest, handling table and outcome in the browser: what they show, and where numbers lead."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from inspect_page import XHTML, all_of, fields, parse, words
from office import JINSHUI, Office, Person, main_text

from intake.cases.model import Role
from intake.cases.states import State
from intake.services.context import Context

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """A clerk, their head and the city's office, and some cases."""
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    made.hire("head", Role.DEPARTMENT_HEAD, JINSHUI, "ecology")
    made.hire("city", Role.COORDINATOR, "410100")
    for state in (State.ROUTED, State.ROUTED, State.ACCEPTED, State.ANSWERED, State.TO_BE_DECIDED):
        made.case(state)
    return made


@pytest.fixture
def city(office: Office) -> Person:
    """Somebody of the coordinating office."""
    return office.people["city"]


def test_pictures_are_drawn_and_told_in_words(city: Person) -> None:
    page = parse(city.browser.get("/desk/board"))
    pictures = [each for each in page.iter(f"{SVG}svg") if each.get("role") == "img"]
    told = {words(each[0]): words(each[1]) for each in pictures}
    assert told["每周新收和办结"].startswith("新收合计5")
    assert told["在办，按部门"] == "生态环境 4；协调办公室 1"
    assert told["答复用了多少天"].startswith("15 天以内：期限内 ")
    assert len(told) == 5  # too few ratings for theirs
    assert not [each for each in page.iter() if each.get("style")]
    assert "评价不足 5 件" in words(all_of(page, "main")[0])


def test_a_number_leads_to_a_list_as_long(city: Person) -> None:
    page = parse(city.browser.get("/desk/board"))
    checked = 0
    for cell in page.iter(f"{XHTML}td"):
        for link in cell.iter(f"{XHTML}a"):
            rows = parse(city.browser.get(link.get("href"))).iter(f"{XHTML}input")
            assert len([row for row in rows if row.get("name") == "case"]) == int(words(link)), link.get(
                "href"
            )
            checked += 1
    assert checked >= 4


def test_a_head_has_the_board_of_their_organ(office: Office) -> None:
    told = main_text(office.people["head"].browser.get("/desk/board"))
    assert "郑州市（未写明" not in told and "生态环境" in told


@pytest.mark.parametrize("page", ["board", "board/digest", "board/inspection"])
def test_a_faulty_address_is_told(city: Person, page: str) -> None:
    response = city.browser.get(f"/desk/{page}?from=2026-11-23&to=2020-01-01")
    assert response.status_code == 422
    assert "最长一年" in main_text(response)


def test_exports_carry_the_notice(ctx: Context, city: Person) -> None:
    notice = ctx.registry.site.demonstration_notice
    table = city.browser.get("/desk/board/inspection.csv")
    assert table.get_data().startswith(b"\xef\xbb\xbf")
    assert notice in table.get_data(as_text=True)
    lines = city.browser.get("/desk/board/indicators.csv").get_data(as_text=True)
    assert notice in lines and "<5" in lines
    found = json.loads(city.browser.get("/desk/board/indicators.json").get_data())
    assert found["notice"] == notice
    assert {each["id"] for each in found["definitions"]} == set(found["rows"][0]["values"])


def test_an_outcome_is_written_on_its_page_and_nothing_typed_is_lost(office: Office) -> None:
    browser, number = office.people["clerk"].browser, office.case(State.ACCEPTED).case_number
    path = f"/desk/cases/{number}/outcome"
    form = {**fields(parse(browser.get(path)), path), "outcome-handling": "立案查处"}
    wrong = browser.post(path, data={**form, "outcome-fine": "-3", "outcome-kinds": ["air", "noise"]})
    assert wrong.status_code == 422
    assert "立案查处" in wrong.get_data(as_text=True)
    right = browser.post(path, data={**form, "outcome-fine": "3000", "outcome-kinds": ["air", "noise"]})
    assert right.status_code == 303
    told = main_text(browser.get(f"/desk/cases/{number}"))
    assert "算在：工厂废气和空气、噪声和灯光" in told and "立案查处" in told
