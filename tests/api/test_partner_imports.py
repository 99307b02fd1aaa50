"""A hotline's Excel table: what is read, doubted and filed; and the month's list for the procuratorate."""

from __future__ import annotations

import io
import json

import pytest
from openpyxl import Workbook
from samples import JINSHUI, Clock, People, complaint, filed
from sqlalchemy.exc import OperationalError
from waiting_room import queueing

from intake.cases.errors import BadInput
from intake.cases.events import Event
from intake.cases.model import Complaint, Contact, Receipt
from intake.cases.partner import Partner
from intake.services.context import Context
from intake.services.filing.submit import Beside
from intake.services.office import share_list
from intake.services.office.share_list import ShareForm
from intake.services.partners import importing, keys, managing
from intake.services.partners.handing_over import hand_over
from intake.services.partners.keys import ApiKey
from intake.services.partners.managing import NewPartner
from intake.services.partners.sheet import Column
from intake.store.cases import cases as case_store
from intake.store.partners import handover_imports as store
from intake.store.records import events

HEADINGS = ["工单编号", "诉求内容", "区县", "事发地址", "诉求人姓名", "联系电话", "备注"]
ROWS = [
    ["G-1", "工厂烟囱夜里冒黑烟。", "金水区", "花园路", "申小暗", "13800001111", ""],
    ["G-2", "河里有人倒废水，发黑发臭。", "火星区", "东风渠", "", "", ""],
    ["G-3", "短", "金水区", "花园路", "", "", ""],
    ["G-1", "与第一行编号相同的另一件事。", "金水区", "花园路", "", "", ""],
    ["", "没有编号的一件事，写得够长。", "金水区", "花园路", "", "", ""],
    ["G-6", "工地夜里施工，吵得睡不着。", "金水区", "花园路", "张三", "不留", ""],
]


def table(rows: list[list[str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["郑州市民热线工单（示范）"])
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_hotlines_table(ctx: Context, people: People) -> None:
    office = people.coordinator()
    hotline = managing.add(ctx, office, NewPartner("热线", JINSHUI))
    token = importing.receive(ctx, office, hotline.id, table(ROWS), "工单.xlsx")
    seen = importing.preview(ctx, office, hotline.id, token)
    assert [each.sound for each in seen.sheet.rows] == [True, True, False, False, False, False]
    fatal = {doubt.place: doubt.said for row in seen.sheet.rows for doubt in row.doubts if doubt.fatal}
    assert set(fatal) == {"Sheet B5", "Sheet 第6行", "Sheet A7", "Sheet F8"}, "each at its cell"
    assert any(doubt.place == "Sheet C4" and not doubt.fatal for doubt in seen.sheet.rows[1].doubts)
    with ctx.database.reading() as connection:
        assert case_store.by_number(connection, "2026-1123-000001") is None, "nothing before it is confirmed"
    made = importing.confirm(ctx, office, hotline.id, token, seen.sheet.mapping)
    importing.work_off(ctx)
    done = importing.progress(ctx, office, made)
    assert done.counts == {"filed": 2}
    assert done.found.finished_at and done.found.sealed is None
    numbers = [each.case_number for each in done.results]
    with ctx.database.reading() as connection:
        case = case_store.by_number(connection, numbers[0] or "")
        assert case
        assert case_store.open_contact(connection, ctx.keys.fields, case.id) == Contact(
            "申小暗", "13800001111"
        )
    again = importing.receive(ctx, office, hotline.id, table([*ROWS[:2], ["G-9", *ROWS[0][1:]]]), "工单.xlsx")
    known = importing.preview(ctx, office, hotline.id, again)
    assert dict(known.known) == {"G-1": numbers[0], "G-2": numbers[1]}
    assert known.to_file == 1
    second = importing.confirm(ctx, office, hotline.id, again, known.sheet.mapping)
    importing.work_off(ctx)
    assert importing.progress(ctx, office, second).counts == {"known": 2, "filed": 1}


def test_an_import_that_is_interrupted_goes_on(ctx: Context, people: People) -> None:
    office = people.coordinator()
    hotline = managing.add(ctx, office, NewPartner("热线", JINSHUI))
    rows = [[f"G-{number}", *ROWS[0][1:]] for number in range(6)]
    token = importing.receive(ctx, office, hotline.id, table(rows), "工单.xlsx")
    mapping = importing.preview(ctx, office, hotline.id, token).sheet.mapping
    made = importing.confirm(ctx, office, hotline.id, token, mapping)
    asked = iter([False, False, False, False, True, True])
    importing.work_off(ctx, lambda: next(asked))
    assert 0 < importing.progress(ctx, office, made).found.done < 6
    importing.work_off(ctx)
    done = importing.progress(ctx, office, made)
    assert (done.found.done, done.counts) == (6, {"filed": 6})
    with ctx.database.reading() as connection:
        assert store.waiting(connection) is None


def test_columns_without_known_headings_are_asked_for(ctx: Context, people: People) -> None:
    office = people.coordinator()
    hotline = managing.add(ctx, office, NewPartner("热线", JINSHUI))
    content = "甲,乙\nG-1,工厂烟囱夜里冒黑烟。\n".encode()
    token = importing.receive(ctx, office, hotline.id, content, "工单.csv")
    seen = importing.preview(ctx, office, hotline.id, token)
    assert not seen.sheet.rows
    with pytest.raises(BadInput):
        importing.confirm(ctx, office, hotline.id, token, seen.sheet.mapping)
    chosen = {**seen.sheet.mapping, Column.NUMBER: 0, Column.TEXT: 1}
    assert importing.preview(ctx, office, hotline.id, token, chosen).to_file == 1
    with pytest.raises(BadInput):
        too_long = "工单编号,内容\n" + "\n".join(f"G-{n},工厂冒黑烟" for n in range(2001))
        importing.receive(ctx, office, hotline.id, too_long.encode(), "工单.csv")


def test_a_column_that_is_not_there_is_none(ctx: Context, people: People) -> None:
    office = people.coordinator()
    hotline = managing.add(ctx, office, NewPartner("热线", JINSHUI))
    token = importing.receive(ctx, office, hotline.id, table(ROWS), "工单.xlsx")
    mapping = importing.preview(ctx, office, hotline.id, token).sheet.mapping
    for wrong in (len(HEADINGS), 999, -1):
        seen = importing.preview(ctx, office, hotline.id, token, {**mapping, Column.TITLE: wrong})
        assert (seen.sheet.mapping[Column.TITLE], seen.to_file) == (None, 2)
        with pytest.raises(BadInput):
            importing.confirm(ctx, office, hotline.id, token, {**mapping, Column.TEXT: wrong})


def _confirmed(ctx: Context, people: People, *numbers: str) -> tuple[Partner, int]:
    """A hotline and its import of rows with these numbers."""
    office = people.coordinator()
    hotline = managing.add(ctx, office, NewPartner("热线", JINSHUI))
    rows = [[number, *ROWS[0][1:]] for number in numbers]
    token = importing.receive(ctx, office, hotline.id, table(rows), "工单.xlsx")
    mapping = importing.preview(ctx, office, hotline.id, token).sheet.mapping
    return hotline, importing.confirm(ctx, office, hotline.id, token, mapping)


def test_the_import_of_a_closed_hotline_stops(ctx: Context, people: People) -> None:
    hotline, made = _confirmed(ctx, people, "G-1", "G-2", "G-3")
    asked = iter([False, False, True, True])
    importing.work_off(ctx, lambda: next(asked))
    managing.close(ctx, people.coordinator(), hotline)
    importing.work_off(ctx)
    with ctx.database.reading() as connection:
        assert store.counts(connection, made) == {"filed": 1, "refused": 2}
        assert store.waiting(connection) is None
        assert "停用" in store.results(connection, made, 10, 0)[-1].message


def test_a_row_that_fails_holds_up_nobody_but_the_database_is_waited_for(
    ctx: Context, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hotline, made = _confirmed(ctx, people, "G-1", "G-2", "G-3")
    faults = iter([OperationalError("", {}, Exception("gone")), ZeroDivisionError("a fault of ours")])

    def failing(ctx: Context, caller: ApiKey, said: Complaint, external: str, beside: Beside) -> Receipt:
        if external == "G-2":
            raise next(faults)
        return hand_over(ctx, caller, said, external, beside)

    monkeypatch.setattr(importing, "hand_over", failing)
    with pytest.raises(OperationalError):
        importing.work_off(ctx)
    importing.work_off(ctx)
    done = importing.progress(ctx, people.coordinator(), made)
    assert [each.outcome for each in done.results] == ["filed", "refused", "filed"]
    assert done.found.finished_at


def test_in_a_crowd_each_row_is_settled_with_its_case(ctx: Context, people: People) -> None:
    """One that its system had filed by the interface, and that waits, becomes a case first."""
    crowd = queueing(ctx, "always")
    hotline, made = _confirmed(crowd, people, "G-1", "G-2")
    issued = keys.issue(crowd, None, hotline, keys.Wanted("钥匙", ("file",), 30))
    caller = keys.caller(crowd, issued.secret)
    assert caller
    before = hand_over(crowd, caller, complaint(), "G-2")
    assert before.certificate is None
    importing.work_off(crowd)
    results = importing.progress(crowd, people.coordinator(), made).results
    assert [each.outcome for each in results] == ["filed", "known"]
    assert all(each.case_number for each in results) and results[1].case_number == before.case_number


def test_the_months_list_points_at_nobody(ctx: Context, people: People, clock: Clock) -> None:
    many = [filed(ctx) for _n in range(5)]
    few = filed(ctx, text="河里有人倒废水，发黑发臭，姓申的看到了。", item="SL-001")
    restricted = "金水区住房城乡建设局的工作人员收了工地的钱，渣土车扬尘没人管。"
    filed(ctx, text=restricted, item=None)
    clock.forward(days=20)
    office = people.coordinator()
    found = share_list.of_month(ctx, office, share_list.last_month(ctx))
    places = {each["case_number"]: (each["place"], bool(each["organ"])) for each in found.lines}
    assert set(many) <= set(places)
    assert all(places[number][1] for number in many)
    if few in places:
        assert places[few] == ("河南省郑州市", False)
    for form in ShareForm:
        with share_list.export(ctx, office, found.month, form) as file:
            content = file.read()
        if form is not ShareForm.XLSX:
            told = content.decode("utf-8-sig")
            assert "示范" in told
            for secret in ("张小明", "13800001111", "花园路", "姓申", "收了工地的钱"):
                assert secret not in told
    assert len(json.loads(content)["cases"]) == len(found.lines)
    with ctx.database.reading() as connection:
        record = [each.line.event for each in events.stored_lines(connection)]
    assert record.count(Event.SHARE_LIST_DISCLOSED) == 3
    for wrong in ("", "2026-13", "2999-01", "2026-1", "x"):
        with pytest.raises(BadInput):
            share_list.of_month(ctx, office, wrong)
