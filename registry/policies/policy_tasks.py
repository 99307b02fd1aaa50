"""Finds the tasks of a policy document and whom it names for each (policy, article 7).

A task is a numbered paragraph, （十二） or 12., or a row of a table with a column for who is responsible.
What cannot be told from the words is left open, never guessed: the office reads the marks and decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from registry.book import Registry
from registry.coverage.finding import Finding
from registry.model import Department
from registry.policies.policy import Task

_NUMBERED: Final = re.compile(
    r"\s*(?:[（(]([一二三四五六七八九十百]+|\d{1,3})[)）]|(\d{1,3})[.．、](?!\d))\s*(.+)"
)
_ROW: Final = re.compile(r"\s*\|(.+)\|\s*$")
_RULE: Final = re.compile(r"[\s|:—-]+")
_DUTY_HEADS: Final = ("责任单位", "责任部门", "牵头单位", "牵头部门", "牵头")
_TASK_HEADS: Final = ("任务", "措施", "事项", "内容")
_LEADING: Final = re.compile(r"^\s*(?:[^，。；、]{0,6})?(?:牵头|负责)|^(?:会同|商)[^，。；]{0,40}?牵头")
_SAID_TO_LEAD: Final = re.compile(r"(?:牵头(?:单位|部门)?|责任(?:单位|部门))[：:]\s*$")
# Named bodies that hold no list of ours. 有关部门, 各级各部门 and the like name nobody.
_BODIES: Final = (
    *("人民法院", "人民检察院", "公安机关", "党委和政府", "党委、政府", "党工委和管委会"),
    *("生态环境保护委员会办公室", "生态环境保护委员会", "纪检监察机关", "组织（人事）部门", "组织(人事)部门"),
    *("审计部门", "司法行政机关", "党校", "乡镇政府", "街道办事处"),
)


def tasks_of(text: str, departments: Mapping[str, Department]) -> tuple[Task, ...]:
    """The tasks of a document, in order."""
    names = _names(departments.values())
    found = [*_paragraphs(text, names), *_rows(text, names)]
    return tuple(sorted(found, key=lambda task: task.line))


def policy_findings(registry: Registry) -> Iterator[Finding]:
    """Tasks of documents in force that name nobody."""
    for policy in registry.policies.values():
        if policy.status == "repealed":
            continue
        for task in tasks_of(policy.body_markdown, registry.departments):
            if task.unassigned:
                yield Finding(
                    kind="task-without-department",
                    region=registry.site.region,
                    department="",
                    subject=policy.id,
                    message=f"《{policy.title}》第{task.paragraph}项“{task.title}”没有写明责任部门",
                    advice="起草、修订时写明责任部门，特别是牵头部门（政策第七条）",
                    file=f"policies/{policy.id}.md",
                    mark=task.text[:20],
                    url=f"/policies/{policy.id}/#task-{task.line}",
                )


def _names(departments: Iterable[Department]) -> list[tuple[str, str]]:
    """(name, department), the longest first, so that 生态环境保护委员会 is not taken for 生态环境."""
    known = [(body, "") for body in _BODIES]
    for department in departments:
        if department.kind in ("department", "government"):
            known += [(name, department.id) for name in (department.name, *department.aliases)]
    return sorted({pair for pair in known if len(pair[0]) > 1}, key=lambda pair: (-len(pair[0]), pair))


def _paragraphs(text: str, names: list[tuple[str, str]]) -> Iterator[Task]:
    for number, line in enumerate(text.split("\n"), 1):
        if found := _NUMBERED.fullmatch(line):
            title, _, rest = found[3].partition("。")
            yield _task(found[1] or found[2], title, found[3], number, names, whole=rest or title)


def _rows(text: str, names: list[tuple[str, str]]) -> Iterator[Task]:
    heads: list[str] = []
    count = 0
    for number, line in enumerate(text.split("\n"), 1):
        row = _ROW.fullmatch(line)
        cells = [cell.strip() for cell in row[1].split("|")] if row else []
        if not cells:
            heads, count = [], 0
        elif not heads:
            heads = cells
        elif not _RULE.fullmatch(line) and (who := _column(heads, _DUTY_HEADS)) is not None:
            count += 1
            what = _column(heads, _TASK_HEADS)
            task = cells[what] if what is not None and what < len(cells) else cells[0]
            said = cells[who] if who < len(cells) else ""
            yield _task(str(count), task, task, number, names, whole=said and f"牵头单位：{said}")


def _column(heads: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((place for word in wanted for place, head in enumerate(heads) if word in head), None)


def _task(  # noqa: PLR0913, PLR0917 - what a task is made of
    paragraph: str, title: str, text: str, line: int, names: list[tuple[str, str]], whole: str
) -> Task:
    lead: dict[str, None] = {}
    others: dict[str, None] = {}
    bodies: dict[str, None] = {}
    for name, department, before, after in _mentions(whole, names):
        if not department:
            bodies[name] = None
        elif _SAID_TO_LEAD.search(before) or _LEADING.match(after):
            lead[department] = None
        else:
            others[department] = None
    rest = tuple(each for each in others if each not in lead)
    return Task(paragraph, title, text, line, tuple(lead), rest, tuple(bodies))


def _mentions(text: str, names: list[tuple[str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """(name, department, what stands before it, what behind), in the order of the text, none inside another.

    A bare word such as 水利 counts only where an office is meant: in a list of offices, or with 厅、局、部门.
    """
    taken = [False] * len(text)
    found: list[tuple[int, str, str]] = []
    for name, department in names:
        for match in re.finditer(re.escape(name), text):
            span = range(match.start(), match.end())
            if not any(taken[place] for place in span) and (not department or _is_office(text, match)):
                found.append((match.start(), name, department))
                for place in span:
                    taken[place] = True
    for start, name, department in sorted(found):
        yield name, department, text[:start], text[start + len(name) :]


def _is_office(text: str, match: re.Match[str]) -> bool:
    """Whether the office is meant, not its field: 生态环境厅, 水利、农业农村等部门, 责任单位：水利."""
    behind, before = text[match.end() :], text[: match.start()]
    if re.match(r"(?:主管)?(?:部门|厅|局|委|办)|[^，。；]{0,80}等[^，。；]{0,6}(?:职能)?部门", behind):
        return True
    ends_as_office = match[0].endswith(("局", "厅", "委", "委员会", "部门", "办"))
    return ends_as_office or _SAID_TO_LEAD.search(re.sub(r"[^：:]*$", "", before)) is not None
