"""Who answered on a day, what changed between two releases or two days: pages and data for everybody."""

from __future__ import annotations

import pytest
from citizen import begin, fill
from inspect_page import InspectingClient, all_of, parse, words

from intake.services.context import Context

MOVED = "from=410000/urban-management/2026-03-01&to=410000/urban-management/2026-09-01"


@pytest.mark.parametrize(
    ("on", "said", "never"),
    [
        ("2026-08-14", "市公安局", "城市管理局"),  # the old release: the police led it
        ("2026-09-01", "城市管理局", "市公安局"),
        ("", "城市管理局", "市公安局"),
        ("2026-02-28", "最早写进清单是2026年3月1日", "城市管理局"),
    ],
)
def test_who_answers_by_the_lists_of_the_day(
    client: InspectingClient, on: str, said: str, never: str
) -> None:
    page = parse(client.get(f"/who?matter=CG-016&region=410105&on={on}"))
    told = words(all_of(page, "main")[0])
    assert said in told
    assert f"牵头负责金水区{never}" not in told.replace(" ", "")


def test_a_day_to_come_is_answered_as_of_today(client: InspectingClient, ctx: Context) -> None:
    asked = "/api/v1/who?matter=CG-016&region=410105&date=2099-01-01"
    assert client.get(asked).get_json()["date"] == ctx.today().isoformat()
    assert "2099" not in words(
        all_of(parse(client.get("/who?matter=CG-016&region=410105&on=2099-01-01")), "h2")[0]
    )


def test_the_answer_of_a_day_cites_the_law_of_the_day(client: InspectingClient) -> None:
    told = words(parse(client.get("/who?matter=CG-016&region=410105&on=2026-08-01")))
    assert "《噪声污染防治法》第66条" in told and "示范试行〔2026〕2号" in told


def test_two_releases_are_compared_field_by_field(client: InspectingClient) -> None:
    page = parse(client.get(f"/lists/compare?{MOVED}"))
    gone = {words(each) for each in all_of(page, "del")}
    came = {words(each) for each in all_of(page, "ins")}
    assert "删去：《大气污染防治法》第118条" in gone
    assert "新增：《生态环境法典》第1132条" in came
    assert "以前由公安部门牵头" in words(page)


def test_the_same_as_data(client: InspectingClient) -> None:
    data = client.get(f"/lists/compare.json?{MOVED}").get_json()
    moved = next(change for change in data["changes"] if change["id"] == "CG-016")
    assert (moved["kind"], moved["other"]) == ("moved_in", "police")
    assert "演示" in data["notice"]
    region = client.get("/regions/compare.json?region=410105&from=2026-08-01&to=2026-10-01").get_json()
    led = next(change for change in region["changes"] if change["id"] == "CG-016")
    assert (led["kind"], led["before"]["department"]) == ("moved", "police")
    told = words(parse(client.get("/regions/compare?region=410105&from=2026-08-01&to=2026-10-01")))
    assert "室内装修噪声" in told and "换了单位" in told


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/lists/compare", 200),
        ("/lists/compare?from=410000/ecology/2026-03-01&to=410000/police/2026-09-01", 422),
        ("/lists/compare?from=x&to=y", 422),
        ("/lists/compare.json?from=x&to=y", 404),
        ("/regions/compare", 200),
        ("/regions/compare?region=410105&from=soon&to=2026-10-01", 422),
        ("/regions/compare.json?region=410105", 404),
    ],
)
def test_half_a_question(client: InspectingClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_a_city_is_offered_by_its_name_where_nobody_is_asked_for_a_county(client: InspectingClient) -> None:
    page = parse(client.get("/regions/compare"))
    assert {words(each) for each in all_of(page, "option") if each.get("value") == "410100"} == {"郑州市"}
    begin(client)
    asked = parse(fill(client, "/complain/where", {"address": "", "region": ""}))
    assert "郑州市（不清楚哪个县区）" in {words(each) for each in all_of(asked, "option")}
