"""Ten tasks of a newcomer, each by the way that the pages themselves offer first, and at most so many clicks.

docs/usability.md tells the same figures; the last test holds it to them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from desk_people import file, make
from newcomer import Newcomer, newcomer
from playwright.sync_api import Browser
from product import Product, photo_with_place
from samples import JINSHUI, ROOT
from test_list_import_seen import word_table
from visitor import NARROW, WIDE, Device

from intake.cases.model import Staff
from intake.services.casework import handle
from intake.services.casework.handle import Answer
from intake.services.desk import inbox
from registry import check, load

PHONE, DESKTOP = Device(NARROW, scripts=True), Device(WIDE, scripts=True)
USABILITY = (ROOT / "docs/usability.md").read_text("utf-8")


@dataclass(frozen=True)
class Limit:
    """What a task may take at most."""

    clicks: int
    answers: int


def limit_of(task: int) -> Limit:
    """As docs/usability.md tells it: | 1 | … | clicks | answers | …"""
    row = re.search(rf"(?m)^\| {task} \|[^|]+\| (\d+) \| (\d+) \|", USABILITY)
    assert row, task
    return Limit(int(row[1]), int(row[2]))


def took(person: Newcomer, task: int) -> None:
    """Exactly as told: more is worse, and less should be told."""
    assert Limit(person.clicks, person.answers) == limit_of(task)


def test_1_find_who_handles_noise_from_a_bar(product: Product, browser: Browser) -> None:
    with newcomer(browser, product, PHONE) as citizen:
        citizen.type("[role=search] [name=q]", "金水区酒吧噪声")
        citizen.button("查一查", "body")
        assert citizen.reads("金水区文化广电和旅游局负责")
        took(citizen, 1)


def test_2_complain_with_a_photo(product: Product, browser: Browser, tmp_path: Path) -> None:
    photo = tmp_path / "IMG_1.jpg"
    with photo.open("wb") as file_:
        photo_with_place(file_)
    with newcomer(browser, product, PHONE) as citizen:
        citizen.link("我要投诉", "main")
        citizen.go_on()
        citizen.type("[name=text]", "楼下烧烤店每天晚上油烟直排，呛得开不了窗。")
        citizen.go_on()
        citizen.tick("[name=matter]")
        citizen.go_on()
        citizen.type("[name=address]", "郑州市金水区花园路 100 号")
        citizen.go_on()
        citizen.tick("[name=still]")
        citizen.go_on()
        citizen.give("[name=files]", photo)
        citizen.go_on()
        citizen.tick("[name=who][value=anonymous]")
        citizen.go_on()
        citizen.go_on()
        assert citizen.reads("查询码")
        took(citizen, 2)


def test_3_find_when_a_report_was_published(product: Product, browser: Browser) -> None:
    with newcomer(browser, product, DESKTOP) as citizen:
        citizen.link("专题报告", "footer")
        citizen.link("洛阳市人民政府", "main")
        assert citizen.reads("洛阳市2025年度生态环境保护专题报告")
        assert citizen.reads("2026年3月27日公布")
        took(citizen, 3)


@pytest.fixture(scope="module")
def organ(product: Product) -> Staff:
    """A head of the bureau, who may do all that its clerks may."""
    return make(product, "ten-head", "department_head", JINSHUI, "ecology")


@pytest.fixture
def desk(product: Product, browser: Browser, organ: Staff) -> Iterator[Newcomer]:
    """The head's inbox."""
    with newcomer(browser, product, DESKTOP, "/desk/", organ.login) as person:
        yield person


def routed(product: Product, desk: Newcomer, organ: Staff, *, accepted: bool = False) -> str:
    """A case of the bureau's, in sight."""
    number = file(product, "砖厂的烟囱夜里冒黑烟，刺鼻难闻。", JINSHUI, "ST-001").number
    if accepted:
        view = inbox.case(product.data, organ, number)
        handle.accept(product.data, organ, number, view.version)
    desk.page.goto(f"{product.url}/desk/?queue={'working' if accepted else 'new'}")
    return number


def test_4_accept_a_case(product: Product, desk: Newcomer, organ: Staff) -> None:
    desk.link(routed(product, desk, organ), "main")
    desk.button("受理")
    assert desk.reads("已受理")
    took(desk, 4)


def test_5_object_to_a_case(product: Product, desk: Newcomer, organ: Staff) -> None:
    desk.link(routed(product, desk, organ), "main")
    desk.unfold("其他操作")
    desk.unfold("不归本单位")
    desk.choose("[name=back-code]", 1)
    desk.type("[name=back-clause]", "清单 ZJ-001")
    desk.type("[name=back-reason]", "是工地扬尘，归住房城乡建设。")
    desk.button("提出异议")
    assert desk.reads("已提出异议")
    took(desk, 5)


def test_6_extend_a_limit(product: Product, desk: Newcomer, organ: Staff) -> None:
    desk.link(routed(product, desk, organ, accepted=True), "main")
    desk.unfold("其他操作")
    desk.unfold("延长期限")
    desk.choose("[name=extend-amount]", 1)
    desk.type("[name=extend-reason]", "情况复杂，需要检测。")
    desk.button("批准延长")
    assert desk.reads("已延长期限")
    took(desk, 6)


def test_7_refer_a_case(product: Product, desk: Newcomer, organ: Staff) -> None:
    desk.link(routed(product, desk, organ, accepted=True), "main")
    desk.link("移送", "main")
    desk.link("没有执法权", "main")
    desk.type("[name=proposal-to]", "金水区城市管理局")
    desk.type("[name=proposal-grounds]", "查明是道路扬尘，本单位没有执法权。")
    for paper in range(3):
        desk.tick(f"[name=proposal-enclosures] >> nth={paper}")
    desk.button("提出移送")
    assert desk.reads("等")
    took(desk, 7)


def test_8_import_a_list(product: Product, browser: Browser, tmp_path: Path) -> None:
    table = tmp_path / "清单.docx"
    table.write_bytes(word_table((("1", "小作坊异味扰民", "市场监管", "《生态环境法典》第二百一十七条"),)))
    make(product, "ten-list", "department_head", "410800", "ecology")
    with newcomer(browser, product, DESKTOP, "/desk/", "ten-list") as head:
        head.unfold("更多")
        head.link("清单办理")
        head.tick("[name=new-source][value=empty]")
        head.button("开始起草")
        head.link("导入表格", "main")
        head.give("[name=import-file]", table)
        head.button("上传并核对")
        head.button("导入打勾的")
        assert head.reads("小作坊异味扰民")
        took(head, 8)


def test_9_add_a_county(tmp_path: Path) -> None:
    """One line of content; a slip in it is named with its line; organs and lists follow by rule."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests/site/content", content)
    regions = content / "regions.csv"
    columns = len(regions.read_text("utf-8").splitlines()[0].split(","))
    lines = len(regions.read_text("utf-8").splitlines())

    def add(parent: str) -> None:
        line = ["411199", "新设县", "county", parent, *[""] * (columns - 4)]
        with regions.open("a", encoding="utf-8") as file_:
            file_.write(",".join(line) + "\n")

    before = regions.read_bytes()
    add("411999")
    assert {(fault.file, fault.line) for fault in check(content)} == {("regions.csv", lines + 1)}
    regions.write_bytes(before)
    add("411100")
    answer = load(content).who("ST-001", "411199", date(2026, 11, 23))
    assert answer and "新设" in answer.organ.name
    assert limit_of(9) == Limit(2, 1)  # make check, make build; one line


def test_10_read_the_answer_and_say_how_it_was(product: Product, browser: Browser, organ: Staff) -> None:
    filed = file(product, "砖厂的烟囱夜里冒黑烟，刺鼻难闻。", JINSHUI, "ST-001")
    view = inbox.case(product.data, organ, filed.number)
    handle.accept(product.data, organ, filed.number, view.version)
    view = inbox.case(product.data, organ, filed.number)
    handle.answer(product.data, organ, filed.number, view.version, Answer("已责令停产整改。"))
    with newcomer(browser, product, PHONE) as citizen:
        citizen.link("查进度", "header")
        citizen.type("[name=code]", filed.code)
        citizen.button("查一查")
        assert citizen.reads("已责令停产整改")
        citizen.button("评价")
        citizen.tick("[name=stars]")
        citizen.go_on()
        assert citizen.reads("您的评价")
        took(citizen, 10)
