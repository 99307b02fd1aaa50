"""Lists of the desk: what each filter finds for whom, what leaves as a file, what is done to many at once."""

from __future__ import annotations

import csv
import io
from itertools import product

import pytest
from openpyxl import load_workbook
from samples import HENAN, JINSHUI, ZHENGZHOU, Clock, People, complaint, filed
from sqlalchemy import insert, select

from intake.cases.canned import CannedText, Purpose
from intake.cases.errors import BadInput, NotFound, NotPermitted
from intake.cases.events import Event
from intake.cases.model import Location, Owner, Role, Staff
from intake.cases.reach import Standing, within_reach
from intake.cases.states import State
from intake.services.casework import handle
from intake.services.casework.handle import Answer
from intake.services.casework.step import lineage
from intake.services.context import Context
from intake.services.desk import bulk, canned, filters, inbox, keyed_in, saved
from intake.services.desk.asking import wanted_by
from intake.services.desk.export import What, export
from intake.services.desk.filters import Filters
from intake.services.desk.queues import Queue
from intake.services.desk.sheets import Form
from intake.services.filing import submit
from intake.services.staff import accounts
from intake.store.cases import case_lists
from intake.store.tables import cases, events

ACCUSING = "金水区生态环境局不作为，工厂冒黑烟举报多次，执法人员收了好处，包庇企业。"
SITE = {"item": "ZJ-001", "text": "小区旁边的工地没有围挡，扬尘满天。"}
LUOYANG = {"location": Location(region="410302")}


@pytest.fixture
def world(ctx: Context, clock: Clock, people: People) -> dict[str, str]:
    """Seven cases by name: old ones first, so that some are late today."""
    clerk = people.clerk()
    made = {"late": filed(ctx), "answered": filed(ctx)}
    version = handle.accept(ctx, clerk, made["answered"], 1)
    handle.answer(ctx, clerk, made["answered"], version, Answer("已到现场检查。"))
    clock.forward(days=15)
    made["today"] = filed(ctx)
    clock.forward(days=15)
    made |= {
        "phone": keyed_in.key_in(ctx, clerk, complaint(), "phone", "page").case_number,
        "site": filed(ctx, **SITE),
        "luoyang": filed(ctx, **LUOYANG),
        "accusing": filed(ctx, text=ACCUSING, item=None),
    }
    made["mine"] = filed(ctx)
    handle.accept(ctx, clerk, made["mine"], 1)
    return made


OURS = {"late", "answered", "today", "phone", "mine"}
CLERK = (Role.CLERK, JINSHUI)
HEAD = (Role.DEPARTMENT_HEAD, JINSHUI)
OFFICE, COUNTY, PROVINCE = ((Role.COORDINATOR, region) for region in (ZHENGZHOU, JINSHUI, HENAN))
ASKED: list[tuple[tuple[Role, str], Queue, dict[str, str], set[str]]] = [
    (CLERK, Queue.ALL, {}, OURS),
    (CLERK, Queue.NEW, {}, {"late", "today", "phone"}),
    (CLERK, Queue.OVERDUE, {}, {"late"}),
    (CLERK, Queue.TODAY, {}, {"today"}),
    (CLERK, Queue.MINE, {}, {"mine", "answered"}),
    (CLERK, Queue.UNIT, {}, set()),
    (CLERK, Queue.ALL, {"state": "answered"}, {"answered"}),
    (CLERK, Queue.NEW, {"state": "answered"}, set()),
    (CLERK, Queue.ALL, {"due": "overdue"}, {"late"}),
    (CLERK, Queue.NEW, {"due": "today", "state": "routed"}, {"today"}),
    (CLERK, Queue.ALL, {"assignee": "none"}, {"late", "today", "phone"}),
    (CLERK, Queue.ALL, {"assignee": "me"}, {"answered", "mine"}),
    (CLERK, Queue.ALL, {"source": "phone"}, {"phone"}),
    (CLERK, Queue.ALL, {"from": "2026-12-08", "to": "2026-12-08"}, {"today"}),
    (CLERK, Queue.ALL, {"to": "2026-11-23"}, {"late", "answered"}),
    (CLERK, Queue.ALL, {"kind": "noise"}, set()),
    (CLERK, Queue.ALL, {"q": "2026-1208"}, {"today"}),
    (CLERK, Queue.ALL, {"q": "2026-9999"}, set()),
    (CLERK, Queue.ALL, {"q": "没有这样的事"}, set()),
    (CLERK, Queue.ALL, {"department": "housing"}, set()),
    (HEAD, Queue.ALL, {"region": ZHENGZHOU}, OURS),
    (HEAD, Queue.ALL, {"region": "410302"}, set()),
    (OFFICE, Queue.ALL, {}, {*OURS, "site", "accusing"}),
    (OFFICE, Queue.ALL, {"department": "housing"}, {"site"}),
    (OFFICE, Queue.TO_DECIDE, {}, {"accusing"}),
    (OFFICE, Queue.UNASSIGNED, {}, {"late", "today", "phone", "site"}),
    (OFFICE, Queue.ALL, {"region": "410302"}, set()),
    (COUNTY, Queue.ALL, {}, {*OURS, "site"}),
    (PROVINCE, Queue.ALL, {"region": "410300"}, {"luoyang"}),
    (PROVINCE, Queue.ALL, {}, {*OURS, "site", "luoyang", "accusing"}),
]


def test_what_each_filter_finds_for_whom(ctx: Context, people: People, world: dict[str, str]) -> None:
    names = {number: name for name, number in world.items()}
    for (role, region), queue, said, expected in ASKED:
        staff, asked = _person(people, role, region), filters.read(ctx, said)
        page = inbox.inbox(ctx, staff, queue, 1, asked)
        found = {names[row.case_number] for row in page.items}
        assert (found, page.total) == (expected, len(expected)), (staff.login, queue, said)
        assert inbox.counts(ctx, staff)[queue] >= len(expected)
        assert filters.read(ctx, asked.query()) == asked


def _person(people: People, role: Role, region: str) -> Staff:
    if role is Role.COORDINATOR:
        return people.coordinator(region)
    return people.organ_role(role, region=region)


@pytest.mark.parametrize(
    "said",
    [
        {"state": "x"},
        {"region": "999999"},
        {"due": "soonish"},
        {"from": "11-23"},
        {"to": "9999-12-31"},
        {"sort": "x"},
    ],
)
def test_a_filter_that_means_nothing_is_refused(ctx: Context, said: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        filters.read(ctx, said)


def test_the_question_reaches_exactly_what_the_rule_reaches(ctx: Context, people: People) -> None:
    """Every owner × office × restriction × assignee, as rows; every kind of reader: `permissions` decides."""
    clerk = people.clerk()
    readers = [clerk, people.clerk(number=2), people.clerk("housing")]
    readers += [people.organ_role(role) for role in (Role.UNIT_HEAD, Role.REVIEWER)]
    readers += [people.coordinator(region) for region in (JINSHUI, ZHENGZHOU, HENAN, "410300")]
    regions = (JINSHUI, ZHENGZHOU, "410302")
    kinds = list(product(regions, ("ecology", None), (*regions, HENAN), (True, False), (clerk.id, None)))
    with ctx.database.writing() as connection:
        connection.execute(insert(cases), [_row(ctx, str(n), *kind) for n, kind in enumerate(kinds)])
    for staff in readers:
        expected = {
            str(n)
            for n, (region, department, office, restricted, assignee) in enumerate(kinds)
            if within_reach(
                staff,
                Standing(
                    Owner(region, department),
                    lineage(ctx, region),
                    lineage(ctx, office),
                    restricted,
                    assignee_id=assignee,
                ),
            )
        }
        with ctx.database.reading() as connection:
            found = {each.number for each in case_lists.each(connection, wanted_by(ctx, staff, Queue.ALL))}
        assert found == expected, staff.login


def _row(
    ctx: Context,
    number: str,
    region: str,
    department: str | None,
    office: str,
    restricted: bool,
    assignee: int | None,
) -> dict[str, object]:
    now = ctx.now()
    return {
        "number": number,
        "code_hash": number,
        "request_hash": number,
        "version": 1,
        "state": State.ROUTED,
        "owner_region": region,
        "owner_department": department,
        "assignee_id": assignee,
        "source": "web",
        "filed_at": now,
        "updated_at": now,
        "title": "",
        "text": "",
        "address": "",
        "occurred_at": "",
        "certificate": {},
        "office_region": office,
        "restricted": restricted,
    }


def test_the_next_case_is_the_one_behind(ctx: Context, people: People, clock: Clock) -> None:
    clerk, numbers = people.clerk(), []
    for _n in range(3):
        numbers.append(filed(ctx))
        clock.forward(days=1)
    first, second, last = numbers
    assert inbox.next_case(ctx, clerk, Queue.NEW, first) == second
    assert inbox.next_case(ctx, clerk, Queue.NEW, last) == first
    assert inbox.next_case(ctx, clerk, Queue.ALL, last) == second  # newest first
    handle.accept(ctx, clerk, second, 1)
    assert inbox.next_case(ctx, clerk, Queue.NEW, second, Filters(sort="received")) == last
    assert inbox.next_case(ctx, clerk, Queue.MINE, second) is None


@pytest.mark.parametrize("form", list(Form))
def test_a_file_of_a_list_read_back(ctx: Context, people: People, world: dict[str, str], form: Form) -> None:
    office = people.coordinator()
    login = "formula"
    accounts.add_user(ctx, accounts.NewUser(login, "=1+1", Role.CLERK, JINSHUI, "ecology"))
    handle.assign(ctx, people.clerk(), world["late"], 1, login)
    made = export(ctx, office, What(Queue.ALL, filters.read(ctx, {"q": "餐饮"})), form)
    assert made.rows == 0
    made.file.close()
    made = export(ctx, office, What(Queue.ALL), form)
    with made.file as file:
        plain = file.read()
    lines = _read(plain, form)
    assert lines[0][0] == ctx.registry.site.demonstration_notice
    heads, rows = lines[2], [dict(zip(lines[2], line, strict=True)) for line in lines[3:]]
    assert heads[0] == "编号" and made.rows == len(rows)
    leaving = {world[name] for name in (*OURS, "site")}  # the accusing case stays
    assert {row["编号"] for row in rows} == leaving
    late = next(row for row in rows if row["编号"] == world["late"])
    assert (late["承办人"], late["期限情况"], late["地区"]) == ("'=1+1", "已超 15 天", "河南省郑州市金水区")
    for hidden in ("张小明", "13800001111", "黑烟", "花园路"):
        assert hidden not in str(lines)
    with ctx.database.reading() as connection:
        recorded = connection.execute(select(events).where(events.c.event == Event.LIST_EXPORTED)).all()
    assert [(line.staff_id, line.detail["rows"], line.detail["form"]) for line in recorded] == [
        (office.id, "0", form.value),
        (office.id, str(len(rows)), form.value),
    ]
    assert "餐饮" not in str(recorded)


def _read(plain: bytes, form: Form) -> list[list[str]]:
    if form is Form.CSV:
        assert plain.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(plain.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(plain)).active
    assert sheet is not None
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    lines = [["" if value is None else str(value) for value in row] for row in sheet.values]
    return [line if any(line[1:]) else line[:1] for line in lines]


def test_only_the_ticked_cases_of_the_list_go_into_the_file(
    ctx: Context, people: People, world: dict[str, str]
) -> None:
    numbers = (world["late"], world["site"])
    made = export(ctx, people.clerk(), What(Queue.ALL, numbers=numbers), Form.CSV)
    with made.file as file:
        said = file.read().decode("utf-8-sig")
    assert made.rows == 1 and world["late"] in said and world["site"] not in said


def test_of_many_at_once_each_stands_alone(ctx: Context, people: People) -> None:
    clerk, colleague = people.clerk(), people.clerk(number=2)
    fine, stale, foreign = filed(ctx), filed(ctx), filed(ctx, **SITE)
    handle.assign(ctx, colleague, stale, 1, clerk.login)
    chosen = bulk.picked([f"{fine}@1", f"{stale}@1", f"{foreign}@1", f"{fine}@1", "x", "y@z"])
    outcomes = bulk.accept_many(ctx, clerk, chosen)
    assert [each.case_number for each in outcomes] == [fine, stale, foreign]
    assert [bool(each.refused) for each in outcomes] == [False, True, True]
    assert inbox.case(ctx, clerk, stale).state is State.ROUTED
    again = bulk.assign_many(ctx, clerk, bulk.picked([f"{fine}@2", f"{stale}@2"]), colleague.login)
    assert [each.refused for each in again] == ["", ""]
    assert inbox.case(ctx, clerk, fine).assignee == colleague.name
    for nothing in ([], ["x"], [f"{n}@1" for n in range(bulk.MOST + 1)]):
        with pytest.raises(BadInput):
            bulk.picked(nothing)


def test_views_are_ones_own_until_shared_with_the_organ(ctx: Context, people: People) -> None:
    clerk, colleague, stranger = people.clerk(), people.clerk(number=2), people.clerk("housing")
    said = {"queue": "new", "source": "phone", "page": "7", "_external": "1"}
    saved.save(ctx, clerk, "来电", said, shared=False)
    saved.save(ctx, clerk, "大家的", {"queue": "all"}, shared=True)
    names = [[each.name for each in saved.views(ctx, staff)] for staff in (clerk, colleague, stranger)]
    assert names == [["大家的", "来电"], ["大家的"], []]
    own = {each.name: each for each in saved.views(ctx, clerk)}
    assert own["来电"].query == "queue=new&source=phone"
    saved.save(ctx, clerk, "来电", {"queue": "all"}, shared=False)
    assert len(saved.views(ctx, clerk)) == 2
    with pytest.raises(NotFound):
        saved.remove(ctx, colleague, own["大家的"].id)
    with pytest.raises(NotPermitted):
        saved.save(ctx, clerk, "别人的", {"queue": "to_decide"}, shared=False)
    for n in range(saved.MOST - 2):
        saved.save(ctx, clerk, f"视图{n}", {"queue": "new"}, shared=False)
    with pytest.raises(BadInput):
        saved.save(ctx, clerk, "太多", {"queue": "new"}, shared=False)
    assert len(saved.views(ctx, clerk)) == saved.MOST


def test_a_canned_text_is_filled_in_for_a_case(ctx: Context, people: People) -> None:
    clerk, number = people.clerk(), filed(ctx)
    words = "{编号}：{事项}，{地点}。{单位}，{受理日期}受理，{期限}前答复。{"
    canned.add(ctx, clerk, CannedText(0, Purpose.ANSWER, "套话", words, own=True))
    (text,) = canned.texts(ctx, clerk, Purpose.ANSWER)
    told = canned.fill(ctx, clerk, number, text.id)
    assert told.startswith(f"{number}：") and "河南省郑州市金水区花园路" in told
    assert "郑州市生态环境局金水分局，＿＿＿＿受理，2026年12月8日前答复。{" in told
    handle.accept(ctx, clerk, number, 1)
    assert "2026年11月23日受理" in canned.fill(ctx, clerk, number, text.id)
    with pytest.raises(NotPermitted):
        canned.fill(ctx, people.clerk("housing"), number, text.id)
    with pytest.raises(NotFound):
        canned.fill(ctx, people.clerk(number=2), number, text.id)  # somebody else's own
    with pytest.raises(BadInput):
        canned.add(ctx, clerk, CannedText(0, Purpose.ANSWER, "错", "{电话}", own=True))


def test_the_organs_texts_are_kept_by_its_heads(ctx: Context, people: People) -> None:
    clerk, head = people.clerk(), people.organ_role(Role.DEPARTMENT_HEAD)
    shared = CannedText(0, Purpose.QUESTION, "请补充", "请补充具体时间。", own=False)
    with pytest.raises(NotPermitted):
        canned.add(ctx, clerk, shared)
    canned.add(ctx, head, shared)
    (text,) = canned.texts(ctx, clerk)
    assert not canned.texts(ctx, people.clerk("housing")) and not canned.texts(ctx, clerk, Purpose.ANSWER)
    with pytest.raises(NotPermitted):
        canned.remove(ctx, clerk, text.id)
    canned.remove(ctx, head, text.id)
    assert not canned.texts(ctx, clerk)


def test_what_is_keyed_in_is_a_case_like_any_other(ctx: Context, people: People) -> None:
    clerk = people.clerk()
    said = complaint(location=Location(address="郑州市金水区花园路 8 号"), item=None)
    assert keyed_in.preview(ctx, clerk, said).region == JINSHUI
    receipt = keyed_in.key_in(ctx, clerk, said, "visit", "page-1")
    again = keyed_in.key_in(ctx, clerk, said, "visit", "page-1")
    assert again == receipt
    other = keyed_in.key_in(ctx, people.clerk(number=2), said, "visit", "page-1")
    assert other.case_number != receipt.case_number  # another person's page of the same name is another page
    with pytest.raises(BadInput):
        keyed_in.key_in(ctx, clerk, complaint("另一件事，河水发黑发臭。"), "visit", "page-1")
    with pytest.raises(BadInput):
        keyed_in.key_in(ctx, clerk, said, "web", "page-2")
    for outsider in (people.auditor(), people.administrator(), people.organ_role(Role.REVIEWER)):
        with pytest.raises(NotPermitted):
            keyed_in.key_in(ctx, outsider, said, "phone", "page-3")
    view = inbox.case(ctx, people.coordinator(), receipt.case_number)
    assert (view.source, view.has_contact, view.location.region) == ("visit", True, JINSHUI)
    line = next(each for each in view.timeline if each.event is Event.CASE_KEYED_IN)
    assert (line.staff_name, line.detail) == (clerk.name, {"source": "visit"})
    assert submit.submit(ctx, said, "test").case_number != receipt.case_number
