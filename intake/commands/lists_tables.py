"""lists import DRAFT FILE [--dry-run] [--json], lists export DRAFT FILE: Excel and Word by command."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from intake.cases.model import Staff
from intake.commands.lists import Actions, action
from intake.lists.matching import Choices, Fate, Matched
from intake.lists.model import HEADINGS
from intake.lists.reading import Kind, ProposedRow
from intake.services.context import Context
from intake.services.lists import exporting, importing
from intake.services.lists.importing import Preview

_FATES = {Fate.ADDED: "新增", Fate.CHANGED: "修改", Fate.UNCHANGED: "没有变化"}
_TAKE = ("plain", "guessed", "all")


def add(actions: Actions[argparse.ArgumentParser]) -> None:
    """Describe both."""
    take = action(actions, "import", "从 Excel、Word、CSV 表格导入", _import)
    take.add_argument("list", type=int, help="清单稿的编号")
    take.add_argument("file", type=Path)
    take.add_argument("--dry-run", action="store_true", help="只看会怎样，不改动清单")
    take.add_argument("--json", action="store_true", help="输出 JSON")
    take.add_argument(
        "--take", choices=_TAKE, default="plain", help="导入哪些：没有疑点的、连同只有推断的、全部"
    )
    take.add_argument("--remove-missing", action="store_true", help="删去表里没有的事项")
    give = action(actions, "export", "导出为 .xlsx 或 .docx", _export)
    give.add_argument("list", type=int, help="清单稿的编号")
    give.add_argument("file", type=_target)


def _target(name: str) -> Path:
    """A file of a kind that can be written."""
    path = Path(name)
    if path.suffix.removeprefix(".") not in list(exporting.Kind):
        raise argparse.ArgumentTypeError("文件名要以 .xlsx 或 .docx 结尾")
    return path


def _import(ctx: Context, staff: Staff, given: argparse.Namespace) -> str:
    content = _read(given.file)
    seen = importing.look(ctx, staff, given.list, content, given.file.name)
    told: dict[str, Any] = {"dry_run": given.dry_run, **_as_json(seen)}
    if not given.dry_run:
        done = importing.take_over(ctx, staff, seen, _choices(seen, given))
        told["done"] = {
            "added": done.added,
            "changed": done.changed,
            "removed": done.removed,
            "left": done.left,
        }
    return json.dumps(told, ensure_ascii=False, indent=2) if given.json else "\n".join(_as_lines(seen, told))


def _read(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(importing.MOST_FILE_BYTES + 1)


def _choices(seen: Preview, given: argparse.Namespace) -> Choices:
    taken = {each.row.number for each in seen.matching.rows if _is_taken(each.row, given.take)}
    missing = [row.key for row in seen.matching.missing] if given.remove_missing else []
    return Choices(take=taken, remove=missing)


def _is_taken(row: ProposedRow, which: str) -> bool:
    kinds = {one.kind for one in (*row.doubts, *(one for cell in row.cells.values() for one in cell.doubts))}
    return which == "all" or not kinds or (which == "guessed" and kinds == {Kind.GUESSED})


def _as_lines(seen: Preview, told: dict[str, Any]) -> list[str]:
    """What was read, a line each, doubts behind it; what was done at the end."""
    lines = [line for each in seen.matching.rows for line in _row_lines(each)]
    lines += [f"表里没有：{row.item} {row.matter}" for row in seen.matching.missing]
    lines += [f"没有导入的栏：{each.position} {each.heading}：{each.reason}" for each in seen.proposal.unread]
    lines += [f"不是事项：{each.position} {each.text}：{each.reason}" for each in seen.proposal.skipped]
    lines += seen.proposal.notes
    if "done" not in told:
        return [*lines, "只是查看，清单没有变动。"]
    done = told["done"]
    end = f"已导入：新增 {done['added']} 项，修改 {done['changed']} 项，删去 {done['removed']} 项；"
    return [*lines, f"{end}表里有 {done['left']} 项没有导入。"]


def _row_lines(each: Matched) -> list[str]:
    row = each.row
    name = f"{row.number}\t{_FATES[each.fate]}\t{each.merged.item}\t{row.value('matter')}\t{row.position}"
    doubts = [f"\t疑点：{one.message}" for one in row.doubts]
    for field, cell in row.cells.items():
        doubts += [f"\t疑点：{cell.position} {HEADINGS[field]}：{one.message}" for one in cell.doubts]
    return [name, *doubts]


def _as_json(seen: Preview) -> dict[str, Any]:
    proposal = seen.proposal
    return {
        "rows": [_row_json(each) for each in seen.matching.rows],
        "missing": [{"item": row.item, "matter": row.matter} for row in seen.matching.missing],
        "skipped": [{"at": one.position, "text": one.text, "reason": one.reason} for one in proposal.skipped],
        "unread": [
            {"at": one.position, "heading": one.heading, "reason": one.reason} for one in proposal.unread
        ],
        "columns": [
            {"at": one.position, "heading": one.heading, "field": one.field} for one in proposal.columns
        ],
        "notes": list(proposal.notes),
    }


def _row_json(each: Matched) -> dict[str, Any]:
    cells = {
        name: {
            "at": cell.position,
            "original": cell.original,
            "value": cell.value,
            "doubts": [{"kind": one.kind.value, "message": one.message} for one in cell.doubts],
        }
        for name, cell in each.row.cells.items()
    }
    doubts = [{"kind": one.kind.value, "message": one.message} for one in each.row.doubts]
    return {
        "number": each.row.number,
        "at": each.row.position,
        "fate": each.fate,
        "doubts": doubts,
        "cells": cells,
    }


def _export(ctx: Context, staff: Staff, given: argparse.Namespace) -> str:
    kind = exporting.Kind(given.file.suffix.removeprefix("."))
    given.file.write_bytes(exporting.export(ctx, staff, given.list, kind).content)
    return f"已写入 {given.file}"
