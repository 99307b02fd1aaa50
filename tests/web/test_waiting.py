"""What a citizen and another system see of a complaint that waits to become a case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from citizen import code_on, fill_all, send
from contract import client_of
from flask import Flask
from inspect_page import InspectingClient, fields, parse, words

from intake.services.context import Context
from intake.services.filing import carry
from intake.services.partners import managing
from intake.web.app import create_app
from intake.web.security import limiter


@pytest.fixture(scope="module")
def app(ctx: Context) -> Flask:
    """As in a crowd that does not end."""
    casework = replace(ctx.settings.casework, filing_queue="always")
    application = create_app(replace(ctx, settings=replace(ctx.settings, casework=casework)))
    application.test_client_class = InspectingClient
    limiter.enabled = False
    return application


def test_the_receipt_says_that_it_is_being_passed_on_and_the_code_finds_a_case(
    client: InspectingClient,
) -> None:
    fill_all(client)
    send(client)
    receipt = client.get("/complain/receipt")
    assert "正在转交承办单位" in words(parse(receipt)) and "中牟" not in words(parse(receipt))
    assert "正在转交承办单位" in client.get("/complain/receipt.txt").get_data(as_text=True)
    page = parse(client.get("/track"))
    case = client.post("/track", data={**fields(page, "/track"), "code": code_on(receipt)})
    assert "中牟" in words(parse(case))
    assert "中牟" in words(parse(client.get("/complain/receipt")))


def test_one_that_cannot_be_passed_on_now_was_received_all_the_same(
    client: InspectingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_all(client)
    send(client)
    code = code_on(client.get("/complain/receipt"))
    monkeypatch.setattr(carry, "_ready", lambda _ctx, _kept: None)
    page = parse(client.get("/track"))
    told = client.post("/track", data={**fields(page, "/track"), "code": code})
    assert told.status_code == 503
    assert "投诉已经收到" in words(parse(told)) and "不用重新提交" in words(parse(told))


def test_a_system_gets_its_receipt_without_the_routing_and_with_it_later(app: Flask, ctx: Context) -> None:
    key, api = managing.add_apikey(ctx, "市民热线"), client_of(app)
    named = {"Authorization": f"Bearer {key}", "Idempotency-Key": "waiting-1"}
    said = {"text": "金水区花园路一家饭店的油烟直排到楼上。", "region": "410105"}
    first = api.post("/api/v1/complaints", json=said, headers=named)
    assert (first.status_code, first.get_json()["certificate"]) == (201, None)
    code = first.get_json()["receipt_code"]
    found = api.get("/api/v1/complaints/lookup", headers={"X-Receipt-Code": code})
    assert found.get_json()["case_number"] == first.get_json()["case_number"]
    again = api.post("/api/v1/complaints", json=said, headers=named).get_json()
    assert again["receipt_code"] == code and again["certificate"]["region"] == "410105"
