"""Faults of files that were to be published, told at the cell that a person typed."""

from __future__ import annotations

from collections.abc import Mapping

from intake.lists.model import HEADINGS
from intake.lists.publishing import PublicFile
from intake.words import gettext as _
from intake.words import mark
from registry import Fault
from registry.writing import cell_at

_HEAD: Mapping[str, str] = {
    "title": mark("清单名称"),
    "approval": mark("审批"),
    "drafted_by": mark("起草部门"),
    "reviewed_by": mark("审核部门"),
    "decided_by": mark("决定机关"),
    "document": mark("决定文号"),
    "decided_on": mark("决定日期"),
    "disclosure": mark("公开属性"),
    "disclosure_reviewed_by": mark("公开审查单位"),
    "published_on": mark("公布日期"),
    "effective_from": mark("施行日期"),
    "release": mark("版本"),
}


def in_words(fault: Fault, files: tuple[PublicFile, ...]) -> str:
    """第3项 ST-003“依据”：…; where it stands elsewhere in the content, by file and line."""
    text = next((each.text for each in files if each.path == fault.file), None)
    if text is None or not fault.file.startswith("lists/"):
        return _("{file} 第 {line} 行：{message}").format(
            file=fault.file, line=fault.line, message=fault.message
        )
    cell = cell_at(text, fault.line)
    if cell.place is None:
        field = _(_HEAD[cell.field]) if cell.field in _HEAD else cell.field
        return _("“{field}”：{message}").format(field=field, message=fault.message)
    field = HEADINGS.get("item" if cell.field == "id" else cell.field, cell.field)
    return _("第 {place} 项 {item}“{field}”：{message}").format(
        place=cell.place + 1, item=cell.item, field=field, message=fault.message
    )
