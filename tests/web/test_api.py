"""Filing and following complaints through the API; each answer is held to the published description."""

from __future__ import annotations

import json
from typing import Any

import pytest
from contract import ContractClient, client_of
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from intake.services.citizens import track
from intake.services.context import Context
from intake.services.partners import managing
from intake.web.openapi import document

COMPLAINTS = "/api/v1/complaints"
GOOD: dict[str, Any] = {
    "text": "金水区花园路一家饭店的油烟直排到楼上。",
    "region": "410105",
    "address": "花园路 100 号",
    "occurred_at": "2026-01-03",
}
CONTACT = {"name": "申某", "phone": "0371-55556666", "email": "shen@example.cn"}


@pytest.fixture(scope="module")
def key(ctx: Context) -> str:
    """The key of another system."""
    return managing.add_apikey(ctx, "市民热线")


@pytest.fixture(scope="module")
def api(app: Flask) -> ContractClient:
    """A client without a key."""
    return client_of(app)


def file(api: ContractClient, key: str, body: Any, **headers: str) -> TestResponse:
    """Send a body with a key."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return api.post(COMPLAINTS, json=body, headers={"Authorization": f"Bearer {key}", **named})


@pytest.mark.parametrize("header", ["Authorization", "X-API-Key"])
def test_a_complaint_is_filed_and_followed(header: str, api: ContractClient, key: str) -> None:
    value = f"Bearer {key}" if header == "Authorization" else key
    filed = api.post(COMPLAINTS, json=GOOD, headers={header: value})
    assert filed.status_code == 201
    receipt = filed.get_json()
    assert receipt["certificate"]["region"] == "410105"
    code = receipt["receipt_code"]
    in_header = api.get(f"{COMPLAINTS}/lookup", headers={"X-Receipt-Code": code})
    in_address = api.get(f"{COMPLAINTS}/{code.replace(' ', '')}")
    assert in_header.status_code == in_address.status_code == 200
    assert in_header.get_json() == in_address.get_json()
    assert in_header.get_json()["case_number"] == receipt["case_number"]


def test_a_contact_is_kept_and_never_told_again(api: ContractClient, key: str) -> None:
    filed = file(api, key, {**GOOD, "anonymous": False, "contact": CONTACT}).get_json()
    progress = api.get(f"{COMPLAINTS}/lookup", headers={"X-Receipt-Code": filed["receipt_code"]})
    assert not any(value in filed.__str__() + progress.text for value in CONTACT.values())


def test_the_same_idempotency_key_files_once(api: ContractClient, key: str, ctx: Context) -> None:
    first = file(api, key, GOOD, Idempotency_Key="order-0001")
    again = file(api, key, GOOD, Idempotency_Key="order-0001")
    assert first.get_json() == again.get_json()
    changed = file(api, key, {**GOOD, "text": "同一个键，另一件事情。"}, Idempotency_Key="order-0001")
    assert changed.status_code == 409
    other = managing.add_apikey(ctx, "另一个系统")
    assert file(api, other, GOOD, Idempotency_Key="order-0001").get_json() != first.get_json()
    for wrong in ("short", "with space in it", "x" * 201):
        refused = file(api, key, GOOD, Idempotency_Key=wrong)
        assert refused.status_code == 422
        assert list(refused.get_json()["fields"]) == ["Idempotency-Key"]


BAD_FIELDS: list[tuple[dict[str, Any], set[str]]] = [
    ({"text": None}, {"text"}),
    ({"text": ""}, {"text"}),
    ({"text": "\u0000\u0001 \ud800"}, {"text"}),
    ({"text": 5, "title": [], "anonymous": "yes"}, {"text", "title", "anonymous"}),
    ({"text": "长" * 5001}, {"text"}),
    ({"title": "长" * 101}, {"title"}),
    ({"region": "999999"}, {"region"}),
    ({"item": "ST-999"}, {"item"}),
    ({"address": "长" * 201}, {"address"}),
    ({"occurred_at": "yesterday"}, {"occurred_at"}),
    ({"occurred_at": "2026-02-30"}, {"occurred_at"}),
    ({"occurred_at": "20260101"}, {"occurred_at"}),
    ({"occurred_at": "2999-01-01"}, {"occurred_at"}),
    ({"anonymous": False}, {"contact"}),
    ({"anonymous": True, "contact": CONTACT}, {"contact"}),
    ({"contact": "13800000000"}, {"contact"}),
    ({"contact": {"name": "申某"}}, {"contact.phone"}),
    ({"contact": {"phone": "no number", "email": "no address"}}, {"contact.phone", "contact.email"}),
    ({"contact": {"phone": 13800000000}}, {"contact.phone"}),
    ({"contact": {"wechat": "x", "phone": "0371-55556666"}}, {"contact.wechat"}),
    ({"txet": "a slip of the pen"}, {"txet"}),
]


@pytest.mark.parametrize(("change", "faulty"), BAD_FIELDS, ids=lambda value: str(sorted(value))[:40])
def test_every_faulty_field_is_named(
    change: dict[str, Any], faulty: set[str], api: ContractClient, key: str
) -> None:
    refused = file(api, key, {**GOOD, **change})
    assert refused.status_code == 422
    assert set(refused.get_json()["fields"]) == faulty


BAD_REQUESTS: list[tuple[bytes, str, int]] = [
    (b"", "application/json", 400),
    (b"{", "application/json", 400),
    (b"[]", "application/json", 400),
    (b'"text"', "application/json", 400),
    (b"\xff\xfe{}", "application/json", 400),
    (b"[" * 100_000, "application/json", 400),
    (b'{"text": ' + b"9" * 5000 + b"}", "application/json", 400),
    (b'{"text": "' + b"x" * 200_000 + b'"}', "application/json", 413),
    (b'{"text": "' + b"x" * 2_000_000 + b'"}', "application/json", 413),
    (b"text=hello", "application/x-www-form-urlencoded", 415),
    (b"<text/>", "application/xml", 415),
    (b"{}", "", 415),
]


@pytest.mark.parametrize(("body", "kind", "status"), BAD_REQUESTS, ids=lambda value: str(value)[:24])
def test_what_is_no_json_object_is_refused(
    body: bytes, kind: str, status: int, api: ContractClient, key: str
) -> None:
    sent = api.post(COMPLAINTS, data=body, content_type=kind or None, headers={"X-API-Key": key})
    assert sent.status_code == status


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer "}, {"Authorization": "Bearer md_wrong"}, {"Authorization": "Basic eA=="}]
    + [{"X-API-Key": value} for value in ("", "md_wrong", "x" * 5000, "\xff")],
)
def test_filing_needs_a_key(headers: dict[str, str], api: ContractClient) -> None:
    assert api.post(COMPLAINTS, json=GOOD, headers=headers).status_code == 401


@pytest.mark.parametrize("code", ["1", "1" * 20, "0000 0000 0000 0000 0000", "查询码", "%00", "9" * 3000])
def test_a_code_nobody_was_given_finds_nothing(code: str, api: ContractClient) -> None:
    assert api.get(f"{COMPLAINTS}/{code}").status_code == 404
    if code.isascii():
        assert api.get(f"{COMPLAINTS}/lookup", headers={"X-Receipt-Code": code}).status_code == 404


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(list(document()["components"]["schemas"]["NewComplaint"]["properties"]))
TYPED = st.one_of(JSON, st.text(min_size=5), st.just("2026-01-01"), st.just({"phone": "0371-55556666"}))
BODIES = st.one_of(
    JSON,
    st.dictionaries(FIELDS, TYPED),
    st.dictionaries(FIELDS, TYPED).map(lambda changes: {**GOOD, **changes}),
)


@given(body=BODIES)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_body_ever_breaks_it_and_no_receipt_is_empty(
    body: Any, api: ContractClient, key: str, ctx: Context
) -> None:
    sent = api.post(
        COMPLAINTS, data=json.dumps(body), content_type="application/json", headers={"X-API-Key": key}
    )
    assert sent.status_code in (201, 400, 422)
    if sent.status_code == 201:
        assert track.by_code(ctx, sent.get_json()["receipt_code"]) is not None


@given(body=st.binary(max_size=300))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_ever_break_it(body: bytes, api: ContractClient, key: str) -> None:
    sent = api.post(COMPLAINTS, data=body, content_type="application/json", headers={"X-API-Key": key})
    assert sent.status_code in (400, 422)
