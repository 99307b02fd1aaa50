"""The chain by command: the same steps, rights and words as at the desk."""

from __future__ import annotations

import re

import pytest
from command_line import Line
from samples import HENAN, People

from intake.cases.errors import BadInput, CaseworkError, NotPermitted
from intake.cases.model import Role
from intake.services.context import Context


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_whole_chain_by_command(ctx: Context, people: People) -> None:
    line = Line(ctx)
    clerk = people.clerk("water", HENAN).login
    head = people.organ_role(Role.DEPARTMENT_HEAD, "water", HENAN).login
    second = people.organ_role(Role.UNIT_HEAD, "water", HENAN).login
    reviewer = people.organ_role(Role.DEPARTMENT_HEAD, "ecology", HENAN).login
    housing, office = people.clerk("housing", HENAN).login, people.coordinator(HENAN).login
    assert line(clerk, "list") == "没有清单。"
    made = re.match(r"(\d+)\t正在起草\t410000/water", line(clerk, "new water"))
    assert made
    draft = made[1]
    with pytest.raises(NotPermitted):
        line(clerk, f"submit {draft}")
    assert "已送审" in line(head, f"submit {draft} --comment 请审 --attachment 说明.docx")
    assert "正在审核" in line(reviewer, f"review {draft} open --departments housing industry")
    with pytest.raises(BadInput, match="--comment：这一项必须填写"):
        line(housing, f"review {draft} opine --verdict object")
    assert "正在审核" in line(housing, f"review {draft} opine --verdict object --comment 重复")
    with pytest.raises(CaseworkError, match="还没有回复"):
        line(reviewer, f"review {draft} agree")
    assert "审核同意" in line(reviewer, f"review {draft} agree --comment 已协调")
    assert "已报请审定" in line(head, f"send {draft}")
    assert "退回修改" in line(office, f"decide {draft} --comment 再改")
    line(head, f"submit {draft}")
    line(reviewer, f"review {draft} open")
    line(reviewer, f"review {draft} agree --comment 按上轮意见改好")
    line(head, f"send {draft}")
    assert "已审定" in line(office, f"decide {draft} --document 示范〔2026〕9号 --on 2026-11-20")
    assert "已审定" in line(second, f"disclose {draft} --comment 可以公开")
    told = line(office, f"show {draft}")
    assert "公布期限：2026-12-18" in told and "意见：河南省住房和城乡建设厅 不同意 重复" in told
    assert "省委、省政府" not in told and "示范〔2026〕9号" in told and "主动公开。可以公开" in told
    assert draft in line(head, "list")
