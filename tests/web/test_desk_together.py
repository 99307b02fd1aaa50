"""Duplicates at the desk, a person's look at the routing, notices that did not arrive."""

from __future__ import annotations

import pytest
from flask import Flask
from inspect_page import InspectingClient, fields, parse
from office import Office, main_text
from samples import complaint
from werkzeug.test import TestResponse

from intake.cases.model import Role
from intake.cases.notices import Delivery
from intake.services.citizens import citizen, track
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.notices.deliver import LEASE
from intake.store.notices import outbox


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, "410105", "ecology")
    made.hire("elsewhere", Role.CLERK, "410103", "ecology")
    made.hire("coordinator", Role.COORDINATOR, "410105")
    return made


def send(browser: InspectingClient, path: str, **typed: str) -> TestResponse:
    """Open a page, fill its form in, press its button."""
    return browser.post(path, data={**fields(parse(browser.get(path)), path), **typed})


def test_merge_and_unmerge(ctx: Context, office: Office) -> None:
    clerk = office.people["clerk"].browser
    lead, other = (submit.submit(ctx, complaint(), "test") for _n in range(2))
    page = main_text(clerk.get(f"/desk/cases/{other.case_number}"))
    assert lead.case_number in page and "同一路段" in page
    path = f"/desk/cases/{other.case_number}/merge"
    refused = send(
        clerk, path, **{"merge-lead": "other", "merge-number": "2020-0101-000001", "merge-reason": "同一家"}
    )
    assert (
        refused.status_code == 422 and "没有这个编号" in main_text(refused) and "同一家" in main_text(refused)
    )
    assert send(clerk, path, **{"merge-lead": lead.case_number}).status_code == 422
    done = send(clerk, path, **{"merge-lead": lead.case_number, "merge-reason": "同一家工厂"})
    assert done.status_code == 303
    assert other.case_number in main_text(clerk.get(f"/desk/cases/{lead.case_number}"))
    stranger = office.people["elsewhere"].browser
    for name in ("merge", "unmerge"):
        assert stranger.get(f"/desk/cases/{other.case_number}/{name}").status_code == 403
    assert (
        send(clerk, f"/desk/cases/{other.case_number}/unmerge", **{"unmerge-reason": "两家工厂"}).status_code
        == 303
    )
    seen = track.by_code(ctx, other.code)
    assert seen and not seen.together


def test_a_person_looks(ctx: Context, office: Office) -> None:
    coordinator, clerk = office.people["coordinator"].browser, office.people["clerk"].browser
    receipt = submit.submit(ctx, complaint(), "test")
    number = receipt.case_number
    citizen.ask_person(ctx, receipt.code, "应该归城管")
    assert number in main_text(coordinator.get("/desk/complainants"))
    assert number not in main_text(clerk.get("/desk/complainants"))
    assert "请人工核对" in main_text(coordinator.get(f"/desk/cases/{number}"))
    path = f"/desk/cases/{number}/routing"
    assert clerk.get(path).status_code == 403
    assert "应该归城管" in main_text(coordinator.get(path))
    assert send(coordinator, path, **{"look-words": "是工厂，归生态环境"}).status_code == 422
    answer = {"look-outcome": "right", "look-words": "是工厂，归生态环境"}
    assert send(coordinator, path, **answer).status_code == 303
    assert "没有人在等" in main_text(coordinator.get("/desk/complainants"))


def test_failed_notices_are_listed_where_the_case_is(ctx: Context, office: Office) -> None:
    number = submit.submit(ctx, complaint(), "test").case_number
    with ctx.database.writing() as connection:
        while taken := outbox.take(connection, ctx.now(), LEASE, set()):
            outbox.settle(connection, taken, Delivery.REFUSED, ctx.now(), "550")
    clerk, stranger = office.people["clerk"].browser, office.people["elsewhere"].browser
    assert number in main_text(clerk.get("/desk/complainants"))
    assert "550" in main_text(clerk.get("/desk/complainants"))
    assert number not in main_text(stranger.get("/desk/complainants"))
