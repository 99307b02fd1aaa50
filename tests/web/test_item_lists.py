"""The pages of a list: three roles bring it to its decision, editors meet, and nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from inspect_page import all_of, fields, parse, words
from office import Office, attributes, main_text
from werkzeug.test import TestResponse

from intake.cases.model import Role
from intake.services.context import Context
from intake.services.lists import showing

LUOYANG = "410300"
ROW = {
    "matter": "夜里烧垃圾",
    "topics": "工厂废气和空气",
    "handled_at": "县级",
    "description": "在空地、路边烧垃圾，黑烟呛人，家里开不了窗。",
    "basis": "《生态环境法典》第217条",
    "words": "烧垃圾",
    "lead_status": "由地方确定",
}


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """Water and ecology of Luoyang, and its office."""
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, LUOYANG, "water")
    made.hire("colleague", Role.CLERK, LUOYANG, "water")
    made.hire("head", Role.DEPARTMENT_HEAD, LUOYANG, "water")
    made.hire("second", Role.UNIT_HEAD, LUOYANG, "water")
    made.hire("reviewer", Role.DEPARTMENT_HEAD, LUOYANG, "ecology")
    made.hire("asked", Role.CLERK, LUOYANG, "forestry")
    made.hire("decider", Role.COORDINATOR, LUOYANG)
    return made


def send(office: Office, who: str, page: str, path: str, **typed: str | list[str]) -> TestResponse:
    """Open a page, fill in the form that goes to `path`, press its button; fields by the ends of names."""
    browser = office.people[who].browser
    offered = fields(parse(browser.get(page)), path)
    data: dict[str, str | list[str]] = dict(offered)
    for name, value in typed.items():
        data[_named(offered, path, name)] = value
    return browser.post(path, data=data)


def _named(offered: dict[str, str], path: str, name: str) -> str:
    ends = [each for each in offered if each == name or each.endswith(f"-{name}")]
    prefix = next(iter(offered)).rpartition("csrf_token")[0]
    return ends[0] if ends else f"{prefix}{name}"


def begin(office: Office) -> str:
    """A new draft by the clerk; its address."""
    answer = send(office, "clerk", "/desk/lists", "/desk/lists", department="water", source="empty")
    assert answer.status_code == 303, main_text(answer)
    return answer.location.removesuffix("/rows")


def add(office: Office, who: str, address: str, **cells: str) -> str:
    """Add a row; its key."""
    answer = send(office, who, f"{address}/rows", f"{address}/rows", **{**ROW, **cells})
    assert answer.status_code == 303, main_text(answer)
    return re.findall(r"open=(\w+)", answer.location)[0]


def withdraw(office: Office, address: str) -> None:
    """Make room for the next draft of the same list."""
    answer = send(office, "head", address, f"{address}/withdraw", comment="试试")
    assert answer.status_code == 303


def test_three_roles_bring_a_list_to_its_decision_and_review(office: Office) -> None:
    address = begin(office)
    key = add(office, "clerk", address, words="")
    browser = office.people["head"].browser
    assert "1 处要改" in main_text(browser.get(address))
    refused = send(office, "head", address, f"{address}/submit")
    assert refused.status_code == 409 and "还有 1 处需要修改" in main_text(refused)
    saved = send(office, "clerk", f"{address}/rows", f"{address}/rows/{key}", words="烧垃圾")
    assert saved.status_code == 303
    done = send(
        office, "head", address, f"{address}/submit", document="洛水〔2026〕1号", attachment="说明.docx"
    )
    assert done.status_code == 303
    said = main_text(browser.get(address))
    assert "已送审" in said and "洛水〔2026〕1号" in said and "附件：说明.docx" in said
    opened = send(office, "reviewer", address, f"{address}/open-review", departments=["forestry"])
    assert opened.status_code == 303
    review = f"{address}/opinions"
    early = send(office, "reviewer", review, f"{review}/agree")
    assert early.status_code == 422 and "还没有回复" in main_text(early)
    vague = send(office, "asked", review, f"{review}/opine", verdict="object")
    assert vague.status_code == 422
    assert (
        send(office, "asked", review, f"{review}/opine", verdict="object", text="与林业重复").status_code
        == 303
    )
    assert send(office, "asked", review, f"{review}/opine", verdict="agree").status_code == 303
    assert send(office, "reviewer", review, f"{review}/agree").status_code == 303
    assert send(office, "head", address, f"{address}/send").status_code == 303
    ruling = f"{address}/decision"
    assert "市委、市政府" in attributes(office.people["decider"].browser.get(ruling), "input", "value")
    ruled = {"document": "洛文〔2026〕2号", "decided_on": "2026-11-20"}
    assert send(office, "decider", ruling, ruling, **ruled).status_code == 303
    review = f"{address}/disclosure"
    grounds = {"attribute": "主动公开", "ground": "不涉密，可以公开"}
    own = send(office, "head", review, review, **grounds)
    assert own.status_code == 409 and "另一人" in main_text(own)
    wrong = send(office, "second", review, review, **{**grounds, "clause": "14"})
    assert wrong.status_code == 422 and "不能主动公开" in main_text(wrong)
    assert "不涉密，可以公开" in main_text(wrong)  # nothing typed is lost
    assert send(office, "second", review, review, **grounds).status_code == 303
    said = main_text(browser.get(address))
    assert "2026年12月18日前公布" in said and "洛文〔2026〕2号" in said and "不涉密" in said
    paper = main_text(browser.get(f"{address}/print"))
    assert "供市委、市政府审定" in paper and "夜里烧垃圾" in paper and "洛阳市林业局：同意" in paper


def test_two_editors_of_one_row(office: Office) -> None:
    # the decided one is kept back first, so that the list may have a new draft
    decided = showing.desk(office.ctx, office.staff("second")).mine[0].id
    review = f"/desk/lists/{decided}/disclosure"
    send(office, "second", review, review, attribute="不予公开", clause="16", ground="内部稿")
    address = begin(office)
    key = add(office, "clerk", address)
    page, path = f"{address}/rows", f"{address}/rows/{key}"
    seen = fields(parse(office.people["colleague"].browser.get(page)), path)
    assert send(office, "clerk", page, path, matter="甲的写法").status_code == 303
    late = office.people["colleague"].browser.post(path, data={**seen, f"r{key}-matter": "乙的写法"})
    assert late.status_code == 409
    said = main_text(late)
    assert "甲的写法" in said and "乙的写法" in said and "clerk同志" in said
    again = fields(parse(late), path)
    assert again[f"r{key}-matter"] == "乙的写法" and again[f"r{key}-words"] == "烧垃圾"
    assert office.people["colleague"].browser.post(path, data=again).status_code == 303
    remove = f"{path}/remove"
    stale = {**fields(parse(office.people["clerk"].browser.get(page)), remove), "row-version": "1"}
    kept = office.people["clerk"].browser.post(remove, data=stale)
    assert kept.status_code == 409 and "乙的写法" in main_text(kept)
    assert office.people["clerk"].browser.post(remove, data=fields(parse(kept), remove)).status_code == 303
    gone = office.people["colleague"].browser.post(path, data=again)
    assert gone.status_code == 409 and "有人删除了这一行" in main_text(gone)
    put = fields(parse(gone), page)
    assert put["rnew-matter"] == "乙的写法"
    assert office.people["colleague"].browser.post(page, data=put).status_code == 303
    assert send(office, "clerk", page, f"{path}/restore").status_code == 303
    rows = showing.one(office.ctx, office.staff("clerk"), int(address.rpartition("/")[2])).rows
    assert [each.row.matter for each in rows] == ["乙的写法", "乙的写法"]
    withdraw(office, address)


def test_a_script_is_told_what_it_needs(office: Office) -> None:
    address = begin(office)
    key = add(office, "clerk", address)
    page, path, browser = f"{address}/rows", f"{address}/rows/{key}", office.people["clerk"].browser
    typed = {**fields(parse(browser.get(page)), path), f"r{key}-supporting": "没有局"}
    told = browser.post(path, data=typed, headers={"Accept": "application/json"})
    assert told.status_code == 200 and told.json is not None
    assert (told.json["state"], told.json["version"], told.json["count"]) == ("saved", 2, 1)
    assert "没有叫“没有局”的部门" in told.json["faults"]["supporting"]
    late = browser.post(
        path, data={**typed, f"r{key}-matter": "另一个"}, headers={"Accept": "application/json"}
    )
    assert late.status_code == 409 and late.json is not None and late.json["state"] == "conflict"
    withdraw(office, address)


def test_what_is_typed_into_a_list_that_moved_on_is_given_back(office: Office) -> None:
    address = begin(office)
    key = add(office, "clerk", address)
    page, path, browser = f"{address}/rows", f"{address}/rows/{key}", office.people["clerk"].browser
    offered = parse(browser.get(page))
    typed = {**fields(offered, path), f"r{key}-unit": "河湖管理科"}
    assert send(office, "head", address, f"{address}/submit").status_code == 303
    late = browser.post(path, data=typed)
    assert (
        late.status_code == 409
        and "清单现在是“已送审”，这时不能“起草”" in main_text(late)
        and "河湖管理科" in main_text(late)
    )
    told = browser.post(path, data=typed, headers={"Accept": "application/json"})
    assert told.status_code == 409 and told.json is not None and told.json["state"] == "conflict"
    for step in ("remove", "move", "restore"):
        data = {**fields(offered, f"{path}/{step}"), "move-place": "1"} if step != "restore" else typed
        assert browser.post(f"{path}/{step}", data={**typed, **data}).status_code in (400, 409)
    new = browser.post(page, data={**fields(offered, page), "rnew-matter": "又一项"})
    assert new.status_code == 409 and "又一项" in main_text(new)
    withdraw(office, address)


def test_the_editor_moves_takes_over_and_compares(office: Office) -> None:
    address = begin(office)
    first, second = add(office, "clerk", address, matter="甲"), add(office, "clerk", address, matter="乙")
    page = f"{address}/rows"
    assert send(office, "clerk", page, f"{page}/{second}/move", place="1").status_code == 303
    none = send(office, "clerk", f"{address}/adopt", f"{address}/adopt")
    assert none.status_code == 422
    taken = send(office, "clerk", f"{address}/adopt", f"{address}/adopt", items=["SL-001", "SL-002"])
    assert taken.status_code == 303
    shown = parse(office.people["colleague"].browser.get(page))
    names = [words(each) for each in all_of(shown, "summary")]
    order = [
        next(i for i, name in enumerate(names) if wanted in name)
        for wanted in ("乙", "甲", "SL-001", "SL-002")
    ]
    assert order == sorted(order) and first != second
    told = main_text(office.people["clerk"].browser.get(f"{address}/compare"))
    assert "现在没有施行的清单，全部是新增" in told and "SL-001 河道非法采砂" in told
    title = send(office, "clerk", address, f"{address}/title", title="")
    assert title.status_code == 422
    withdraw(office, address)


def test_what_waits_stands_on_the_desk(office: Office) -> None:
    for who in ("clerk", "head", "reviewer", "asked", "decider"):
        assert "清单办理" in main_text(office.people[who].browser.get("/desk/lists"))
    twice = send(office, "clerk", "/desk/lists", "/desk/lists", department="water", source="release")
    assert twice.status_code == 422 and "现在没有施行的清单" in main_text(twice)
