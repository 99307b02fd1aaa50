"""What of a case another system may know, and what its updates do, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from conftest import Desk311, desk_over
from flask.testing import FlaskClient
from samples import Clock, People, complaint
from sqlalchemy import event, select, text
from waiting_room import carry_all, queueing
from werkzeug.test import TestResponse

from intake.cases.messages import Kind
from intake.cases.model import Role, Verdict
from intake.cases.partner import Scope
from intake.services.casework import handle, merge
from intake.services.casework.handle import Answer
from intake.services.casework.merge import Into
from intake.services.citizens import citizen
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.partners import keys, managing
from intake.services.partners.keys import Wanted as NewKey
from intake.services.partners.managing import NewPartner
from intake.services.publication import preparing, reviewing, showing
from intake.store.cases import cases, citizens
from intake.store.partners.open311 import Wanted, listed
from intake.store.partners.open311_table import open311_updates
from intake.store.records import events
from registry.results.case_result import Withdrawal

SECRETS = (
    "夜里冒黑烟",
    "花园路",
    "张明",
    "13800001111",
    "zhang@example.com",
    "34.78",
    "113.66",
    "答复里的隐情",
)
SAID = {
    "lat": "34.7830",
    "long": "113.6650",
    "first_name": "明",
    "last_name": "张",
    "phone": "13800001111",
    "email": "zhang@example.com",
    "media_url": "https://photos.example/1.jpg",
}


@pytest.fixture
def both_engines(ctx: Context) -> Desk311:
    """The endpoint over either database."""
    return desk_over(ctx)


def one(desk: Desk311, number: str, **arguments: str) -> Any:
    """A request as its filer reads it."""
    answer = desk.get(f"requests/{number}.json", api_key=desk.key, **arguments)
    assert answer.status_code == 200, answer.text
    return answer.get_json()[0]


def feed(desk: Desk311, number: str) -> list[Any]:
    """What the filer is told of a case."""
    found = desk.get("servicerequestupdates.json", api_key=desk.key).get_json()
    return [each for each in found if each["service_request_id"] == number]


def stored(ctx: Context, number: str) -> Any:
    """The case and what was written on it."""
    with ctx.database.reading() as connection:
        case = cases.by_number(connection, number)
        assert case is not None
        return (
            case,
            citizens.messages(connection, case.id),
            cases.open_contact(connection, ctx.keys.fields, case.id),
        )


def test_what_is_stored_is_what_was_sent(both_engines: Desk311) -> None:
    number = both_engines.filed(**SAID, **{"attribute[ongoing]": "yes", "attribute[title]": "黑烟"})
    case, _messages, contact = stored(both_engines.ctx, number)
    assert (case.source, case.complaint.item, case.complaint.title) == ("api:1", "ST-001", "黑烟")
    assert (case.complaint.ongoing, case.complaint.location.region) == (True, "410105")
    assert (case.complaint.location.latitude, case.complaint.location.longitude) == (34.783, 113.665)
    assert case.complaint.text.endswith("https://photos.example/1.jpg")
    assert (contact.name, contact.phone, contact.email) == ("张明", "13800001111", "zhang@example.com")
    bare = both_engines.post("requests.json", service_code="ST-001", lat="34.7", long="113.6")
    case, _messages, contact = stored(both_engines.ctx, bare.get_json()[0]["service_request_id"])
    assert ("工业废气" in case.complaint.text, contact) == (True, None)


def test_nobody_but_its_filer_knows_of_it_and_nobody_its_words(both_engines: Desk311, people: People) -> None:
    desk = both_engines
    number = desk.filed(**SAID)
    version = handle.accept(desk.ctx, people.clerk(), number, 1)
    handle.answer(desk.ctx, people.clerk(), number, version, Answer("答复里的隐情：已改正。", Verdict.TRUE))
    desk.post("servicerequestupdates.json", service_request_id=number, description="夜里冒黑烟，又来了。")
    told = one(desk, number, extensions="true")
    assert told["extended_attributes"]["certificate"]["release"] == "410000/ecology/2026-09-01"
    assert told["status_notes"] == "已答复：答复里的隐情：已改正。"  # as the receipt code shows it
    mine = "".join(desk.get(path, api_key=desk.key, extensions="true").text for path in _everything(number))
    assert not [each for each in SECRETS[:-1] if each in mine]
    assert "答复里的隐情" not in str(feed(desk, number))
    for key in ({}, {"api_key": desk.other_key}):
        assert desk.get(f"requests/{number}.json", **key).status_code == 404
        assert not any(number in desk.get(path, **key).text for path in _everything(number)[1:])
        missing = desk.get(f"requests/{number[:-1]}9.json", **key)
        assert missing.data == desk.get(f"requests/{number}.json", **key).data
    foreign = {"service_request_id": number, "description": "别人的件", "api_key": desk.other_key}
    assert desk.post("servicerequestupdates.json", **foreign).status_code == 404


def _everything(number: str) -> list[str]:
    listed = ("requests", "servicerequestupdates")
    paths = [f"requests/{number}", *listed, f"requests?service_request_id={number}"]
    return [f"{path.partition('?')[0]}.{form}" for path in paths for form in ("xml", "json")][:6]


def test_a_case_that_accuses_an_organ_is_its_filers_alone(both_engines: Desk311) -> None:
    desk = both_engines
    number = desk.filed(service_code="other", description="金水区生态环境分局的人收了工厂的钱，不管冒黑烟。")
    case, _messages, _contact = stored(desk.ctx, number)
    assert case.restricted
    assert one(desk, number)["agency_responsible"] != "郑州市生态环境局金水分局"
    assert number not in desk.get("requests.json").text + desk.get("servicerequestupdates.json").text


def test_the_reviewed_text_is_shown_once_it_is_public(both_engines: Desk311, people: People) -> None:
    desk, ctx = both_engines, both_engines.ctx
    number = desk.filed()
    version = handle.accept(ctx, people.clerk(), number, 1)
    handle.answer(ctx, people.clerk(), number, version, Answer("已责令改正。", Verdict.TRUE))
    words = replace(
        showing.shown(ctx, people.clerk(), number).publication.words, complaint="反映一家厂冒烟。"
    )
    proposed = preparing.propose(
        ctx, people.clerk(), number, preparing.save(ctx, people.clerk(), number, 0, words)
    )
    head = people.organ_role(Role.UNIT_HEAD)
    reviewing.approve(ctx, head, number, proposed, "已隐去身份。")
    assert one(desk, number)["description"] is None  # approved, and not yet in the published record
    result = replace(next(iter(ctx.registry.results.values())), complaint="反映一家厂冒烟。")
    public = showing.shown(ctx, head, number).publication.number or ""
    with_it = replace(ctx.registry, results={public: replace(result, id=public)})
    told = one(desk_over(replace(ctx, registry=with_it), desk.key), number, extensions="true")
    assert told["description"] == "反映一家厂冒烟。"
    assert told["extended_attributes"]["result_url"].endswith(f"/results/{public}/")
    version = showing.shown(ctx, head, number).publication.version
    reviewing.withdraw(ctx, head, number, version, "还有能认出人的地方。")
    told = one(desk_over(replace(ctx, registry=with_it), desk.key), number, extensions="true")
    assert (told["description"], told["extended_attributes"]["result_url"]) == (None, None)


@pytest.mark.parametrize(("later", "shown"), [(0, True), (1, False)])
def test_what_was_withdrawn_is_told_to_nobody_before_the_content_says_so(
    both_engines: Desk311, people: People, later: int, shown: bool
) -> None:
    ctx, clerk, head = both_engines.ctx, people.clerk(), people.organ_role(Role.UNIT_HEAD)
    partner = managing.add(ctx, None, NewPartner("另一个热线", "410105"))
    key = keys.issue(ctx, None, partner, NewKey("只读", {Scope.PUBLISH_READ}, 30)).secret
    number = both_engines.filed()
    version = handle.accept(ctx, clerk, number, 1)
    handle.answer(ctx, clerk, number, version, Answer("已责令改正。", Verdict.TRUE))
    words = replace(showing.shown(ctx, clerk, number).publication.words, complaint="反映一家厂冒烟。")
    proposed = preparing.propose(ctx, clerk, number, preparing.save(ctx, clerk, number, 0, words))
    version = reviewing.approve(ctx, head, number, proposed, "已隐去身份。")
    public = showing.shown(ctx, head, number).publication.number or ""
    some = next(each for each in ctx.registry.results.values() if not each.withdrawn)
    on = ctx.today() + timedelta(days=later)
    result = replace(some, id=public, complaint="反映一家厂冒烟。", reported="2026-11", published_on=on)
    desk = desk_over(replace(ctx, registry=replace(ctx.registry, results={public: result})), key)
    assert _told_of(desk, public) == [shown] * 4, "nor before its day"
    version = showing.shown(ctx, head, number).publication.version
    reviewing.withdraw(ctx, head, number, version, "还有能认出人的地方。")
    assert _told_of(desk, public) == [False] * 4
    gone = replace(result, withdrawn=Withdrawal(ctx.today(), "有误"), published_on=ctx.today())
    desk = desk_over(replace(ctx, registry=replace(ctx.registry, results={public: gone})), key)
    assert _told_of(desk, public) == [True] * 4, "the content tells of the withdrawal"


def _told_of(desk: Desk311, public: str) -> list[bool]:
    """Whether everybody reads of a result: in the list, alone, in the feed, and by our own interface."""
    paths = ("requests.json", f"requests/{public}.json", "servicerequestupdates.json")
    answers = [desk.get(path) for path in paths]
    headers = {"Authorization": f"Bearer {desk.key}"}
    ours = FlaskClient(desk.app, TestResponse).get("/api/v1/results", headers=headers)
    assert ours.status_code == 200
    return [
        public in answers[0].text,
        answers[1].status_code == 200,
        public in answers[2].text,
        public in [each["id"] for each in ours.get_json()["results"]],
    ]


def test_progress_is_told_step_by_step(both_engines: Desk311, people: People, clock: Clock) -> None:
    desk, clerk = both_engines, people.clerk()
    number = desk.filed()
    version = 1
    for step in (handle.accept, handle.start):
        clock.forward(hours=1)
        version = step(desk.ctx, clerk, number, version)
    version = handle.answer(desk.ctx, clerk, number, version, Answer("已改正。", Verdict.TRUE))
    assert one(desk, number)["status"] == "open"
    clock.forward(hours=1)
    handle.close(desk.ctx, clerk, number, version)
    assert [each["status"] for each in feed(desk, number)] == ["open"] * 5 + ["closed"]
    times = [each["updated_datetime"] for each in feed(desk, number)]
    assert times == sorted(times)
    assert len({each["update_id"] for each in feed(desk, number)}) == 6
    told = one(desk, number)
    assert (told["status"], told["updated_datetime"]) == ("closed", times[-1])
    late = {"api_key": desk.key, "updated_after": times[-1]}
    assert [each["service_request_id"] for each in desk.get("requests.json", **late).get_json()] == [number]
    assert desk.get("requests.json", api_key=desk.key, status="open").get_json() == []
    other = desk.get("requests.json", api_key=desk.key, service_code="CG-001", status="closed")
    assert other.get_json() == []
    elsewhere = desk.get("requests.json", api_key=desk.key, jurisdiction_id="410302").get_json()
    assert (elsewhere, desk.get("requests.json", api_key=desk.key, jurisdiction_id="410105").get_json()) == (
        [],
        [told],
    )


def test_a_step_that_nobody_outside_is_told_of_shows_in_no_time(
    both_engines: Desk311, people: People, clock: Clock
) -> None:
    desk, clerk = both_engines, people.clerk()
    number = desk.filed()
    clock.forward(hours=1)
    version = handle.accept(desk.ctx, clerk, number, 1)
    before = one(desk, number)
    clock.forward(hours=1)
    handle.assign(desk.ctx, clerk, number, version, people.clerk(number=2).login)
    assert one(desk, number) == before
    since = {"api_key": desk.key, "updated_after": "2026-11-23T11:30:00+08:00"}
    assert desk.get("requests.json", **since).get_json() == []
    assert desk.get("requests.json", **since | {"updated_after": before["updated_datetime"]}).get_json() == [
        before
    ]


def test_what_waited_in_a_crowd_shows_by_when_it_became_a_case(both_engines: Desk311, clock: Clock) -> None:
    """A poller by time of filing has passed its time already."""
    desk = both_engines
    crowd = queueing(desk.ctx, "always")
    number = desk_over(crowd, desk.key).filed()
    clock.forward(hours=1)
    carry_all(crowd)
    late = "2026-11-23T10:30:00+08:00"
    changed = desk.get("requests.json", api_key=desk.key, updated_after=late).get_json()
    assert [each["service_request_id"] for each in changed] == [number]
    assert changed[0]["requested_datetime"] < late < changed[0]["updated_datetime"]
    assert desk.get("requests.json", api_key=desk.key, start_date=late).get_json() == []
    steps = desk.get("servicerequestupdates.json", api_key=desk.key, start_date=late).get_json()
    assert [each["service_request_id"] for each in steps] == [number], "where it went; when it came is before"


def test_a_case_that_goes_along_is_told_of_its_lead(
    both_engines: Desk311, people: People, clock: Clock
) -> None:
    desk, ctx, clerk = both_engines, both_engines.ctx, people.clerk()
    lead = submit.submit(ctx, complaint(contact=None), "web").case_number
    number = desk.filed()
    before = handle.accept(ctx, clerk, lead, 1)
    clock.forward(hours=1)
    merge.merge(ctx, clerk, number, 1, Into(lead, "同一件事"))
    clock.forward(hours=1)
    after = handle.answer(ctx, clerk, lead, before, Answer("已改正。", Verdict.TRUE))
    handle.close(ctx, clerk, lead, after)
    told = one(desk, number)
    assert (told["status"], "已改正。" in told["status_notes"]) == ("closed", True)
    assert [each["status"] for each in feed(desk, number)][-2:] == ["open", "closed"]
    everything = desk.get("requests.json", api_key=desk.key, status="closed").get_json()
    assert [each["service_request_id"] for each in everything] == [number]
    assert lead not in desk.get("servicerequestupdates.json", api_key=desk.key).text


def test_an_update_counts_once_and_moves_nothing(both_engines: Desk311) -> None:
    desk = both_engines
    number, other = desk.filed(), desk.filed(description="另一件完全不同的事情。")
    sent = {"service_request_id": number, "description": "又冒烟了。", "update_id": "71", "status": "CLOSED"}
    first = desk.post("servicerequestupdates.json", **sent).get_json()
    assert desk.post("servicerequestupdates.json", **sent).get_json() == first
    case, messages, _contact = stored(desk.ctx, number)
    assert [(each.kind, each.text) for each in messages] == [(Kind.ADDED, "又冒烟了。")]
    assert one(desk, number)["status"] == "open"
    for change in ({"description": "别的话。"}, {"service_request_id": other}):
        refused = desk.post("servicerequestupdates.json", **{**sent, **change})
        assert (refused.status_code, "update_id" in refused.text) == (400, True)
    elsewhere = {**sent, "api_key": desk.other_key}
    assert desk.post("servicerequestupdates.json", **elsewhere).status_code == 404
    with desk.ctx.database.reading() as connection:
        assert len(connection.execute(select(open311_updates)).all()) == 1
        assert len([line for line in events.of_case(connection, case.id) if "added" in line.event]) == 1


UPDATES: list[tuple[dict[str, str], int, str]] = [
    ({"description": ""}, 400, "description"),
    ({"description": "长" * 4001}, 400, "description"),
    ({"service_request_id": ""}, 400, "service_request_id"),
    ({"service_request_id": "2026-1123-999999"}, 404, "service_request_id"),
    ({"service_request_id": "'; --"}, 404, "service_request_id"),
    ({"update_id": "9" * 201}, 400, "update_id"),
    ({"media_url": "ftp://x"}, 400, "media_url"),
    ({"jurisdiction_id": "1"}, 404, "jurisdiction_id"),
    ({"api_key": ""}, 403, "api_key"),
]


def test_every_faulty_update_is_refused_and_one_on_what_is_over(both_engines: Desk311) -> None:
    desk = both_engines
    receipt = desk.post(
        "requests.json", extensions="true", service_code="ST-001", address_string="金水区"
    ).get_json()
    number = receipt[0]["service_request_id"]
    for change, status, about in UPDATES:
        refused = desk.post(
            "servicerequestupdates.json",
            **{"service_request_id": number, "description": "再说一句。", **change},
        )
        assert (refused.status_code, about in refused.text) == (status, True), change
    citizen.withdraw(desk.ctx, receipt[0]["extended_attributes"]["receipt_code"])
    over = desk.post("servicerequestupdates.json", service_request_id=number, description="再说一句。")
    assert (over.status_code, "已经结束" in over.text) == (400, True)
    assert one(desk, number)["status"] == "closed"


def test_signs_that_no_database_holds_are_no_fault_of_it(both_engines: Desk311) -> None:
    desk, odd = both_engines, "a\x00\x07b"
    number = desk.filed(
        **{"attribute[title]": odd, "attribute[external_id]": odd, "address_string": f"金水区{odd}"}
    )
    update = {"service_request_id": number, "description": f"又{odd}来了", "update_id": odd}
    assert desk.post("servicerequestupdates.json", **update).status_code == 200
    for path in (f"requests/{odd}.json", f"tokens/{odd}.json", f"services/{odd}.json", "requests.json"):
        asked = {"service_request_id": odd, "service_code": odd, "api_key": desk.key}
        assert desk.get(path.replace("\x00", "%00"), **asked).status_code in (200, 400, 404), path
    named = {"service_code": odd, "api_key": desk.key}
    assert desk.get("requests.json", **named).get_json() == []
    assert desk.get("requests.json", api_key=odd).status_code == 403


def test_what_a_system_filed_is_found_by_index(both_engines: Desk311) -> None:
    """Its list may not grow slower with all that others filed."""
    asked: list[tuple[str, Any]] = []
    now = both_engines.ctx.now()
    wanted = Wanted((now - timedelta(days=90), now))
    with both_engines.ctx.database.writing() as connection:
        engine = connection.engine
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
        listed(connection, "api:1", wanted)
        postgresql = connection.dialect.name == "postgresql"
        if postgresql:
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        explain = "EXPLAIN " if postgresql else "EXPLAIN QUERY PLAN "
        plan = connection.exec_driver_sql(explain + asked[0][0], asked[0][1]).all()
    assert "ix_cases_sender_filed" in str(plan)
