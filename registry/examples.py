"""Example complaints, all written by us: what the router is trained on. Not part of the published record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .book import Registry
from .faults import ContentError, Fault

FOLDER = "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """A made-up complaint and where it belongs: an item's id, or the id of a kind of other business.

    `also` names further items that the same message speaks of.
    """

    text: str
    item: str = ""
    elsewhere: str = ""
    also: tuple[str, ...] = ()


def load_examples(content: Path, registry: Registry) -> tuple[Example, ...]:
    """Every example, by file and line. Raises ContentError naming every one that fits nothing."""
    found = [
        (file.relative_to(content).as_posix(), line, example)
        for file in sorted((content / FOLDER).glob("*.yaml"))
        for line, example in _of_file(file)
    ]
    faults = [
        Fault(file, line, "unknown-item", said) for file, line, e in found if (said := _wrong(e, registry))
    ]
    seen: set[str] = set()
    for file, line, example in found:
        if example.text in seen:
            faults.append(Fault(file, line, "duplicate-example", f"重复的示例：{example.text[:20]}"))
        seen.add(example.text)
    if faults:
        raise ContentError(faults)
    return tuple(example for _, _, example in found)


def _of_file(file: Path) -> Iterator[tuple[int, Example]]:
    root = yaml.compose(file.read_text("utf-8"), yaml.CSafeLoader)
    groups: list[dict[str, Any]] = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader) or []
    for node, group in zip(root.value if root else [], groups, strict=True):
        for text in group["texts"]:
            said = {"text": text} if isinstance(text, str) else text
            yield (
                node.start_mark.line + 1,
                Example(
                    str(said["text"]).strip(),
                    group.get("item", ""),
                    group.get("elsewhere", ""),
                    tuple(said.get("also", ())),
                ),
            )


def _wrong(example: Example, registry: Registry) -> str:
    unknown = [each for each in (example.item, *example.also) if each and each not in registry.items]
    if unknown:
        return f"清单里没有这个事项：{'、'.join(unknown)}"
    if example.item:
        return ""
    known = {each.id for each in registry.elsewhere.values()}
    return "" if example.elsewhere in known else f"没有这一类其他事项：{example.elsewhere}"
