"""What the API tells anybody: who is responsible, the search, its own description."""

from __future__ import annotations

import re

import pytest
from contract import ContractClient, client_of
from flask import Flask
from limits_on import limits_on
from openapi_spec_validator import validate

from intake.cases.routing import RULES
from intake.cases.states import State
from intake.services.context import Context
from intake.services.search.kinds import FIELDS, KINDS, STATES
from intake.web.openapi import document

COMPLAINTS = "/api/v1/complaints"


@pytest.fixture(scope="module")
def api(app: Flask) -> ContractClient:
    """A client without a key."""
    return client_of(app)


def test_the_description_is_valid_and_names_what_the_code_knows() -> None:
    validate(document())
    schemas = document()["components"]["schemas"]
    assert schemas["Certificate"]["properties"]["rule"]["enum"] == list(RULES)
    assert schemas["Progress"]["properties"]["state"]["enum"] == [state.value for state in State]
    assert schemas["Kind"]["enum"] == list(KINDS)
    assert schemas["PublishedState"]["enum"] == list(STATES)
    assert set(schemas["SearchResults"]["properties"]["facets"]["properties"]) == set(FIELDS) - {"date"}


def test_the_description_lists_every_address_of_the_api(app: Flask) -> None:
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1")), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(path, method) for path, methods in document()["paths"].items() for method in methods}
    assert served == described


def test_the_page_for_people_tells_every_address(app: Flask) -> None:
    page = app.test_client().get("/api/").get_data(as_text=True)
    assert all(f"/api/v1{path}" in page for path in document()["paths"])


WHO: list[tuple[str, int, set[str]]] = [
    ("matter=ST-001&region=410105", 200, set()),
    ("matter=ST-001&region=410105&date=2026-11-01", 200, set()),
    ("matter=ST-001&region=410105&date=2001-01-01", 404, set()),
    ("matter=XX-999&region=410105", 404, set()),
    ("matter=ST-001&region=1", 422, {"region"}),
    ("region=410105", 422, {"matter"}),
    ("", 422, {"matter", "region"}),
    ("matter=ST-001&region=410105&date=tomorrow", 422, {"date"}),
    ("matter=ST-001&region=410105&day=2026-11-01", 422, {"day"}),
]


@pytest.mark.parametrize(("query", "status", "faulty"), WHO)
def test_who_is_responsible(query: str, status: int, faulty: set[str], api: ContractClient) -> None:
    answer = api.get(f"/api/v1/who?{query}")
    assert answer.status_code == status
    assert set(answer.get_json().get("fields", {})) == faulty


def test_who_gives_the_answer_of_the_registry(api: ContractClient, ctx: Context) -> None:
    told = api.get("/api/v1/who?matter=ST-001&region=410105").get_json()
    known = ctx.registry.who("ST-001", "410105", ctx.today())
    assert known is not None
    assert (told["organ"], told["release"]) == (known.organ.name, known.release.key)
    assert told["demonstration"] is True


SEARCHES: list[tuple[str, int]] = [
    ("q=油烟", 200),
    ("q=饭店冒烟&region=410105&kind=item&sort=best&after=best-20", 200),
    ("q=油烟&topic=smell&state=in_force&date=2026-09", 200),
    ("q=油烟 部门:火星", 200),
    ("q=油烟&sort=newest&after=newest-5569254165838424960", 200),
    ("q=油烟&department=ecology", 200),
    ("q=%00%ff%22%29*%28AND+OR", 200),
    ("q=zzzzzz", 200),
    ("q=", 422),
    ("", 422),
    ("q=" + "长" * 101, 422),
    ("q=油烟&region=1", 422),
    ("q=油烟&department=nobody", 422),
    ("q=油烟&kind=case", 422),
    ("q=油烟&topic=fire", 422),
    ("q=油烟&state=open", 422),
    ("q=油烟&date=yesterday", 422),
    ("q=油烟&page=2", 422),
    ("q=油烟&sort=date", 422),
    ("q=油烟&after=best--1", 422),
    ("q=油烟&sort=newest&after=best-20", 422),
]


@pytest.mark.parametrize(("query", "status"), SEARCHES)
def test_search(query: str, status: int, api: ContractClient) -> None:
    assert api.get(f"/api/v1/search?{query}").status_code == status


def test_search_finds_the_official_matter_for_everyday_words(api: ContractClient) -> None:
    found = api.get("/api/v1/search?q=饭店冒烟&region=410105&kind=item").get_json()
    assert any("油烟" in each["title"] for each in found["results"][:3])
    assert all("<" not in each["summary"] for each in found["results"])


def test_search_pages_hang_together(api: ContractClient) -> None:
    """What is told of all is told on every page; each hit comes once."""
    seen, after, total = [], "", 0
    while True:
        answer = api.get(f"/api/v1/search?q=污染&sort=newest&after={after}")
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        page = answer.get_json()
        seen += [each["id"] for each in page["results"]]
        total, after = page["total"], page["next"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == total > 40


def test_a_part_of_a_search_that_means_nothing_is_named(api: ContractClient) -> None:
    told = api.get("/api/v1/search?q=油烟 部门:火星 类别:事项").get_json()
    assert told["not_understood"] == ["部门:火星"]
    assert {each["kind"] for each in told["results"]} == {"item"}
    assert "kind" not in told["facets"] and told["facets"]["department"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/v1/nothing", 404), ("DELETE", COMPLAINTS, 405), ("POST", "/api/v1/who", 405)],
)
def test_what_is_not_there_is_said_in_the_same_shape(
    method: str, path: str, status: int, api: ContractClient
) -> None:
    assert api.open(path, method=method).status_code == status


def test_too_many_questions_are_told_to_wait(api: ContractClient) -> None:
    with limits_on(api.application):
        answers = [api.get("/api/v1/complaints/1").status_code for _time in range(130)]
    assert answers[0] == 404 and answers[-1] == 429
