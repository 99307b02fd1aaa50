"""Tracking, search and "who answers here", as pages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from citizen import code_on, fill_all, send
from flask import Response
from inspect_page import InspectingClient, all_of, fields, parse, words
from limits_on import limits_on

from intake.cases.receipt import check_digit
from intake.services.context import Context
from intake.services.search.vocabulary import analyzer_for
from intake.web.app import create_app
from search import open_backend


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


def test_an_item_is_found_by_the_number_on_a_receipt(client: InspectingClient) -> None:
    assert hits(parse(client.get("/search?q=cg-001")))[0] == "/items/CG-001/"


def test_punctuation_alone_asks_for_nothing(client: InspectingClient) -> None:
    assert not hits(parse(client.get("/search?q=，。！？*")))


def test_what_is_mistaken_for_a_matter_does_not_read_as_part_of_it(client: InspectingClient) -> None:
    assert "容易弄混：" in words(parse(client.get("/search?q=歌厅")))


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
    ["", "?q=", "?q=%00%ff", "?q=" + "臭" * 3000, "?after=abc&q=水", "?after=best--1&q=水",
     "?after=newest-99999999999999999999&sort=newest&q=水", "?sort=worst&q=水", "?q=" + "部门:水利 " * 90,
     "?region=x&department=y&kind=z&q=水", "?region=" + "410105," * 300, "?date=>2026-10-01&state=属实",
     "?q=%22水%22 -污染 AND OR NOT ((", "?q=*:*&q=x"],
)  # fmt: skip
def test_any_query_is_answered(client: InspectingClient, query: str) -> None:
    assert client.get(f"/search{query}").status_code == 200


def links(page: ET.Element) -> dict[str, str]:
    """Where links lead, by their words."""
    return {words(a): a.get("href") or "" for a in all_of(page, "a")}


def hits(page: ET.Element) -> list[str]:
    return [a.get("href") or "" for h3 in all_of(page, "h3") for a in all_of(h3, "a")]


def count(page: ET.Element) -> int:
    """The number that the heading of the hits tells."""
    told = next(words(h2) for h2 in all_of(page, "h2") if h2.get("id") == "found")
    return int("".join(filter(str.isdecimal, told)) or 0)


@pytest.mark.parametrize("sort", ["best", "newest"])
def test_page_after_page_shows_every_hit_once_and_keeps_the_filters(
    client: InspectingClient, sort: str
) -> None:
    seen: list[str] = []
    address: str | None = f"/search?q=污染 类别:事项&sort={sort}"
    while address:
        page = parse(client.get(address))
        seen += hits(page)
        address = next((a.get("href") for a in all_of(page, "a") if a.get("rel") == "next"), None)
        assert address is None or "kind=item" in address
    assert len(seen) == len(set(seen)) == count(page) > 40
    assert links(page)["回到第一页"]


def test_a_typed_field_narrows_and_its_chip_takes_it_away(client: InspectingClient) -> None:
    page = parse(client.get("/search?q=噪声 部门:公安 领域:噪声"))
    assert (
        next(i.get("value") for i in all_of(page, "input") if i.get("name") == "q")
        == "噪声 部门:公安 领域:噪声"
    )
    fewer = links(page)["去掉部门：公安 ×"]
    assert fewer == "/search?" + urlencode({"q": "噪声", "topic": "noise"})
    assert 0 < count(page) < count(parse(client.get(fewer)))


def test_what_a_facet_promises_is_found_behind_it(client: InspectingClient) -> None:
    page = parse(client.get("/search?q=垃圾"))
    promised = [link for nav in all_of(page, "nav") for link in all_of(nav, "a") if all_of(link, "small")]
    assert len(promised) > 8
    for link in promised:
        number = int("".join(filter(str.isdecimal, words(all_of(link, "small")[0]))))
        assert count(parse(client.get(link.get("href") or ""))) == number, words(link)


def test_what_is_not_understood_is_told_and_stays(client: InspectingClient) -> None:
    page = parse(client.get("/search?q=油烟 部门:火星 区域:郑州&region=月球"))
    told = words(page)
    assert "没有看懂“部门:火星”“地区:月球”" in told
    assert "“区域”不是这里认得的名称" in told
    assert hits(page) and "订阅这个查询" not in told
    kept = parse(client.get(links(page)["这个查询的固定网址"]))
    assert "没有看懂“部门:火星”“地区:月球”" in words(kept)
    assert hits(kept) == hits(page)


def test_trying_other_words_keeps_what_was_chosen(client: InspectingClient) -> None:
    page = parse(client.get("/search?q=污染&region=金水区&department=water,ecology&topic=water&sort=newest"))
    [form] = [each for each in all_of(page, "form") if each.get("role") == "search"]
    kept = {i.get("name"): i.get("value") for i in all_of(form, "input") if i.get("type") == "hidden"}
    assert kept == {"topic": "water", "sort": "newest"}
    chosen = {
        box.get("name"): [o.get("value") for o in all_of(box, "option") if "selected" in o.attrib]
        for box in all_of(form, "select")
    }
    assert chosen == {"region": ["410105"], "department": ["water,ecology"], "kind": []}


def test_a_slip_is_told_and_what_was_meant_is_found(client: InspectingClient) -> None:
    page = parse(client.get("/search?q=餐饮油咽"))
    assert "您要找的是不是“餐饮油烟”" in words(page)
    assert hits(page)[0] == "/items/CG-001/"


def test_without_words_the_newest_come_first(client: InspectingClient) -> None:
    page = parse(client.get("/search?kind=result&sort=best"))
    days = [[int(part) for part in day] for day in re.findall(r"2026年(\d+)月(\d+)日公布", words(page))]
    assert days == sorted(days, reverse=True) and len(set(map(tuple, days))) > 5
    assert "排序" not in words(page)


def test_while_there_is_no_index_the_page_says_so(ctx: Context, tmp_path: Path) -> None:
    empty = replace(ctx, index=open_backend(f"whoosh://{tmp_path}/none", analyzer_for(ctx.registry)))
    client = InspectingClient(create_app(empty), Response)
    answer = client.get("/search?q=水")
    assert answer.status_code == 503 and "搜索正在准备" in words(parse(answer))
    assert client.get("/search.atom?q=水").status_code == 503
    assert client.get("/api/v1/search?q=水").status_code == 503


def test_who_answers_here_and_by_what(client: InspectingClient) -> None:
    told = words(parse(client.get("/who?matter=ST-001&region=410105")))
    assert "金水" in told
    assert "《生态环境法典》" in told
    page = parse(client.get("/who?matter=ST-001&region=410105"))
    assert "/complain/?item=ST-001&region=410105" in {a.get("href") for a in all_of(page, "a")}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?matter=ST-001", 200),
        ("?matter=ST-001&region=999999", 200),
        ("?matter=XX-1", 404),
        ("", 200),
        ("?matter=ST-001&region=410105&on=soon", 422),
    ],
)
def test_who_with_half_a_question(client: InspectingClient, query: str, status: int) -> None:
    assert client.get(f"/who{query}").status_code == status


def test_searching_without_end_is_told_to_wait(client: InspectingClient) -> None:
    with limits_on(client.application):
        answers = [client.get(path).status_code for _round in range(160) for path in ("/search", "/who")]
    assert answers[0] == 200 and answers[-1] == 429
