"""What leaves the coordinating office: digest, handling table and indicators, without identities."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from made import Made
from openpyxl import load_workbook
from samples import HENAN, JINSHUI, ZHENGZHOU, Clock, People
from sqlalchemy import text

from intake.cases.errors import BadInput, BadTransition, NotPermitted, StaleCase
from intake.cases.model import Contact, Role
from intake.cases.objections import Grounds, Reason
from intake.cases.outcome import Outcome
from intake.services.casework import handle, objections, outcome
from intake.services.context import Context
from intake.services.desk.sheets import Form
from intake.services.office import digest, indicators, inspection, period
from intake.services.office.digest import Every
from intake.services.office.inspection import HEADS
from intake.services.office.period import Asked, Period

SECRETS = ("13912345678", "王建国", "李秀英", "张小明", "zhang@example.com", "13800001111")
TELLING = "我叫王建国，电话13912345678。邻居李秀英家也受影响，工厂烟囱夜里冒黑烟。"
WRITTEN = Outcome(
    ("noise", "air"), "查实夜间生产。", "已停产整改，13912345678 可证。", "立案查处。", 20000, "约谈2人。"
)


@pytest.fixture
def made(ctx: Context, people: People, clock: Clock) -> Made:
    """Everything, and one case whose department wrote its outcome down."""
    cases = Made(ctx, people, clock).everything()
    receipt = cases.file("told", text=TELLING)
    handle.accept(ctx, people.clerk(), receipt.case_number, 1)
    outcome.write(ctx, people.clerk(), receipt.case_number, 2, WRITTEN)
    return cases


def today(ctx: Context, **narrowed: str) -> Asked:
    """About this day."""
    return Asked(period.last_days(ctx, 1), **narrowed)


def line_of(lines: tuple[list[str], ...], number: str) -> dict[str, str]:
    """One case of the table by its heads."""
    (found,) = [line for line in lines if line[0] == number]
    return dict(zip(HEADS, found, strict=True))


def test_the_columns_are_those_of_published_tables() -> None:
    assert " ".join(HEADS) == (
        "受理编号 交办问题基本情况 行政区域 污染类型 调查核实情况 是否属实 整改措施 处理情况 办结状态 "
        "牵头责任单位 是否重复 重复关联件编号 罚款金额 问责情况"
    )


def test_the_table_tells_the_matter_and_hides_people(ctx: Context, made: Made, people: People) -> None:
    lines = inspection.table(ctx, people.coordinator(ZHENGZHOU), today(ctx)).lines
    told = line_of(lines, made.numbers["told"])
    assert "冒黑烟" in told["交办问题基本情况"]
    assert not [secret for secret in SECRETS if secret in repr(lines)]
    assert told["行政区域"] == "河南省郑州市金水区"
    assert told["污染类型"] == "工厂废气和空气、噪声和灯光"
    assert (told["调查核实情况"], told["处理情况"], told["罚款金额"]) == (
        "查实夜间生产。",
        "立案查处。",
        "20000元",
    )
    assert (told["问责情况"], told["办结状态"], told["是否重复"]) == ("约谈2人。", "未办结", "否")
    closed = line_of(lines, made.numbers["closed0"])
    assert (closed["是否属实"], closed["办结状态"]) == ("属实", "办结")
    assert (closed["调查核实情况"], closed["污染类型"]) == ("已查处。", "工厂废气和空气")


def test_the_table_hides_a_name_that_only_the_contact_tells(ctx: Context, made: Made, people: People) -> None:
    contact = Contact("欧阳春晓", "13800002222", "ouyang@example.com")
    made.file("bare", text="工厂冒黑烟。欧阳春晓，楼下卖菜的。", contact=contact)
    grounds = Grounds(Reason.NO_ENFORCEMENT_POWER, "第二十三条", "", "market")
    objections.object_to(ctx, people.clerk(), made.numbers["bare"], 1, grounds)
    lines = inspection.table(ctx, people.coordinator(ZHENGZHOU), today(ctx)).lines
    assert sum("楼下卖菜的" in line[1] for line in lines) == 2  # the whole and its part
    assert "欧阳春晓" not in repr(lines)


def test_an_accusing_case_leaves_the_desk_in_nothing(ctx: Context, made: Made, people: People) -> None:
    city = people.coordinator(ZHENGZHOU)  # which may read it
    number, about = made.numbers["accusing"], today(ctx)
    assert number not in repr(inspection.table(ctx, city, about))
    assert number not in repr(digest.digest(ctx, city, about))
    assert digest.digest(ctx, city, about).total.filed == 13
    (total,) = [row for row in indicators.indicators(ctx, city, about).rows if row.kind == "all"]
    assert total.values["filed"] == 13


@pytest.mark.parametrize("form", list(Form))
def test_files_hold_the_table_the_notice_and_no_formula(
    ctx: Context, made: Made, people: People, form: Form
) -> None:
    number, evil = made.numbers["handled"], Outcome(("air",), rectification="=HYPERLINK(1)", handling="+1")
    outcome.write(ctx, people.clerk(), number, 2, evil)
    city = people.coordinator(ZHENGZHOU)
    exported = inspection.export(ctx, city, today(ctx), form)
    with exported.file as file:
        rows = _rows(file.read(), form)
    assert rows[0][0] == ctx.registry.site.demonstration_notice
    assert tuple(rows[2]) == HEADS
    assert len(rows) == exported.rows + 3
    (formula,) = [row for row in rows if row[0] == number]
    assert (formula[6], formula[7]) == ("'=HYPERLINK(1)", "'+1")
    assert not [cell for row in rows for cell in row if cell and str(cell)[0] in "=+-@\t\r"]
    assert not [secret for secret in SECRETS if secret in repr(rows)]
    with ctx.database.reading() as connection:
        taken = connection.execute(text("SELECT staff_id FROM events WHERE event LIKE 'desk:inspection%'"))
        assert taken.scalars().all() == [city.id]


def _rows(content: bytes, form: Form) -> list[list[str]]:
    """The file as Excel would read it."""
    if form is Form.CSV:
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(content)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_the_digest_counts_and_hides_small_counts(ctx: Context, made: Made, people: People) -> None:
    found = digest.digest(ctx, people.coordinator(HENAN), today(ctx))
    assert (found.total.filed, found.total.closed, found.total.reopened) == (14, 7, 1)
    assert (found.answered, found.answered_late) == (7, 0)
    places = {row.name: row.filed for row in found.regions}
    assert places == {"郑州市": None, "洛阳市": None}, "one of Luoyang's, so Zhengzhou's would tell it"
    assert found.kinds["工厂废气和空气"] is None or found.kinds["工厂废气和空气"] >= 5
    assert found.kinds["噪声和灯光"] is None
    assert not [secret for secret in SECRETS if secret in repr(found)]


def test_what_is_long_overdue_is_notable(ctx: Context, made: Made, people: People, clock: Clock) -> None:
    clock.forward(days=20)
    city = people.coordinator(ZHENGZHOU)
    found = digest.digest(ctx, city, today(ctx))
    assert made.numbers["new"] in {each.case_number for each in found.notable}
    assert all(each.words.startswith("已超") for each in found.notable)


@pytest.mark.parametrize(
    ("every", "day", "since", "until"),
    [
        (Every.WEEK, "2026-11-23", "2026-11-23", "2026-11-29"),
        (Every.WEEK, "2027-01-01", "2026-12-28", "2027-01-03"),
        (Every.MONTH, "2024-02-29", "2024-02-01", "2024-02-29"),
        (Every.MONTH, "2026-12-31", "2026-12-01", "2026-12-31"),
        (Every.QUARTER, "2026-02-10", "2026-01-01", "2026-03-31"),
        (Every.QUARTER, "2026-12-01", "2026-10-01", "2026-12-31"),
    ],
)
def test_periods(every: Every, day: str, since: str, until: str) -> None:
    expected = Period(date.fromisoformat(since), date.fromisoformat(until))
    assert digest.period_of(every, date.fromisoformat(day)) == expected


def test_indicators_are_figures_with_small_ones_hidden(ctx: Context, made: Made, people: People) -> None:
    rows = indicators.indicators(ctx, people.coordinator(HENAN), today(ctx)).rows
    told = {(row.kind, row.code): row.values for row in rows}
    total = told["all", HENAN]
    assert (total["filed"], total["closed"], total["answered"], total["answered_late"]) == (14, 7, 7, 0)
    assert (total["ratings"], total["stars"], total["reopened"]) == (5, 18, None)
    assert told["region", "410300"]["filed"] is None
    assert total["lists_in_force"] == sum(each.in_force(ctx.today()) for each in ctx.registry.releases)
    small = {value for values in told.values() for name, value in values.items() if name != "lists_in_force"}
    assert not {1, 2, 3, 4} & small


def test_an_outcome_is_written_by_the_organ_that_has_the_case(
    ctx: Context, made: Made, people: People
) -> None:
    clerk, number = people.clerk(), made.numbers["handled"]
    assert outcome.read(ctx, clerk, number).kinds == ("air",), "the topics of its matter"
    with pytest.raises(BadInput):
        outcome.write(ctx, clerk, number, 2, Outcome())
    with pytest.raises(StaleCase):
        outcome.write(ctx, clerk, number, 1, WRITTEN)
    for other in (people.clerk("housing"), people.coordinator(JINSHUI), people.organ_role(Role.REVIEWER)):
        with pytest.raises(NotPermitted):
            outcome.write(ctx, other, number, 2, WRITTEN)
    with pytest.raises(BadTransition):
        outcome.write(ctx, clerk, made.numbers["new"], 1, WRITTEN)
    assert outcome.write(ctx, clerk, number, 2, WRITTEN) == 3
    assert outcome.read(ctx, clerk, number) == Outcome(("air", "noise"), *_texts(WRITTEN))


def _texts(written: Outcome) -> tuple[object, ...]:
    return written.findings, written.rectification, written.handling, written.fine, written.accountability
