"""`python -m registry check content`: faults and warnings by file and line; `tasks <file>`: whom it names."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from registry import progress
from registry.book import Registry
from registry.coverage.coverage import all_findings
from registry.coverage.finding import KINDS, Finding, located
from registry.examples import load_examples
from registry.faults import ContentError, Fault
from registry.loading import load
from registry.policies.policy_tasks import tasks_of

_CONTENT = Path("content")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0 when the content loads, 1 when it has faults; warnings never fail."""
    parser = argparse.ArgumentParser(prog="python -m registry", description="检查清单内容")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="逐条列出错误（不能发布）和提示（应当处理）")
    check.add_argument("content", type=Path, nargs="?", default=_CONTENT)
    check.add_argument("--json", action="store_true", help="输出 JSON")
    check.add_argument("--warnings", action="store_true", help="逐条列出提示；不写就只报件数")
    check.add_argument("--date", type=date.fromisoformat, default=None, help="按哪一天检查，默认今天")
    tasks = commands.add_parser("tasks", help="列出政策文件的任务和责任部门，标出没有写明部门的")
    tasks.add_argument("file", type=Path)
    tasks.add_argument("content", type=Path, nargs="?", default=_CONTENT)
    asked = parser.parse_args(arguments)
    try:
        return _tasks(asked.file, asked.content) if asked.command == "tasks" else _check(asked)
    except progress.Stopped:
        return progress.STOPPED


def _check(asked: argparse.Namespace) -> int:
    on = asked.date or datetime.now(ZoneInfo("Asia/Shanghai")).date()
    try:
        with progress.work("检查内容", "什么都没有改。"):
            registry = load(asked.content)
            examples = load_examples(asked.content, registry)
    except ContentError as error:
        _say_json(error.faults, []) if asked.json else _say_faults(asked.content, error.faults)
        return 1
    with progress.work("找提示", "什么都没有改。"):
        found = located(asked.content, all_findings(registry, on))
    if asked.json:
        _say_json((), found)
        return 0
    _say_sound(registry, len(examples))
    _say_warnings(asked.content, found, each=asked.warnings)
    return 0


def _say_faults(content: Path, faults: Sequence[Fault]) -> None:
    for fault in faults:
        _say(f"{content.as_posix()}/{fault.file}:{fault.line}: [{fault.kind}] {fault.message}")
    kinds = Counter(fault.kind for fault in faults)
    counted = "，".join(f"{kind} {count}" for kind, count in kinds.most_common())
    _say(f"内容有 {len(faults)} 处错误，不能发布：{counted}")


def _say_sound(registry: Registry, examples: int) -> None:
    items = sum(len(release.items) for release in registry.releases)
    _say(
        f"内容无误：{len(registry.regions)} 个地区，{len(registry.towns)} 个乡镇街道，"
        f"{len(registry.departments)} 个部门，{len(registry.releases)} 份清单，{items} 个事项，"
        f"{len(registry.statutes)} 件依据，{len(registry.lead_decisions)} 份牵头意见，"
        f"{len(registry.matters_without_lead)} 件未明确牵头部门的事项，{examples} 条示例投诉"
    )


def _say_warnings(content: Path, found: Sequence[Finding], each: bool) -> None:
    for finding in found if each else ():
        place = f"{content.as_posix()}/{finding.file}:{finding.line}"
        _say(f"{place}: [{finding.kind}] {finding.message}。{finding.advice}。")
    counts = Counter(finding.kind for finding in found)
    told = "，".join(f"{words} {counts[kind]}" for kind, words in KINDS.items() if counts[kind])
    _say(f"有 {len(found)} 条提示，不影响发布：{told}" if found else "没有提示")


def _say_json(faults: Sequence[Fault], found: Sequence[Finding]) -> None:
    """{faults: [{file, line, kind, message}], warnings: [the same with kind_words, region …]}"""
    warnings = [
        {
            **{name: getattr(each, name) for name in ("file", "line", "kind", "kind_words", "message")},
            **{name: getattr(each, name) for name in ("advice", "region", "department", "subject", "url")},
        }
        for each in found
    ]
    data = {"faults": [fault._asdict() for fault in faults], "warnings": warnings}
    _say(json.dumps(data, ensure_ascii=False, indent=1))


def _tasks(file: Path, content: Path) -> int:
    """Each task by line, with whom it names; exit code 0 also when some name nobody."""
    departments = load(content).departments
    found = tasks_of(file.read_text("utf-8-sig"), departments)
    for task in found:
        named = [departments[each].name for each in (*task.lead, *task.others)] + list(task.bodies)
        who = "、".join(named) if named else "没有写明责任部门"
        _say(f"{file}:{task.line}: {task.paragraph} {task.title}：{who}")
    _say(f"共 {len(found)} 项任务，{sum(task.unassigned for task in found)} 项没有写明责任部门")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
