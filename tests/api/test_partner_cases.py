"""A hotline hands cases over; an organ's system pulls them and works on them, and on no others."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from other_system import Make, System
from samples import JINSHUI, ZHENGZHOU, Clock, People, complaint

from intake.cases.errors import ComplaintRefused, IdempotencyConflict
from intake.cases.events import Event, Recorded
from intake.cases.model import Complaint, Contact, Location
from intake.cases.objections import Grounds, Reason
from intake.services.casework import handle, merge, objections, triage
from intake.services.casework.merge import Into
from intake.services.casework.triage import Decision
from intake.services.citizens import citizen
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.partners import handing_over, keys
from intake.store.cases import cases as case_store
from intake.store.records import events

SMOKE: dict[str, Any] = {
    "external_number": "ZZ-12345-0001",
    "text": "金水区花园路的工厂夜里冒黑烟。",
    "region": JINSHUI,
    "item": "ST-001",
    "anonymous": False,
    "contact": {"name": "申小暗", "phone": "13800001111"},
}


def hand_over(hotline: System, number: str = "ZZ-12345-0001", **changes: Any) -> dict[str, Any]:
    answer = hotline.call("POST", "/handovers", {**SMOKE, "external_number": number, **changes})
    assert answer.status_code == 201
    told: dict[str, Any] = answer.get_json()
    return told


def drained(system: System, path: str, after: str = "0") -> tuple[list[dict[str, Any]], str]:
    """All that changed after a cursor, and the cursor to go on with."""
    found: list[dict[str, Any]] = []
    while True:
        page = system.call("GET", f"{path}?after={after}").get_json()
        found, after = [*found, *page["cases"]], page["next"]
        if not page["more"]:
            return found, after


def test_a_case_from_hand_over_to_its_end(system: Make, ctx: Context, people: People) -> None:
    hotline, organ = system(""), system()
    receipt = hand_over(hotline)
    assert receipt["certificate"]["organ"]
    assert hand_over(hotline) == receipt, "sent again after a broken line"
    other = hotline.call("POST", "/handovers", {**SMOKE, "text": "换了内容，同一个编号。"})
    assert (other.status_code, other.get_json()["code"]) == (409, "conflict")

    (listed,), cursor = drained(organ, "/cases")
    number = receipt["case_number"]
    assert (listed["case_number"], listed["version"], listed["left"]) == (number, 1, False)
    shown = organ.call("GET", f"/cases/{number}")
    assert shown.headers["ETag"] == '"1"'
    assert shown.get_json()["text"] == SMOKE["text"]
    assert not any(each in shown.text for each in SMOKE["contact"].values())

    path = f"/cases/{number}"
    accepted = organ.call("POST", f"{path}/accept", {}, If_Match=shown.headers["ETag"])
    assert accepted.headers["ETag"] == '"2"'
    stale = organ.call("POST", f"{path}/start", {}, If_Match=shown.headers["ETag"])
    assert (stale.status_code, stale.get_json()["code"]) == (412, "stale")
    stale = organ.call("POST", f"{path}/start", {"version": 1})
    assert (stale.status_code, stale.get_json()["code"]) == (409, "stale")
    nameless = organ.call("POST", f"{path}/extend", {"version": 2, "amount": 1, "reason": "等检测"})
    assert nameless.get_json()["fields"].keys() == {"approved_by"}
    asked = organ.call("POST", f"{path}/ask", {"version": 2, "text": "是哪一家工厂？"}).get_json()
    citizen.reply(ctx, receipt["receipt_code"], "路北第一家。")
    after_reply, cursor = drained(organ, "/cases", cursor)
    assert [each["case_number"] for each in after_reply] == [number]
    assert after_reply[0]["version"] > asked["version"]
    whole = organ.call("GET", path).get_json()
    assert [each["kind"] for each in whole["messages"]] == ["question", "reply"]
    answer = {"version": whole["version"], "text": "已查处，限期整改。", "verdict": "true"}
    answered = organ.call("POST", f"{path}/answer", answer).get_json()
    again = organ.call("POST", f"{path}/answer", {**answer, "version": answered["version"]})
    assert (again.status_code, again.get_json()["code"]) == (409, "conflict")
    closed = organ.call("POST", f"{path}/close", {"version": answered["version"]}).get_json()
    assert (closed["state"], closed["left"]) == ("closed", False)

    told = hotline.call("GET", f"/handovers/{SMOKE['external_number']}").get_json()
    assert (told["state"], told["answer"]) == ("closed", answer["text"])
    (mine,), _cursor = drained(hotline, "/handovers")
    assert (mine["external_number"], mine["state"]) == (SMOKE["external_number"], "closed")
    assert drained(organ, "/cases", drained(organ, "/cases", cursor)[1])[0] == []


def test_every_step_names_the_key(system: Make, ctx: Context) -> None:
    hotline, organ = system(""), system()
    number = hand_over(hotline)["case_number"]
    organ.call("POST", f"/cases/{number}/accept", {"version": 1})
    organ.call(
        "POST",
        f"/cases/{number}/refer",
        {"version": 2, "kind": "police", "to": "金水公安分局", "grounds": "涉嫌犯罪"},
    )
    with ctx.database.reading() as connection:
        case = case_store.by_number(connection, number)
        assert case
        assert case.assignee_id is None, "nobody would be reminded"
        lines = events.of_case(connection, case.id)
    by_key = [
        (each.event.value, each.staff_name, each.detail["key"]) for each in lines if "key" in each.detail
    ]
    assert by_key == [
        ("partner:case:handed_over", "热线系统", "二〇二六"),
        ("desk:case:accepted", "ecology系统", "二〇二六"),
    ]


def test_nobody_elses_cases(system: Make, ctx: Context, people: People) -> None:
    """To any other system a case is as good as none, whatever it asks and however it is wrong."""
    hotline, stranger = system(""), system("", name="别的热线")
    number = hand_over(hotline)["case_number"]
    for other in (system("housing"), system(region=ZHENGZHOU), system(region="410300")):
        assert drained(other, "/cases")[0] == []
        for method, path, body in (
            ("GET", f"/cases/{number}", None),
            ("POST", f"/cases/{number}/accept", {"version": 1}),
            ("POST", f"/cases/{number}/accept", {"version": 9}),
            ("POST", f"/cases/{number}/answer", {"version": 1, "text": "不是我的"}),
        ):
            mine, none = (
                other.call(method, path, body),
                other.call(method, path.replace(number, "2026-1123-999999"), body),
            )
            assert mine.status_code == none.status_code == 404
    assert stranger.call("GET", f"/handovers/{SMOKE['external_number']}").status_code == 404
    assert drained(stranger, "/handovers")[0] == []
    assert hand_over(stranger)["case_number"] != number, "numbers are each partner's own"


def test_restricted_cases_stay_hidden(system: Make, ctx: Context) -> None:
    text = "金水区住房城乡建设局的工作人员收了工地的钱，渣土车扬尘没人管。"
    receipt = submit.submit(ctx, complaint(text, item=None), "test")
    with ctx.database.reading() as connection:
        case = case_store.by_number(connection, receipt.case_number)
    assert case and case.restricted, "the case of this test must be restricted"
    department = case.owner.department or "ecology"
    organ = system(department, region=case.owner.region)
    assert drained(organ, "/cases")[0] == []
    assert organ.call("GET", f"/cases/{receipt.case_number}").status_code == 404


def test_a_case_that_goes_elsewhere_is_told_once_more(system: Make, ctx: Context, people: People) -> None:
    organ = system()
    number = submit.submit(ctx, complaint(), "test").case_number
    _first, cursor = drained(organ, "/cases")
    objected = organ.call(
        "POST",
        f"/cases/{number}/object",
        {"version": 1, "clause": "清单第 3 项", "reason": "other_department"},
    ).get_json()
    assert objected["state"] == "objected"
    objections.agree(ctx, people.coordinator(), number, objected["version"], "确实不归它")
    changed, cursor = drained(organ, "/cases", cursor)
    assert [(each["case_number"], each["left"]) for each in changed] == [(number, True)]
    assert organ.call("GET", f"/cases/{number}").status_code == 404
    assert drained(organ, "/cases", cursor)[0] == []


def test_steps_that_nobody_else_may_know_of_change_nothing(
    system: Make, ctx: Context, people: People, clock: Clock
) -> None:
    """Assigning, noting, warning: neither hotline nor organ is shown the case again, or another time."""
    hotline, organ = system(""), system()
    number = hand_over(hotline)["case_number"]
    (before,), of_hotline = drained(hotline, "/handovers")
    _first, of_organ = drained(organ, "/cases")
    clock.forward(hours=1)
    with ctx.database.writing() as connection:
        case = case_store.by_number(connection, number)
        assert case
        for each in (Event.NOTE_WRITTEN, Event.CLOCK_WARNED, Event.EVIDENCE_OPENED, Event.SEALED_REFERRAL):
            events.record(connection, Recorded(each, clock(), case.id))
    clerk = people.clerk()
    handle.assign(ctx, clerk, number, 1, clerk.login)
    assert drained(hotline, "/handovers", of_hotline)[0] == []
    assert drained(hotline, "/handovers")[0] == [before]
    (again,), _cursor = drained(organ, "/cases", of_organ)
    assert again["version"] == 2, "its own people's step, which its next one must name"


def test_what_becomes_of_a_case_elsewhere_is_not_told(
    system: Make, ctx: Context, people: People, clock: Clock
) -> None:
    organ, office = system(), people.coordinator()
    number = submit.submit(ctx, complaint(), "test").case_number
    version = objections.object_to(ctx, people.clerk(), number, 1, Grounds(Reason.OTHER_DEPARTMENT, "清单"))
    version = objections.agree(ctx, office, number, version, "确实不归它")
    (left,), _cursor = drained(organ, "/cases")
    clock.forward(hours=1)
    triage.route(ctx, office, number, version, Decision("housing", JINSHUI))
    assert drained(organ, "/cases")[0] == [left]
    assert left.keys() == {"case_number", "changed_at", "left"}


def test_cases_that_go_along_are_shown_to_all_whom_they_concern(
    system: Make, ctx: Context, people: People
) -> None:
    """The lead's way is the members' too: shown to the hotline as changed, to the old organ as left, to the
    new one as come."""
    hotline, old, new = system(""), system(), system("housing")
    clerk, office = people.clerk(), people.coordinator()
    lead = submit.submit(ctx, complaint(), "test").case_number
    member = hand_over(hotline)["case_number"]
    merge.merge(ctx, clerk, member, 1, Into(lead, "同一家工厂"))
    cursors = [drained(hotline, "/handovers")[1], drained(old, "/cases")[1], drained(new, "/cases")[1]]
    version = objections.object_to(ctx, clerk, lead, 1, Grounds(Reason.OTHER_DEPARTMENT, "清单"))
    version = objections.agree(ctx, office, lead, version, "确实不归它")
    triage.route(ctx, office, lead, version, Decision("housing", JINSHUI))
    (mine,), _cursor = drained(hotline, "/handovers", cursors[0])
    assert (mine["case_number"], mine["state"]) == (member, "merged")
    gone = drained(old, "/cases", cursors[1])[0]
    assert [(each["case_number"], each["left"]) for each in gone] == [(lead, True), (member, True)]
    assert [each["case_number"] for each in drained(new, "/cases", cursors[2])[0]] == [lead, member]


def test_steps_that_a_machine_has_no_right_to(system: Make, ctx: Context, people: People) -> None:
    """What a person does at the same time counts for the machine too, and the other way round."""
    organ = system()
    number = submit.submit(ctx, complaint(), "test").case_number
    handle.accept(ctx, people.clerk(), number, 1)
    assert organ.call("POST", f"/cases/{number}/accept", {"version": 2}).status_code == 409
    for wrong in ("assign", "resume", "withdraw", "uphold", "merge", "take_back"):
        assert organ.client.post(f"/api/v1/cases/{number}/{wrong}", json={}).status_code in (404, 405)
    unknown = organ.call("POST", f"/cases/{number}/answer", {"version": 2, "text": "好", "assignee": "x"})
    assert unknown.get_json()["fields"].keys() == {"assignee"}


BAD_STEPS: list[tuple[str, dict[str, Any], set[str]]] = [
    ("accept", {}, {"version"}),
    ("accept", {"version": True}, {"version"}),
    ("accept", {"version": "1"}, {"version"}),
    ("accept", {"version": 2**31}, {"version"}),
    ("accept", {"version": 1, "procedure": "no such"}, {"procedure"}),
    ("object", {"version": 1, "reason": "none of ours", "clause": "清单"}, {"reason"}),
    ("object", {"version": 1, "clause": "清单", "department": "\x00"}, {"department"}),
    ("object", {"version": 1, "clause": "\x00"}, {"clause"}),
    ("refer", {"version": 1, "kind": "police", "enclosures": [1]}, {"enclosures"}),
]


@pytest.mark.parametrize(("step", "body", "faulty"), BAD_STEPS, ids=lambda value: str(value)[:30])
def test_faults_of_a_step_are_named(
    step: str, body: dict[str, Any], faulty: set[str], system: Make, ctx: Context
) -> None:
    number = submit.submit(ctx, complaint(), "test").case_number
    answer = system().call("POST", f"/cases/{number}/{step}", body)
    assert answer.status_code == 422
    assert answer.get_json()["fields"].keys() == faulty


def test_external_numbers_are_one_line(system: Make) -> None:
    hotline = system("")
    for wrong in ("", "  ", "x" * 65, "\x00"):
        answer = hotline.call("POST", "/handovers", {**SMOKE, "external_number": wrong})
        assert answer.get_json()["fields"].keys() == {"external_number"}, repr(wrong)
    for wrong in (".", ".."):
        answer = hotline.call("POST", "/handovers", {**SMOKE, "external_number": wrong})
        assert answer.get_json()["fields"].keys() == {"external_number"}, repr(wrong)
    for wrong in ("%00", "x" * 3000, "%ff", "％"):
        assert hotline.call("GET", f"/handovers/{wrong}").status_code == 404
    for wrong in ("-1", "1.0", "x", "٣", "9" * 10):
        assert hotline.call("GET", f"/handovers?after={wrong}").status_code == 422
    assert re.fullmatch(r"\d+", hotline.call("GET", "/handovers?after=999999999").get_json()["next"])


@pytest.mark.parametrize(
    "number", ["豫/2026/1", "/a", "a/", "a//b", "a?b=c#d", "50%", "a b", "a/../b", "a;b", "%2F"]
)
def test_whatever_stands_in_a_number_it_is_found_by_its_address(number: str, system: Make) -> None:
    hotline = system("")
    hand_over(hotline, number)
    answer = hotline.call("GET", f"/handovers/{quote(number, safe='')}")
    assert (answer.status_code, answer.get_json()["external_number"]) == (200, number)


def test_a_retry_is_acknowledged_though_the_place_is_no_more(system: Make, ctx: Context) -> None:
    """The line broke before the receipt came, and the next content has no such region: filed is filed."""
    hotline = system("")
    first = hand_over(hotline)
    without = {code: each for code, each in ctx.registry.regions.items() if code != JINSHUI}
    later = replace(ctx, registry=replace(ctx.registry, regions=without))
    caller = keys.caller(later, hotline.key)
    assert caller
    found = Complaint(
        text=SMOKE["text"], location=Location(JINSHUI, ""), item="ST-001",
        contact=Contact(SMOKE["contact"]["name"], SMOKE["contact"]["phone"], ""),
    )  # fmt: skip
    with pytest.raises(ComplaintRefused):
        handing_over.hand_over(later, caller, found, "ZZ-2")
    assert (
        handing_over.hand_over(later, caller, found, SMOKE["external_number"]).case_number
        == first["case_number"]
    )
    with pytest.raises(IdempotencyConflict):
        handing_over.hand_over(later, caller, replace(found, title="另一件"), SMOKE["external_number"])
