"""Nobody decides on what they wrote themselves: signing, publishing, declaring a plan public."""

from __future__ import annotations

import pytest
from annual_house import NUMBER, House
from samples import ZHENGZHOU

from intake.annual.model import DUTIES, DoneMark
from intake.cases.errors import BadTransition
from intake.cases.model import Role
from intake.services.annual import editing, plan_showing, plans, publishing, reports
from intake.services.annual.editing import Written
from intake.store import migrate
from registry import PlanTask, Redaction, load


def test_whoever_wrote_anything_of_it_never_signs_or_publishes(house: House) -> None:
    """Not even when somebody else wrote over it."""
    deputy = house.people.organ_role(Role.DEPARTMENT_HEAD, "ecology", ZHENGZHOU, 2)
    chief = house.people.organ_role(Role.UNIT_HEAD, "ecology", ZHENGZHOU)
    editing.save_part(house.ctx, deputy, NUMBER, Written(DUTIES, 0, "分管负责人写的"))
    house.written()  # the clerk, over all of it
    reports.submit(house.ctx, house.clerk, NUMBER, house.version)
    with pytest.raises(BadTransition, match="另一个人"):
        reports.sign(house.ctx, deputy, NUMBER, house.version)
    reports.sign(house.ctx, house.head, NUMBER, house.version)
    reports.send(house.ctx, house.clerk, NUMBER, house.version, house.ctx.today())
    for staff, text in ((chief, "节选"), (house.clerk, "节选。")):
        part = house.view.report.part(DUTIES)
        editing.save_public(house.ctx, staff, NUMBER, Written(DUTIES, part.version, text))
    editing.redact(house.ctx, house.head, NUMBER, Redaction(DUTIES, "16", "内部讨论"))
    other = house.people.organ_role(Role.UNIT_HEAD, "ecology", ZHENGZHOU, 2)
    editing.redact(house.ctx, house.clerk, NUMBER, Redaction("ST-001", "16", "误列"))
    editing.unredact(house.ctx, other, NUMBER, house.view.report.redactions[-1].id)
    reports.propose(house.ctx, house.clerk, NUMBER, house.version)
    for writer in (deputy, chief, house.head, other):
        with pytest.raises(BadTransition, match="另一个人"):
            reports.publish(house.ctx, writer, NUMBER, house.version, "依法公开")
    third = house.people.organ_role(Role.UNIT_HEAD, "ecology", ZHENGZHOU, 3)
    reports.publish(house.ctx, third, NUMBER, house.version, "依法公开")


def test_what_a_public_plan_tells_was_declared_by_somebody_who_wrote_none_of_it(house: House) -> None:
    ctx, office = house.ctx, house.office
    chief = house.people.organ_role(Role.UNIT_HEAD, "ecology", ZHENGZHOU)
    version = lambda: plan_showing.one(ctx, house.clerk, NUMBER).plan.version  # noqa: E731 - one question asked often
    public = lambda: load(ctx.settings.content_dir).plans["410100/ecology/2025"].tasks[0].progress  # noqa: E731 - the same
    plans.save_goals(ctx, house.head, NUMBER, 0, "全年目标")
    plans.save_goals(ctx, house.clerk, NUMBER, version(), "全年目标。")
    plans.add_task(ctx, house.clerk, NUMBER, version(), PlanTask("检查", "", ("ST-001",), None, "", ""))
    plans.submit(ctx, house.clerk, NUMBER, version())
    plans.file(ctx, office, NUMBER, version(), ("备1号", ctx.today()))
    task = plan_showing.one(ctx, house.clerk, NUMBER).plan.tasks[0].id
    with pytest.raises(BadTransition, match="另一个人"):
        plans.declare_public(ctx, house.head, NUMBER, version(), "不涉密")
    plans.declare_public(ctx, chief, NUMBER, version(), "不涉密")
    plans.report_progress(
        ctx, chief, NUMBER, version(), (task, "under_way", "还没有人看过")
    )  # before it is written
    assert publishing.write_due(ctx) == 1
    assert public() == ""
    plans.mark_done(ctx, house.clerk, NUMBER, version(), DoneMark("middle", ctx.today(), "开会检查"))
    assert publishing.write_due(ctx) == 0
    with pytest.raises(BadTransition, match="另一个人"):
        plans.declare_public(ctx, chief, NUMBER, version(), "不涉密")
    other = house.people.organ_role(Role.UNIT_HEAD, "ecology", ZHENGZHOU, 2)
    plans.declare_public(ctx, other, NUMBER, version(), "不涉密")
    assert publishing.write_due(ctx) == 1
    assert public() == "还没有人看过"


def test_writers_of_papers_begun_before_they_were_kept_are_kept(house: House) -> None:
    editing.save_part(house.ctx, house.head, NUMBER, Written(DUTIES, 0, "负责人写的"))
    plans.save_goals(house.ctx, house.head, NUMBER, 0, "全年目标")
    migrate.down(house.ctx.database, "0124")
    migrate.up(house.ctx.database)
    for item in house.view.led.ids:
        house.write(item)
    reports.submit(house.ctx, house.clerk, NUMBER, house.version)
    with pytest.raises(BadTransition, match="另一个人"):
        reports.sign(house.ctx, house.head, NUMBER, house.version)
    version = plan_showing.one(house.ctx, house.clerk, NUMBER).plan.version
    plans.add_task(house.ctx, house.clerk, NUMBER, version, PlanTask("检查", "", (), None, "", ""))
    plans.submit(house.ctx, house.clerk, NUMBER, version + 1)
    plans.file(house.ctx, house.office, NUMBER, version + 2, ("备1号", house.ctx.today()))
    with pytest.raises(BadTransition, match="另一个人"):
        plans.declare_public(house.ctx, house.head, NUMBER, version + 3, "不涉密")
