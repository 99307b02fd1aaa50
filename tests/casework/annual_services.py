"""The services of the yearly cycle for the walk of roles: which right guards each, and its arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from intake.annual.model import DUTIES, DoneMark, Receipt
from intake.cases.permissions import Right
from intake.services.annual.editing import Written
from registry import PlanTask, Redaction

if TYPE_CHECKING:
    from roles_world import World
    from services_table import Guard

TO = "中共金水区委员会"
TASK = PlanTask("检查", "分三轮", (), None, "planned", "")


def annual_guards(guard: type[Guard], today: date) -> Mapping[str, Guard]:
    """By name. The report and the plan of the organ are drafts in version 1 and 3."""

    def on(*more: Any) -> Callable[[World], tuple[Any, ...]]:
        return lambda world: (world.made["annual"], *more)

    write, sign, review = Right.WRITE_ANNUAL, Right.SIGN_ANNUAL, Right.REVIEW_ANNUAL
    return {
        "board.board": guard(Right.FILE_PLAN, lambda _world: (2025,), bound=False),
        "board.mine": guard(write, bound=False),
        "showing.one": guard(write, on()),
        "showing.part": guard(write, on(DUTIES, "full")),
        "papers.full_file": guard(write, on("docx")),
        "plan_showing.one": guard(write, on()),
        "editing.save_part": guard(write, on(Written(DUTIES, 1, "改过的"))),
        "editing.save_public": guard(write, on(Written(DUTIES, 1, "节选"))),
        "editing.redact": guard(write, on(Redaction(DUTIES, "15", "商业秘密"))),
        "editing.unredact": guard(write, on(1)),
        "editing.keep_draft": guard(write, on(("full", DUTIES), {"text": "半句"})),
        "reports.submit": guard(write, on(1)),
        "reports.send_back": guard(sign, on(1, "重写")),
        "reports.sign": guard(sign, on(1)),
        "reports.send": guard(write, on(1, today)),
        "reports.receive": guard(write, on(Receipt(TO, today, "收1号"))),
        "reports.propose": guard(write, on(1)),
        "reports.reject": guard(review, on(1, "再改")),
        "reports.publish": guard(review, on(1, "依法公开")),
        "plans.save_goals": guard(write, on(3, "新目标")),
        "plans.add_task": guard(write, on(3, TASK)),
        "plans.remove_task": guard(write, on(3, 1)),
        "plans.submit": guard(write, on(3)),
        "plans.send_back": guard(Right.FILE_PLAN, on(3, "重写")),
        "plans.file": guard(Right.FILE_PLAN, on(3, ("备1号", today))),
        "plans.report_progress": guard(write, on(3, (1, "done", "完成"))),
        "plans.mark_done": guard(write, on(3, DoneMark("start", today, "部署"))),
        "plans.declare_public": guard(review, on(3, "不涉密")),
    }
