"""The way of a department's Excel file to the public page of what changed, by command alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import Line
from openpyxl import Workbook
from publishing_house import LIST, TODAY, House
from samples import HENAN

from intake.cases.model import Role
from intake.services.publication import site

NEW_MATTER = "加油站油气味扰民"
HEAD = ("事项", "内容", "法律依据", "群众常用说法", "领域", "办理层级", "牵头依据")
ROWS = (
    (
        "销售劣质煤和散煤",
        "卖不合格的煤炭和散煤，也卖湿煤泥。",
        "《生态环境法典》第204条",
        "卖散煤\n劣质煤",
        "废气和空气",
        "县级",
        "法律法规规定",
    ),
    (
        NEW_MATTER,
        "加油站卸油时味道很大，开不了窗。",
        "《生态环境法典》第217条",
        "加油站油味重",
        "废气和空气",
        "县级",
        "由地方确定",
    ),
)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_from_the_file_to_the_page_of_changes(house: House, tmp_path: Path) -> None:
    site.build(house.ctx)
    line, file = Line(house.ctx), _workbook(tmp_path / "清单.xlsx")
    clerk, head, lead = house.clerk().login, house.head().login, house.head("ecology").login
    office = house.people.coordinator(HENAN).login
    second = house.people.organ_role(Role.UNIT_HEAD, LIST, HENAN).login
    made = re.match(r"(\d+)\t", line(clerk, f"new {LIST}"))
    assert made
    draft = made[1]
    assert "新增" in line(clerk, f"import {draft} {file} --dry-run")
    line(clerk, f"import {draft} {file}")
    line(head, f"submit {draft}")
    line(lead, f"review {draft} open")
    line(lead, f"review {draft} agree --comment 同意")
    line(head, f"send {draft}")
    line(office, f"decide {draft} --document 豫办〔2026〕91号 --on {TODAY}")
    line(second, f"disclose {draft} --comment 可以公开")
    told = line(head, f"publish {draft}")
    day = re.match(rf"{HENAN}/{LIST}/([\d-]+)：公布完成", told)
    assert day, told
    output = house.ctx.settings.output_dir
    page = (output / "lists" / HENAN / LIST / day[1] / "changes" / "index.html").read_text(encoding="utf-8")
    assert NEW_MATTER in page and "也卖湿煤泥" in page


def _workbook(path: Path) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in (HEAD, *ROWS):
        book.active.append(row)
    book.save(path)
    return path
