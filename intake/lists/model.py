"""An item list while it is written: rows of text as people type them, before anything is checked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One item as typed, every cell a text and any may be empty; `fields.py` turns rows into items and back.

    Cells that hold several (topics, supporting, basis, words, boundaries) hold one a line. `key` names a row
    within its draft for as long as it lives, whatever else of it changes.
    """

    key: str
    item: str = ""  # the matter's id (ST-001); empty: a new matter
    matter: str = ""
    topics: str = ""
    supporting: str = ""
    handled_at: str = ""
    description: str = ""
    basis: str = ""  # 《生态环境法典》第217条、第1102条
    words: str = ""
    boundaries: str = ""  # 工地扬尘 → 住房城乡建设（ZJ-001）
    lead_status: str = ""
    decision: str = ""
    unit: str = ""  # the lead business unit (policy, article 9)
    contact: str = ""  # its office telephone or channel, as published


# The columns of a list's table in their order: field of DraftRow → heading, as departments print it.
HEADINGS: dict[str, str] = {
    "item": "事项编号",
    "matter": "具体事项",
    "topics": "领域",
    "supporting": "配合部门",
    "handled_at": "办理层级",
    "description": "工作内容",
    "basis": "依据",
    "words": "群众常用说法",
    "boundaries": "容易混淆的事项",
    "lead_status": "牵头依据",
    "decision": "牵头决定",
    "unit": "责任单位",
    "contact": "投诉渠道",
}
