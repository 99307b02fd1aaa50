"""Tracking, search and "who answers here", as pages."""

from __future__ import annotations

import pytest
from citizen import code_on, fill_all, send
from inspect_page import InspectingClient, all_of, fields, parse, words

from intake.cases.receipt import check_digit
from intake.web.security import limiter


def _ask(client: InspectingClient, code: str) -> str:
    page = parse(client.get("/track"))
    return words(parse(client.post("/track", data={**fields(page, "/track"), "code": code})))


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "请输入回执上的 20 位查询码"),
        ("1234", "您输入了 4 位"),
        ("12345678901234567890", "有数字输错了"),
        ("1" * 19 + check_digit("1" * 19), "没有查到这个查询码"),
        ("１２３４", "您输入了 4 位"),
        ("abc", "查询码"),
    ],
)
def test_a_code_that_opens_nothing(client: InspectingClient, code: str, told: str) -> None:
    assert told in _ask(client, code)


def test_a_code_opens_its_case_however_it_is_spaced(client: InspectingClient) -> None:
    fill_all(client)
    send(client)
    code = code_on(client.get("/complain/receipt"))
    spaced = " ".join(code[i : i + 4] for i in range(0, 20, 4))
    for way in (code, spaced, spaced.replace(" ", "-"), f"　{spaced}　"):
        told = _ask(client, way)
        assert "办到哪一步了" in told
        assert "转办依据" in told


def test_everyday_words_find_the_official_item(client: InspectingClient) -> None:
    page = parse(client.get("/search?q=饭店冒烟"))
    first = all_of(page, "ol")
    assert "餐饮油烟" in words(page)
    assert all_of(page, "mark"), "hits are highlighted"
    assert first


def test_a_region_names_the_organ_on_the_hit(client: InspectingClient) -> None:
    assert "金水区" in words(parse(client.get("/search?q=油烟&region=410105&kind=item")))
    assert "负责" in words(parse(client.get("/search?q=油烟&region=410105&kind=item")))


def test_no_result_says_what_to_do(client: InspectingClient) -> None:
    page = parse(client.get("/search?q=qqqqzzzzxxxx"))
    told = words(page)
    assert "没有找到" in told
    assert "12345" in told
    links = {a.get("href") for a in all_of(page, "a")}
    assert {"/complain/", "/topics/"} <= links


@pytest.mark.parametrize(
    "query",
    ["", "?q=", "?q=%00%ff", "?q=" + "臭" * 3000, "?page=abc&q=水", "?page=-1&q=水", "?page=99999999999&q=水",
     "?region=x&department=y&kind=z&q=水", "?q=%22水%22 -污染 AND OR NOT ((", "?q=*:*&q=x"],
)  # fmt: skip
def test_any_query_is_answered(client: InspectingClient, query: str) -> None:
    assert client.get(f"/search{query}").status_code == 200


def test_pages_of_results_lead_on_and_keep_the_filters(client: InspectingClient) -> None:
    page = parse(client.get("/search?q=污染&kind=item"))
    following = [a.get("href") or "" for a in all_of(page, "a") if a.get("rel") == "next"]
    assert following
    second = client.get(following[0])
    assert "第 2 页" in words(parse(second))
    assert "kind=item" in following[0]


def test_who_answers_here_and_by_what(client: InspectingClient) -> None:
    told = words(parse(client.get("/who?matter=ST-001&region=410105")))
    assert "金水" in told
    assert "《生态环境法典》" in told
    page = parse(client.get("/who?matter=ST-001&region=410105"))
    assert "/complain/?item=ST-001&region=410105" in {a.get("href") for a in all_of(page, "a")}


@pytest.mark.parametrize(
    ("query", "status"),
    [("?matter=ST-001", 200), ("?matter=ST-001&region=999999", 200), ("?matter=XX-1", 404), ("", 404)],
)
def test_who_with_half_a_question(client: InspectingClient, query: str, status: int) -> None:
    assert client.get(f"/who{query}").status_code == status


def test_searching_without_end_is_told_to_wait(client: InspectingClient) -> None:
    limiter.enabled = True
    try:
        answers = [client.get(path).status_code for _round in range(160) for path in ("/search", "/who")]
    finally:
        limiter.reset()
        limiter.enabled = False
    assert answers[0] == 200 and answers[-1] == 429
