"""A list as the form that departments fill in: exported, changed in Excel or Word, imported again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from intake.lists.model import HEADINGS, DraftRow
from intake.tables.form import Form, Heading
from intake.words import gettext as _
from intake.words import mark
from registry import Registry

# Groups of columns as they are printed; "number" and "lead" are of the form, the others of DraftRow.
_GROUPS: Final = (
    ("", ("number",)),
    (mark("事项"), ("item", "matter", "topics", "description")),
    (mark("职责分工"), ("lead", "supporting", "handled_at", "unit", "contact")),
    (mark("依据和牵头情况"), ("basis", "lead_status", "decision")),
    (mark("查找和区分"), ("words", "boundaries")),
)
_WIDTHS: Final = {
    **{"number": 3, "item": 5, "matter": 10, "topics": 7, "description": 16, "lead": 5, "supporting": 6},
    **{"handled_at": 4, "unit": 6, "contact": 7, "basis": 14, "lead_status": 5, "decision": 6},
    **{"words": 12, "boundaries": 14},
}
_OWN: Final = {"number": mark("序号"), "lead": mark("牵头部门")}


def form_of(title: str, department: str, rows: Sequence[DraftRow], registry: Registry, on: date) -> Form:
    """The form of a list of a department, as it stands on a day."""
    fields = [name for _group, names in _GROUPS for name in names]
    lead = registry.departments[department].name
    notice = registry.site.demonstration_notice
    return Form(
        name=_("清单"),
        title=title,
        headings=tuple(_heading(group, name) for group, names in _GROUPS for name in names),
        rows=tuple(
            tuple(_cell(name, row, number, lead) for name in fields) for number, row in enumerate(rows, 1)
        ),
        above=(*([notice] if notice else []), _("{day} 导出").format(day=on)),
        below=(_("注：可以直接修改后再导入；空着的格子不改动原来的内容，要清空的写“无”。"),),
    )


def _heading(group: str, name: str) -> Heading:
    label = _(_OWN[name]) if name in _OWN else HEADINGS[name]
    return Heading(label, _WIDTHS[name], _(group) if group else "")


def _cell(name: str, row: DraftRow, number: int, lead: str) -> str:
    if name == "number":
        return str(number)
    return lead if name == "lead" else str(getattr(row, name))
