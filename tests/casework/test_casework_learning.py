"""What staff correct is kept to learn from: with the step, without names, never from a restricted case."""

from __future__ import annotations

import pytest
from samples import JINSHUI, ZHENGZHOU, People, complaint, filed

from intake.cases.errors import BadInput
from intake.cases.model import Location
from intake.cases.objections import Grounds, Reason
from intake.services.casework import learning, objections, triage
from intake.services.casework.triage import Decision
from intake.services.context import Context
from intake.services.filing import submit

SMOKE = "张建国说他家房东王秀英住3号楼2单元501，电话13800001111，工厂烟囱夜里冒黑烟，刺鼻难闻。"


def _taken_back(
    ctx: Context, people: People, number: str, version: int = 1, department: str = "ecology"
) -> int:
    """Objected to by whoever has it; the version after."""
    grounds = Grounds(Reason.OTHER_DEPARTMENT, "清单", "", None)
    return objections.object_to(ctx, people.clerk(department), number, version, grounds)


def _kept(ctx: Context) -> list[tuple[str, str]]:
    return [(each.said, each.department) for each in learning.corrected(ctx)]


def test_a_correction_is_kept_without_names_and_changes_nothing_yet(ctx: Context, people: People) -> None:
    number = filed(ctx, text=SMOKE)
    before = ctx.router.route(SMOKE, region=JINSHUI, on=ctx.today())
    version = _taken_back(ctx, people, number)
    triage.route(ctx, people.coordinator(), number, version, Decision("housing", "是工地的事"))
    assert _kept(ctx) == [("ecology", "housing")]
    text = learning.corrected(ctx)[0].text
    assert "烟囱夜里冒黑烟" in text
    assert not any(hidden in text for hidden in ("张建国", "王秀英", "13800001111", "501"))
    assert ctx.router.route(SMOKE, region=JINSHUI, on=ctx.today()) == before


def test_the_last_decision_counts(ctx: Context, people: People) -> None:
    number, office = filed(ctx), people.coordinator()
    version = _taken_back(ctx, people, number)
    version = triage.route(ctx, office, number, version, Decision("housing", "是工地的事"))
    version = _taken_back(ctx, people, number, version, "housing")
    triage.route(ctx, office, number, version, Decision("urban-management", "是油烟"))
    assert _kept(ctx) == [("ecology", "urban-management")]


def test_whoever_comes_back_to_the_router_has_corrected_nothing(ctx: Context, people: People) -> None:
    number, office = filed(ctx), people.coordinator()
    version = _taken_back(ctx, people, number)
    version = triage.route(ctx, office, number, version, Decision("housing", "是工地的事"))
    version = _taken_back(ctx, people, number, version, "housing")
    triage.route(ctx, office, number, version, Decision("ecology", "还是生态环境"))
    assert _kept(ctx) == []


def test_what_is_none_of_ours_is_learnt_too(ctx: Context, people: People) -> None:
    number = filed(ctx)
    version = _taken_back(ctx, people, number)
    triage.answer_elsewhere(ctx, people.coordinator(), number, version, "请找物业。")
    assert _kept(ctx) == [("ecology", "")]


def test_a_step_that_fails_keeps_nothing(ctx: Context, people: People) -> None:
    number = filed(ctx)
    version = _taken_back(ctx, people, number)
    with pytest.raises(BadInput):
        triage.route(ctx, people.coordinator(), number, version, Decision("no-such", "理由"))
    assert _kept(ctx) == []


def test_nothing_is_learnt_from_whom_somebody_accuses(ctx: Context, people: People) -> None:
    accusing = "金水区生态环境局不作为，工厂冒黑烟举报多次，执法人员收了好处，包庇企业。"
    said = complaint(accusing, location=Location(region=JINSHUI), item=None)
    number = submit.submit(ctx, said, "test").case_number
    triage.route(ctx, people.coordinator(), number, 1, Decision("ecology", "由市局办理", region=ZHENGZHOU))
    assert _kept(ctx) == []
