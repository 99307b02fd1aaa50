"""The whole complaint as a citizen without scripts meets it."""

from __future__ import annotations

import io
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import altcha
import pytest
from citizen import ANSWERS, begin, code_on, fill, fill_all, photo, send, solve
from flask import Flask
from flask.testing import FlaskClient
from inspect_page import InspectingClient, all_of, fields, parse, words

from intake.services.context import Context
from intake.services.filing import drafts
from intake.web.security import FILES_AT_ONCE
from intake.web.words import local_day


def test_from_start_to_answerable_receipt(client: InspectingClient) -> None:
    fill_all(client, evidence={"files": (photo(), "我家门口.jpg")})
    sent = send(client)
    assert (sent.status_code, sent.location) == (303, "/complain/receipt")

    receipt = client.get("/complain/receipt")
    code = code_on(receipt)
    assert len(code) == 20
    assert "中牟" in words(parse(receipt)) and "跟进一件" not in words(parse(receipt))

    kept = client.get("/complain/receipt.txt")
    assert code in kept.get_data(as_text=True).replace(" ", "")
    assert kept.headers["Content-Disposition"].startswith("attachment")

    page = parse(client.get("/track"))
    case = client.post("/track", data={**fields(page, "/track"), "code": " ".join(code)})
    assert "编号" in words(parse(case))
    assert code not in case.get_data(as_text=True)


def test_who_goes_along_chooses_by_the_day_and_is_told_on_the_receipt(
    client: InspectingClient, ctx: Context
) -> None:
    fill_all(client)
    send(client)
    client.post("/complain/receipt", data=fields(parse(client.get("/complain/receipt")), "/complain/receipt"))
    fill_all(client)
    page = parse(client.get("/complain/similar"))
    assert f"{local_day(ctx.now())}反映" in words(page)
    tokens = [each.get("value") for each in all_of(page, "input") if each.get("name") == "follow"]
    assert fill(client, "/complain/similar", {"follow": tokens[0]}).status_code == 303
    send(client)
    for path in ("/complain/receipt", "/complain/receipt.txt"):
        assert "跟进一件正在办理的投诉" in client.get(path).get_data(as_text=True)


def test_a_second_press_shows_the_same_receipt(client: InspectingClient) -> None:
    fill_all(client)
    page = parse(client.get("/complain/check"))
    first = send(client)
    again = client.post("/complain/check", data={**fields(page), "answer": "不对"})
    assert first.location == again.location == "/complain/receipt"
    assert code_on(client.get("/complain/receipt")) == code_on(client.get("/complain/receipt"))
    assert client.get("/complain/what").location == "/complain/receipt"


def test_two_presses_at_once_show_one_receipt(app: Flask, client: InspectingClient) -> None:
    fill_all(client)
    page = parse(client.get("/complain/check"))
    data = {**fields(page), "answer": solve(words(page))}
    cookies = "; ".join(f"{c.key}={c.value}" for c in client._cookies.values())

    def press(_n: int) -> tuple[int, str, str]:
        browser = FlaskClient(app, use_cookies=False)
        sent = browser.post("/complain/check", data=data, headers={"Cookie": cookies})
        return (
            sent.status_code,
            sent.location,
            code_on(browser.get(sent.location, headers={"Cookie": cookies})),
        )

    with ThreadPoolExecutor(4) as pool:
        receipts = set(pool.map(press, range(4)))
    assert len(receipts) == 1
    assert receipts.pop()[:2] == (303, "/complain/receipt")


def test_proof_of_work_opens_the_door_once(client: InspectingClient) -> None:
    fill_all(client)
    challenge = client.get("/complain/challenge").json
    assert challenge is not None
    payload = _solved(challenge)
    data = {**fields(parse(client.get("/complain/check"))), "altcha": payload}
    assert (
        client.post("/complain/check", data={**data, "altcha": payload[:-8] + "AAAAAAA="}).status_code == 422
    )
    assert client.post("/complain/check", data=data).status_code == 303
    fill_all(client)
    data = {**fields(parse(client.get("/complain/check"))), "altcha": payload}
    assert "错误：" in words(parse(client.post("/complain/check", data=data)))


def test_the_receipt_can_be_put_away(client: InspectingClient) -> None:
    fill_all(client)
    send(client)
    page = parse(client.get("/complain/receipt"))
    client.post("/complain/receipt", data=fields(page, "/complain/receipt"))
    assert client.get("/complain/receipt").location == "/complain/"


def test_every_page_shows_what_was_typed_before(client: InspectingClient) -> None:
    fill_all(client)
    for path, answers in ANSWERS.items():
        shown = fields(parse(client.get(path)))
        for name, value in answers.items():
            assert shown.get(name) == value, (path, name)


def test_a_change_from_the_last_page_leads_back_to_it(client: InspectingClient) -> None:
    fill_all(client)
    changed = fill(client, "/complain/when?change=1", {"still": "stopped", "occurred_at": "昨天"})
    assert changed.location == "/complain/check"
    assert "昨天" in words(parse(client.get("/complain/check")))


def test_a_link_from_an_item_is_remembered(client: InspectingClient) -> None:
    begin(client, "?item=ST-001&region=410105")
    assert fill(client, "/complain/what", ANSWERS["/complain/what"]).location == "/complain/matter"
    assert fields(parse(client.get("/complain/matter")))["matter"] == "ST-001"
    fill(client, "/complain/matter", {})
    assert fields(parse(client.get("/complain/where")))["region"] == "410105"


@pytest.mark.parametrize("query", ["?item=XX-999&region=999999", "?item=&region=", "?item=%00&region=%ff"])
def test_a_broken_link_still_starts_a_complaint(client: InspectingClient, query: str) -> None:
    assert begin(client, query).location == "/complain/what"


@pytest.mark.parametrize(
    ("path", "answers", "told"),
    [
        ("what", {"text": ""}, "请写下发生了什么"),
        ("what", {"text": "！！！"}, "请写下发生了什么"),
        ("what", {"text": "！！！！！！"}, "请写下发生了什么"),
        ("what", {"text": "太吵"}, "至少 5 个字"),
        ("what", {"text": "臭" * 5001}, "现在有 5001 个字"),
        ("where", {"address": "", "region": ""}, "请写出地点"),
        ("where", {"address": "火星基地", "region": ""}, "没认出这是哪个县"),
        ("where", {"address": "石家庄市长安区某小区", "region": ""}, "好像在河北省"),
        ("where", {"address": "长" * 201}, "现在有 201 个字"),
        ("when", {}, "请选一项"),
        ("when", {"still": "亘古"}, "请选一项"),
        ("contact", {}, "请选择留下联系方式，或者匿名"),
        ("contact", {"who": "named"}, "请留下电话或者邮箱"),
        ("contact", {"who": "named", "phone": "不告诉你"}, "这个电话好像不完整"),
        ("contact", {"who": "named", "email": "ming@"}, "这个邮箱好像不完整"),
    ],
)
def test_faults_are_told_and_nothing_is_lost(
    client: InspectingClient, path: str, answers: dict[str, str], told: str
) -> None:
    begin(client)
    fill(client, "/complain/what", ANSWERS["/complain/what"])
    refused = fill(client, f"/complain/{path}", answers)
    assert refused.status_code == 422
    page = parse(refused)
    assert told in words(page)
    assert words(all_of(page, "title")[0]).startswith("错误：")
    shown = fields(page)
    for name, value in answers.items():
        if value != "亘古":
            assert shown.get(name, "") == value


def test_an_address_of_many_places_is_asked_about(client: InspectingClient) -> None:
    begin(client)
    fill(client, "/complain/what", {"text": "路边垃圾堆没人管，臭气熏天"})
    asked = fill(client, "/complain/where", {"address": "城关镇", "region": ""})
    assert asked.location == "/complain/place"
    page = parse(client.get("/complain/place"))
    places = [i.get("value") for i in all_of(page, "input") if i.get("type") == "radio"]
    assert len(places) > 1
    assert fill(client, "/complain/place", {"region": places[0]}).location == "/complain/when"
    assert fill(client, "/complain/place", {"region": "410000"}).status_code == 422


@pytest.mark.parametrize(
    ("address", "chosen", "leads_to"),
    [
        ("中牟县官渡镇", "", "/complain/when"),
        ("中牟县官渡镇", "410100", "/complain/when"),
        ("郑州市", "410122", "/complain/when"),
        ("", "410122", "/complain/when"),
        ("村口小卖部旁边", "410122", "/complain/when"),
        ("中牟县官渡镇", "410105", "/complain/place"),
    ],
)
def test_address_and_choice_together(
    client: InspectingClient, address: str, chosen: str, leads_to: str
) -> None:
    begin(client)
    assert fill(client, "/complain/where", {"address": address, "region": chosen}).location == leads_to
    if leads_to == "/complain/when":
        expected = chosen if not address or chosen == "410122" else "410122"
        assert fields(parse(client.get("/complain/where")))["region"] == expected


def test_a_place_named_in_the_story_is_offered(client: InspectingClient) -> None:
    begin(client)
    fill(client, "/complain/what", ANSWERS["/complain/what"])
    page = parse(client.get("/complain/where"))
    assert fields(page)["region"] == "410122"
    assert "郑州市中牟县" in words(page)


def test_each_file_is_judged_alone(client: InspectingClient) -> None:
    begin(client)
    files = [(photo(), "a.jpg"), (io.BytesIO(b"MZ\x90\x00"), "b.jpg"), (io.BytesIO(b""), "c.pdf")]
    page = parse(fill(client, "/complain/evidence", {"files": files}))
    told = words(page)
    assert "b.jpg：" in told
    assert "c.pdf：" in told
    assert "a.jpg：" not in told
    assert "照片1.jpg" in told
    remove = fields(page, "/complain/evidence/remove")
    client.post("/complain/evidence/remove", data=remove)
    assert "照片1.jpg" not in words(parse(client.get("/complain/evidence")))


def test_too_large_an_upload_keeps_the_rest(client: InspectingClient, ctx: Context) -> None:
    begin(client)
    fill(client, "/complain/what", ANSWERS["/complain/what"])
    most = FILES_AT_ONCE * ctx.settings.limits.video_bytes
    answer = client.post(
        "/complain/evidence",
        data=b"x",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(most + 1)},
    )
    assert "太大" in words(parse(answer))
    assert fields(parse(client.get("/complain/what")))["text"] == ANSWERS["/complain/what"]["text"]


def test_anonymous_means_no_contact_is_kept(client: InspectingClient, ctx: Context) -> None:
    begin(client)
    fill(client, "/complain/contact", {"who": "anonymous", "name": "王小明", "phone": "13800001111"})
    cookie = client.get_cookie("mingdan_draft")
    assert cookie is not None
    found = drafts.load(ctx, cookie.value)
    assert found is not None
    assert "王小明" not in str(found.answers)
    assert "13800001111" not in str(found.answers)


def test_a_page_that_grew_too_old_is_shown_again_as_typed(client: InspectingClient) -> None:
    begin(client)
    typed = "河里漂着死鱼，水是黑的"
    for stale in ({}, {"csrf_token": "replayed"}):
        page = parse(client.post("/complain/what", data={"text": typed, **stale}))
        assert "放得太久" in words(page)
        fresh = fields(page)
        assert fresh["text"] == typed
    assert client.post("/complain/what", data=fresh).status_code == 303


def test_without_its_token_nothing_happens(client: InspectingClient) -> None:
    begin(client)
    fill(client, "/complain/what", ANSWERS["/complain/what"])
    for path in ("/complain/clear", "/complain/evidence/remove", "/complain/suggest", "/complain/receipt"):
        assert client.post(path, data={"text": "黑烟"}).status_code == 400
    assert fields(parse(client.get("/complain/what")))["text"] == ANSWERS["/complain/what"]["text"]


def test_a_lost_draft_takes_the_answer_in_a_new_one(client: InspectingClient) -> None:
    begin(client)
    page = fields(parse(client.get("/complain/when")))
    client.delete_cookie("mingdan_draft")
    assert client.post("/complain/when", data={**page, "still": "now"}).status_code == 303
    assert fields(parse(client.get("/complain/when")))["still"] == "now"
    assert client.get("/complain/check").location == "/complain/what?change=1"


def test_clearing_leaves_nothing(client: InspectingClient, ctx: Context) -> None:
    fill_all(client)
    cookie = client.get_cookie("mingdan_draft")
    assert cookie is not None
    page = parse(client.get("/complain/what"))
    client.post("/complain/clear", data=fields(page, "/complain/clear"))
    assert drafts.load(ctx, cookie.value) is None
    assert client.get("/complain/what").location == "/complain/"


def test_what_is_not_environmental_is_told_where_to_go_and_may_be_sent_anyway(
    client: InspectingClient,
) -> None:
    fill_all(client, what={"text": "公司拖欠工资三个月，也不给交社保"})
    assert client.get("/complain/matter").location == "/complain/where"  # no list item to choose from
    page = words(parse(client.get("/complain/check")))
    assert "照样提交" in page
    assert "12345" in page
    assert send(client).location == "/complain/receipt"


def test_what_nobody_decided_names_the_office_that_will(client: InspectingClient) -> None:
    fill_all(client, what={"text": "生态环境局的执法人员收了工厂的钱，故意不管，举报多次没人来"})
    send(client)
    for path in ("/complain/receipt", "/complain/receipt.txt"):
        assert "协调" in client.get(path).get_data(as_text=True)
    told = words(parse(client.get("/complain/receipt")))
    assert "生态环境保护委员会办公室" in told
    assert "转给" not in told


def test_a_wrong_sum_asks_again(client: InspectingClient) -> None:
    fill_all(client)
    page = parse(client.get("/complain/check"))
    answer = client.post("/complain/check", data={**fields(page), "answer": "一百"})
    assert answer.status_code == 422
    assert words(all_of(parse(answer), "title")[0]).startswith("错误：")
    assert send(client).status_code == 303


def test_suggestions_while_typing(client: InspectingClient) -> None:
    begin(client)
    token = fields(parse(client.get("/complain/what")))["csrf_token"]
    headers = {"X-CSRFToken": token}
    found = client.post("/complain/suggest", data={"text": "楼下饭店油烟大"}, headers=headers).json
    assert found is not None
    assert any("油烟" in each["matter"] for each in found["suggestions"])
    nothing = client.post("/complain/suggest", data={"text": " "}, headers=headers).json
    assert nothing == {"suggestions": []}


def _solved(challenge: dict[str, Any]) -> str:
    """What the widget sends for a challenge."""
    task = altcha.Challenge.from_dict(challenge)
    solution = altcha.solve_challenge(task)
    assert solution is not None
    return altcha.Payload(challenge=task, solution=solution).to_base64()


def test_a_megabyte_for_an_address_is_refused_at_once(client: InspectingClient) -> None:
    begin(client)
    begun = time.process_time()
    typed = {"who": "named", "phone": "1" * 200_000, "email": "a@" + "." * 200_000 + "@"}
    refused = fill(client, "/complain/contact", typed)
    assert time.process_time() - begun < 5
    assert "最多 200 个字" in words(parse(refused))
