"""A work plan as the text of its file: what `annual.plans` reads back, and what a person would write."""

from typing import Any, Final

from registry.annual.model import Plan, PlanMark, PlanTask
from registry.annual.report_text import disclosure_fields
from registry.dumping import dump, told

HEADING: Final = "# 年度工作计划（若干措施第十条），本单位声明公开。\n"


def plan_text(plan: Plan) -> str:
    """The whole file, the same for the same plan."""
    return HEADING + dump(
        {
            "region": plan.region,
            "unit": plan.unit,
            "year": plan.year,
            "title": plan.title,
            "goals": plan.goals + "\n",
            "tasks": [_task(each) for each in plan.tasks],
            "filed": {"number": plan.number, "day": plan.filed_on},
            "marks": [_mark(each) for each in plan.marks],
            "disclosure": disclosure_fields(plan.disclosure),
            "published_on": plan.published_on,
            "demonstration": plan.demonstration,
        }
    )


def _task(task: PlanTask) -> dict[str, Any]:
    return told(
        {
            "task": task.task,
            "measures": task.measures,
            "items": list(task.items),
            "due_on": task.due_on,
            "status": task.status,
            "progress": task.progress,
        }
    )


def _mark(mark: PlanMark) -> dict[str, Any]:
    return told({"mark": mark.mark, "due_on": mark.due_on, "done_on": mark.done_on, "text": mark.text})
