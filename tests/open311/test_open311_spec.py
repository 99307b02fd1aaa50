"""GeoReport v2 and Service Discovery, resource by resource, in both formats, with every error they name."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from conftest import REPORT, Desk311, desk_over
from flask.testing import FlaskClient
from holding import both_say_the_same, conforms, spark
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import Clock
from werkzeug.test import TestResponse

from intake.services.citizens import track
from intake.store.base import Database
from intake.web.security import limiter
from intake.web.views.open311.documents import Many, as_json, as_xml

QUERY_OF_ALL = {"start_date": "2026-08-31T16:00:00Z", "end_date": "2026-11-25T00:00:00Z"}


def both(desk: Desk311, path: str, **arguments: str) -> Any:
    """The JSON of a resource, held against its XML."""
    return both_say_the_same(desk.get(f"{path}.xml", **arguments), desk.get(f"{path}.json", **arguments))


def test_discovery_leads_to_the_endpoint(desk: Desk311) -> None:
    found = both(desk, "discovery")
    above = FlaskClient(desk.app, TestResponse).get("/open311/discovery.json")
    assert above.get_json() == found
    assert found["endpoints"][0]["url"].endswith("/open311/v2")
    assert found["endpoints"][0]["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert found["endpoints"][0]["type"] == "test"


@pytest.mark.parametrize("jurisdiction", ["", "410000", "410105"])
def test_services_are_the_matters_of_the_lists_in_force(desk: Desk311, jurisdiction: str) -> None:
    found = both(desk, "services", jurisdiction_id=jurisdiction)
    registry, region = desk.ctx.registry, jurisdiction or "410000"
    listed = {each.matter: each for each in registry.responsibilities(region, desk.ctx.today())}
    assert [each["service_code"] for each in found] == [*sorted(listed), "other"]
    for each in found[:-1]:
        item = listed[each["service_code"]].item
        assert each["service_name"] == item.matter
        assert each["group"] == registry.topics[item.topics[0]].name
        assert each["keywords"].split(", ") == list(item.words)
    assert {(each["type"], each["metadata"]) for each in found} == {("realtime", True)}


def test_every_service_has_its_definition(desk: Desk311) -> None:
    for each in desk.get("services.json").get_json()[::40]:
        found = both(desk, f"services/{each['service_code']}", jurisdiction_id="410105")
        assert found["service_code"] == each["service_code"]
        assert [one["order"] for one in found["attributes"]] == [1, 2, 3, 4]
        assert not any(one["required"] for one in found["attributes"])


def test_public_requests_are_the_published_results(desk: Desk311) -> None:
    found = both(desk, "requests", **QUERY_OF_ALL, extensions="true")
    results = {
        number: each
        for number, each in desk.ctx.registry.results.items()
        if each.reported >= "2026-09" and each.published_on <= desk.ctx.today()
    }
    assert {each["service_request_id"] for each in found} == set(results)
    times = [each["requested_datetime"] for each in found]
    assert times == sorted(times, reverse=True)
    for each in found:
        result = results[each["service_request_id"]]
        assert each["description"] == (result.complaint.strip() or None)
        assert each["requested_datetime"] == f"{result.reported}-01T00:00:00+08:00"
        assert each["extended_attributes"]["certificate"]["release"] == result.release
        alone = both(desk, f"requests/{result.id}", extensions="true")
        assert alone == [each]
    numbers = ",".join([*results, "410105-2026-9999"])
    assert both(desk, "requests", service_request_id=numbers, status="open", extensions="true") == found


FILTERS: list[tuple[dict[str, str], Any]] = [
    ({"status": "closed"}, lambda _result: True),
    ({"status": "open,closed"}, lambda _result: True),
    ({"status": "open"}, lambda _result: False),
    ({"service_code": "ST-001,ST-017"}, lambda result: result.item in {"ST-001", "ST-017"}),
    ({"service_code": " ST-001 , "}, lambda result: result.item == "ST-001"),
    ({"jurisdiction_id": "410105"}, lambda result: result.region == "410105"),
    ({"jurisdiction_id": "410100"}, lambda result: result.region.startswith("4101")),
    ({"status": "", "service_code": ""}, lambda _result: True),
]


@pytest.mark.parametrize(("given_", "kept"), FILTERS, ids=[str(each)[:40] for each, _kept in FILTERS])
def test_filters_narrow_what_is_listed(desk: Desk311, given_: dict[str, str], kept: Any) -> None:
    results = desk.ctx.registry.results
    whole = [each["service_request_id"] for each in both(desk, "requests", **QUERY_OF_ALL)]
    found = [each["service_request_id"] for each in both(desk, "requests", **QUERY_OF_ALL, **given_)]
    assert found == [number for number in whole if kept(results[number])]


@pytest.mark.parametrize("size", ["page_size", "per_page"])
def test_pages_make_up_the_whole_once(desk: Desk311, size: str) -> None:
    whole = both(desk, "requests", **QUERY_OF_ALL)
    pages = [both(desk, "requests", **QUERY_OF_ALL, **{size: "7"}, page=str(page)) for page in range(1, 6)]
    assert [each for page in pages for each in page] == whole
    assert [len(page) for page in pages] == [7, 7, 7, 5, 0]


def test_a_window_holds_what_its_times_say(desk: Desk311) -> None:
    """By the month in which it came, or by the day on which it was published."""
    results = desk.ctx.registry.results
    october = {"start_date": "2026-09-30T16:00:00Z", "end_date": "2026-10-30T16:00:00+08:00"}
    found = both(desk, "requests", **october)
    assert {results[each["service_request_id"]].reported for each in found} == {"2026-10"}
    day = min(each.published_on for each in results.values())
    changed = {"updated_after": f"{day}T00:00:00+08:00", "updated_before": f"{day}T00:00:00+08:00"}
    found = both(desk, "requests", **changed)
    assert found
    assert {results[each["service_request_id"]].published_on for each in found} == {day}
    assert (
        both(desk, "requests", updated_after=f"{day}T00:00:01+08:00", updated_before=f"{day}T00:00:02+08:00")
        == []
    )


def test_a_request_is_filed_and_its_receipt_is_that_of_the_stored_case(desk: Desk311) -> None:
    answer = desk.post("requests.xml?extensions=true", **REPORT, lat="34.7830", long="113.6650")
    root = spark(conforms(answer))[0]
    code = root["extended_attributes"]["receipt_code"]
    assert code in root["service_notice"]
    view = track.by_code(desk.ctx, code)
    assert view is not None
    assert view.case_number == root["service_request_id"]
    assert root["extended_attributes"]["certificate"]["item"] == view.certificate.item == "ST-001"
    token = code.replace(" ", "")
    assert both(desk, f"tokens/{token}") == [{"service_request_id": view.case_number, "token": token}]
    told = both(desk, f"requests/{view.case_number}", api_key=desk.key)[0]
    assert (told["status"], told["address"]) == ("open", "河南省郑州市金水区")


# What is sent → the status, and what each error is about.
REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"api_key": ""}, 403, "api_key"),
    ({"api_key": "md_wrong"}, 403, "api_key"),
    ({"service_code": ""}, 400, "service_code"),
    ({"service_code": "ST-999"}, 404, "service_code"),
    ({"service_code": "../etc"}, 404, "service_code"),
    ({"jurisdiction_id": "999999"}, 404, "jurisdiction_id"),
    ({"jurisdiction_id": "city.gov"}, 404, "jurisdiction_id"),
    ({"jurisdiction_id": "410302"}, 400, "address_string"),
    ({"address_string": "北京市朝阳区建国路 1 号"}, 400, "address_string"),
    ({"address_string": ""}, 400, "address_string"),
    ({"address_string": "", "lat": "34.7"}, 400, "lat"),
    ({"address_string": "", "lat": "ninety", "long": "113"}, 400, "lat"),
    ({"lat": "91", "long": "113"}, 400, "lat"),
    ({"lat": "34", "long": "nan"}, 400, "long"),
    ({"lat": "1e1", "long": "1"}, 400, "lat"),
    ({"address_string": "长" * 201}, 400, "address_string"),
    ({"address_id": "110000"}, 400, "address_id"),
    ({"address_id": "410302", "jurisdiction_id": "410105"}, 400, "address_id"),
    ({"description": "长" * 4001}, 400, "description"),
    ({"description": "臭"}, 400, "description"),
    ({"service_code": "other", "description": ""}, 400, "description"),
    ({"first_name": "明", "last_name": "张"}, 400, "phone"),
    ({"phone": "no number"}, 400, "phone"),
    ({"email": "no address"}, 400, "email"),
    ({"attribute[colour]": "red"}, 400, "attribute[colour]"),
    ({"attribute[ongoing]": "perhaps"}, 400, "attribute[ongoing]"),
    ({"attribute[ongoing][]": ["yes", "no"]}, 400, "attribute[ongoing][]"),
    ({"attribute[[": "x"}, 400, "attribute[["),
    ({"attribute[title]": "长" * 101}, 400, "attribute[title]"),
    ({"attribute[occurred_at]": "长" * 101}, 400, "attribute[occurred_at]"),
    ({"attribute[external_id]": "长" * 65}, 400, "attribute[external_id]"),
    ({"media_url": "file:///etc/passwd"}, 400, "media_url"),
    ({"media_url": "javascript:alert(1)"}, 400, "media_url"),
    ({"media_url": "http://a/<b>"}, 400, "media_url"),
    ({"media_url": f"http://{'a' * 300}"}, 400, "media_url"),
    ({"media_url": [f"http://a/{n}" for n in range(4)]}, 400, "media_url"),
]


@pytest.mark.parametrize(("change", "status", "about"), REFUSED, ids=lambda value: str(value)[:40])
def test_every_faulty_request_is_refused_for_its_reason(
    desk: Desk311, change: dict[str, Any], status: int, about: str
) -> None:
    errors = both_say_the_same(
        desk.post("requests.xml", **{**REPORT, **change}), desk.post("requests.json", **{**REPORT, **change})
    )
    assert {error["code"] for error in errors} == {status}
    assert about in " ".join(error["description"] for error in errors)


def test_several_faults_are_several_errors(desk: Desk311) -> None:
    sent = {**REPORT, "attribute[a]": "1", "attribute[b]": "2", "media_url": "ftp://x"}
    assert len(desk.post("requests.json", **sent).get_json()) == 3


ASKED: list[tuple[str, dict[str, str], int]] = [
    ("services", {"jurisdiction_id": "1"}, 404),
    ("services/ST-001", {"jurisdiction_id": "1"}, 404),
    ("services/ST-999", {}, 404),
    ("requests", {"jurisdiction_id": "1"}, 404),
    ("requests", {"api_key": "md_wrong"}, 403),
    ("requests", {"start_date": "2026-11-01"}, 400),
    ("requests", {"start_date": "2026-11-01T00:00:00"}, 400),
    ("requests", {"start_date": "2026-13-01T00:00:00Z"}, 400),
    ("requests", {"end_date": "yesterday"}, 400),
    ("requests", {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-11-01T00:00:00Z"}, 400),
    ("requests", {"start_date": "2026-11-02T00:00:00Z", "end_date": "2026-11-01T00:00:00Z"}, 400),
    ("requests", {"updated_after": "2026-01-01T00:00:00Z", "updated_before": "2026-11-01T00:00:00Z"}, 400),
    ("requests", {"status": "fixed"}, 400),
    ("requests", {"page": "0"}, 400),
    ("requests", {"page": "-1"}, 400),
    ("requests", {"page": "101"}, 400),
    ("requests", {"page_size": "1001"}, 400),
    ("requests", {"per_page": "many"}, 400),
    ("requests", {"service_request_id": ",".join(str(n) for n in range(201))}, 400),
    ("requests/2026-1123-999999", {}, 404),
    ("requests/410105-2026-9999", {}, 404),
    ("requests/x", {"jurisdiction_id": "1"}, 404),
    ("tokens/1", {}, 400),
    ("tokens/00000000000000000000", {}, 404),
    ("tokens/00000000000000000000", {"jurisdiction_id": "1"}, 404),
    ("servicerequestupdates", {"start_date": "x"}, 400),
    ("servicerequestupdates", {"api_key": "md_wrong"}, 403),
    ("nothing", {}, 404),
    ("services/a/b", {}, 404),
]


@pytest.mark.parametrize(("path", "arguments", "status"), ASKED, ids=lambda value: str(value)[:50])
def test_every_faulty_question_is_answered_by_the_errors_document(
    desk: Desk311, path: str, arguments: dict[str, str], status: int
) -> None:
    assert {error["code"] for error in both(desk, path, **arguments)} == {status}


@pytest.mark.parametrize(
    ("method", "path", "kind", "status"),
    [
        ("GET", "/open311/v2/services.html", None, 400),
        ("GET", "/open311/v2/services", None, 404),
        ("GET", "/open311/", None, 404),
        ("PUT", "/open311/v2/requests.xml", None, 400),
        ("DELETE", "/open311/v2/requests/1.xml", None, 400),
        ("POST", "/open311/v2/services.xml", None, 400),
        ("POST", "/open311/v2/requests.xml", "application/json", 400),
        ("POST", "/open311/v2/requests.xml", "text/plain", 400),
    ],
)
def test_other_methods_formats_and_addresses(
    desk: Desk311, method: str, path: str, kind: str | None, status: int
) -> None:
    headers = {"X-Api-Key": desk.key}
    client = FlaskClient(desk.app, TestResponse)
    answer = client.open(path, method=method, content_type=kind, data=b"{}", headers=headers)
    assert answer.status_code == status
    assert conforms(answer).findtext("error/code") == str(status)


def test_a_form_too_large_and_a_file_are_refused(desk: Desk311) -> None:
    sent = {**REPORT, "api_key": desk.key, "account_id": "x" * 200_000}
    client = FlaskClient(desk.app, TestResponse)
    assert client.post("/open311/v2/requests.xml", data=sent).status_code == 400
    with_file = {**REPORT, "api_key": desk.key, "media": (BytesIO(b"x"), "a.jpg")}
    answer = client.post("/open311/v2/requests.xml", data=with_file)
    assert (answer.status_code, "media_url" in answer.text) == (400, True)


def test_each_budget_ends_in_429(desk: Desk311) -> None:
    limiter.enabled = True
    try:
        statuses = [desk.get("tokens/1.json").status_code for _n in range(121)]
        last = desk.get("tokens/1.xml")
    finally:
        limiter.enabled = False
        limiter.reset()
    assert (statuses[:120], statuses[120]) == ([400] * 120, 429)
    assert conforms(last).findtext("error/code") == "429"


def test_a_database_that_is_away_is_told_in_the_errors_document(desk: Desk311, tmp_path: Path) -> None:
    away = Database(f"sqlite:///{tmp_path / 'nothing.sqlite3'}")
    without = desk_over(replace(desk.ctx, database=away), key=desk.key)
    # without a key too: nobody can say then what was withdrawn
    asked = (without.get("requests.xml", api_key=desk.key), without.get("requests.xml"))
    for answer in (without.post("requests.xml", **REPORT), *asked):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert conforms(answer).findtext("error/code") == "503"
    assert without.get("services.xml").status_code == 200  # what is asked of no database
    away.close()


def test_lists_end_at_ninety_days_and_a_thousand(desk: Desk311, clock311: Clock) -> None:
    """Without dates the latest 90 days: what came before is there when it is asked for."""
    number = desk.filed(description="将来再看的一件事。")
    clock311.forward(days=91)
    try:
        assert number not in desk.get("requests.json", api_key=desk.key).text
        early = {"start_date": "2026-11-01T00:00:00Z", "api_key": desk.key}
        assert number in desk.get("requests.json", **early).text
    finally:
        clock311.forward(days=-91)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
nodes: Any = st.recursive(
    texts | st.booleans() | st.integers(0, 999),
    lambda inner: (
        st.dictionaries(st.sampled_from("abcd"), inner, min_size=1)
        | st.lists(inner, max_size=3).map(lambda items: Many("each", items))
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(nodes)
def test_any_document_is_wellformed_in_both_formats(node: Any) -> None:
    root = ET.fromstring(as_xml("root", node))
    assert root.tag == "root"
    json.loads(as_json(node))


@given(fields=st.dictionaries(st.sampled_from([*REPORT, "lat", "long", "phone", "attribute[title]"]), texts))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_is_filed_or_refused_by_the_book(desk: Desk311, fields: dict[str, str]) -> None:
    answer = desk.post("requests.xml", **{**REPORT, **fields})
    assert answer.status_code in (200, 400, 404)
    conforms(answer)


@given(
    path=texts,
    query=st.dictionaries(st.sampled_from(["start_date", "page", "status", "jurisdiction_id"]), texts),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_is_answered_by_the_book(desk: Desk311, path: str, query: dict[str, str]) -> None:
    for address in (f"requests/{path}.xml", "requests.xml", f"tokens/{path}.xml", f"services/{path}.xml"):
        answer = desk.get(address.replace("?", "").replace("#", ""), **query)
        assert answer.status_code in (200, 308, 400, 404), address
