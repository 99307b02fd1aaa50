"""The complainant is asked about notices where there are any; the desk sees what became of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from citizen import ANSWERS, begin, fill, fill_all, send, solve
from flask import Flask
from inspect_page import InspectingClient, fields, parse, words
from office import Office
from samples import filed
from sqlalchemy import text

from intake.cases.model import Contact, Role
from intake.services.context import Context
from intake.services.notices import deliver
from intake.settings import NoticeSettings
from intake.store.cases import cases
from intake.web.app import create_app
from registry.languages import CHINESE, ENGLISH

CONTACT = {"who": "named", "email": "ming@example.cn"}


@pytest.fixture
def mailing(ctx: Context) -> Context:
    """The context with mail switched on; nobody listens."""
    on = NoticeSettings(mail_url="smtp+plain://127.0.0.1:9", mail_from="no-reply@mingdan.example")
    return replace(ctx, settings=replace(ctx.settings, notices=on))


@pytest.fixture
def asked(mailing: Context) -> InspectingClient:
    """A browser at a site that can send mail."""
    app = create_app(mailing)
    app.test_client_class = InspectingClient
    browser = app.test_client()
    assert isinstance(browser, InspectingClient)
    return browser


def kept(ctx: Context) -> Contact:
    """How the complainant of the newest case wants to be told."""
    with ctx.database.reading() as connection:
        newest = connection.execute(text("SELECT max(id) FROM cases")).scalar_one()
        contact = cases.open_contact(connection, ctx.keys.fields, newest)
    assert contact
    return contact


@pytest.mark.parametrize("wanted", [True, False])
def test_the_choice_is_asked_shown_again_and_kept(
    mailing: Context, asked: InspectingClient, wanted: bool
) -> None:
    fill_all(asked, contact=ANSWERS["/complain/contact"])
    page = parse(asked.get("/complain/contact"))
    assert "有进展时发邮件告诉我" in words(page)
    assert fields(page)["notify"] == "y"  # on unless switched off
    answers = {**fields(page), **CONTACT}
    if not wanted:
        del answers["notify"]
    asked.post("/complain/contact", data=answers)
    assert ("notify" in fields(parse(asked.get("/complain/contact")))) is wanted
    assert send(asked).status_code == 303
    assert kept(mailing).notify is wanted


def test_nothing_is_promised_where_nothing_can_be_sent(ctx: Context, client: InspectingClient) -> None:
    begin(client)
    fill(client, "/complain/what", ANSWERS["/complain/what"])
    page = parse(client.get("/complain/contact"))
    assert "有进展时" not in words(page)
    fill_all(client, contact=CONTACT)
    send(client)
    assert kept(ctx).notify is True


@pytest.mark.parametrize(("tree", "language"), [("", CHINESE), ("/en", ENGLISH)])
def test_the_language_of_the_last_page_is_that_of_the_notices(
    mailing: Context, asked: InspectingClient, tree: str, language: str
) -> None:
    fill_all(asked, contact=CONTACT)
    page = parse(asked.get("/complain/check"))
    sent = asked.post(f"{tree}/complain/check", data={**fields(page), "answer": solve(words(page))})
    assert sent.status_code == 303
    assert kept(mailing).language == language


def test_the_desk_sees_what_was_not_sent(ctx: Context, app: Flask) -> None:
    number = filed(ctx)
    deliver.drain(ctx, deliver.open_post(ctx.settings.notices))
    person = Office(ctx, app).hire("looks-at-notices", Role.CLERK, "410105", "ecology")
    shown = words(parse(person.browser.get(f"/desk/cases/{number}")))
    assert f"您的投诉已登记，编号 {number}" in shown
    assert "没有发送：本站没有开通这种通知" in shown


def test_health_tells_how_long_notices_wait(ctx: Context, client: InspectingClient) -> None:
    """A mail server that is away does not make the service unhealthy."""
    filed(replace(ctx, now=lambda: ctx.now() - timedelta(hours=2)))
    answer = client.get("/readyz")
    assert answer.json and answer.json["status"] == "ok"
    assert 7200 <= answer.json["outbox_lag_seconds"] < 7300
