"""The desk's search page: found, not found, not understood, not ready, page after page."""

from __future__ import annotations

import shutil

import pytest
from flask import Flask
from inspect_page import InspectingClient, all_of, parse
from office import JINSHUI, Office, main_text

from intake.cases.model import Role
from intake.cases.states import State
from intake.services.context import Context
from intake.services.search import case_index


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """Two organs, and thirty cases of one."""
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    made.hire("other", Role.CLERK, JINSHUI, "housing")
    for _each in range(30):
        made.case(State.ROUTED)
    return made


@pytest.fixture
def ready(office: Office) -> Office:
    """The same, its cases indexed."""
    while case_index.catch_up(office.ctx):
        pass
    return office


def test_until_the_index_is_ready_the_page_says_so(office: Office) -> None:
    shutil.rmtree(office.ctx.settings.data_dir / "cases", ignore_errors=True)
    waiting = office.people["clerk"].browser.get("/desk/search?q=黑烟")
    assert waiting.status_code == 503
    assert "收件箱照常可用" in main_text(waiting)


@pytest.mark.parametrize("sort", ["best", "newest", "nonsense"])
def test_page_after_page_shows_every_case_once(ready: Office, sort: str) -> None:
    browser: InspectingClient = ready.people["clerk"].browser
    seen: list[str] = []
    address: str | None = f"/desk/search?q=黑烟&sort={sort}"
    while address:
        page = parse(browser.get(address))
        hits = [link for heading in all_of(page, "h2") for link in all_of(heading, "a")]
        seen += [str(link.get("href")) for link in hits]
        address = next((link.get("href") for link in all_of(page, "a") if link.get("rel") == "next"), None)
    assert len(seen) == len(set(seen)) == 30


def test_another_organ_finds_nothing_and_learns_nothing(ready: Office) -> None:
    page = main_text(ready.people["other"].browser.get("/desk/search?q=黑烟"))
    assert "没有找到" in page
    assert "30" not in page


def test_a_name_that_means_nothing_is_said(ready: Office) -> None:
    page = main_text(ready.people["clerk"].browser.get("/desk/search?q=地区:火星 黑烟"))
    assert "没有看懂：地区:火星" in page


def test_what_is_found_is_marked_and_what_was_typed_stays(ready: Office) -> None:
    answer = ready.people["clerk"].browser.get('/desk/search?q="冒黑烟" -油烟').get_data(as_text=True)
    assert "<mark>冒黑烟</mark>" in answer
    assert 'value="&#34;冒黑烟&#34; -油烟"' in answer
