"""What the checker finds that holds nothing up but wants somebody's attention: where, what, what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

# kind → what it is called; the order is that in which the office should look at them.
KINDS: Final = {
    "repealed-now": "依据已经失效",
    "contradicts-superior": "与上级清单不一致又没有牵头意见",
    "same-matter-twice": "同一件事有两个牵头部门",
    "no-lead": "没有明确牵头部门",
    "duty-without-items": "职责没有具体事项",
    "item-without-duty": "事项不在责任清单里",
    "duty-of-other-department": "职责和事项的牵头部门不一致",
    "no-duty-list": "没有责任清单",
    "broken-contact": "投诉渠道打不通或写法不对",
    "unread-basis": "依据没有人核对过原文",
    "repealed-soon": "依据快要失效",
    "vague-row": "写得不够清楚",
    "few-words": "老百姓的说法太少",
    "task-without-department": "政策任务没有写明部门",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`file` is relative to the content folder and `line` counts from 1, 0 while it was not looked up; `mark`
    is the text by which the line is found. `url` is the public page. `region` is whose record it is in."""

    kind: str
    region: str
    department: str
    subject: str
    message: str
    advice: str
    file: str
    mark: str
    url: str
    line: int = 0

    @property
    def kind_words(self) -> str:
        """The kind as the office reads it."""
        return KINDS[self.kind]


def located(content: Path, found: list[Finding]) -> list[Finding]:
    """The findings with their lines, in the order of KINDS, then by place. Each file is read once."""
    lines = {file: _lines(content / file) for file in {each.file for each in found}}
    order = list(KINDS)
    placed = [_placed(each, lines[each.file]) for each in found]
    return sorted(placed, key=lambda each: (order.index(each.kind), each.file, each.line, each.message))


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n") if path.is_file() else []


def _placed(found: Finding, lines: list[str]) -> Finding:
    number = next((n for n, text in enumerate(lines, 1) if found.mark and found.mark in text), 1)
    return replace(found, line=number)
