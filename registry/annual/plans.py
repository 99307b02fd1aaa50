"""Reads plans/<region>/<unit>/<year>.yaml: work plans declared public by their units (policy, article 10)."""

from typing import Final

from registry.annual.model import MARKS, STATUSES, Plan, PlanMark, PlanTask
from registry.annual.reports import read_unit, read_year
from registry.draft import Draft
from registry.reading.records import Document, Record
from registry.results.public_text import public_text, read_disclosure

_KEYS: Final = (
    *("region", "unit", "year", "title", "goals", "tasks", "filed", "marks", "disclosure"),
    *("published_on", "demonstration"),
)
_TASK_OPTIONAL: Final = ("measures", "items", "due_on", "progress")


def read_plans(draft: Draft) -> None:
    """Read every plan into the draft."""
    if not (draft.notes.content / "plans").exists():
        return
    for file in draft.notes.files("plans", "plans/*/*/*.yaml"):
        text = draft.notes.file_text(file)
        record = Document(draft.notes, file, text).record(_KEYS) if text is not None else None
        if record is not None:
            plan = _plan(record, file)
            draft.plans[plan.key] = plan


def _plan(record: Record, file: str) -> Plan:
    filed = record.record("filed", ("number", "day"))
    plan = Plan(
        region=record.reference("region", "region"),
        unit=read_unit(record),
        year=read_year(record, file),
        title=public_text(record, "title"),
        goals=public_text(record, "goals"),
        tasks=tuple(_task(part) for part in record.records("tasks", ("task", "status"), _TASK_OPTIONAL)),
        number=filed.text("number") if filed else "",
        filed_on=filed.day("day") if filed else record.day("published_on"),
        marks=tuple(_mark(part) for part in record.records("marks", ("mark", "due_on"), ("done_on", "text"))),
        disclosure=read_disclosure(record),
        published_on=record.day("published_on"),
        demonstration=record.flag("demonstration"),
    )
    if tuple(each.mark for each in plan.marks) != MARKS and record.sound:
        record.fault("marks", "bad-mark", f"“marks”应依次写齐：{'、'.join(MARKS)}")
    return plan


def _task(record: Record) -> PlanTask:
    return PlanTask(
        task=public_text(record, "task"),
        measures=public_text(record, "measures"),
        items=record.references("items", "item"),
        due_on=record.day_or_none("due_on"),
        status=record.choice("status", STATUSES),
        progress=public_text(record, "progress"),
    )


def _mark(record: Record) -> PlanMark:
    return PlanMark(
        mark=record.choice("mark", MARKS),
        due_on=record.day("due_on"),
        done_on=record.day_or_none("done_on"),
        text=public_text(record, "text"),
    )
