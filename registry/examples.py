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
    faults: list[Fault] = []
    first_seen: dict[str, Example] = {}
    for file in sorted((content / FOLDER).glob("*.yaml")):
        name = file.relative_to(content).as_posix()
        try:
            for line, example in _of_file(file):
                faults += [
                    Fault(name, line, kind, said) for kind, said in _faults(example, registry, first_seen)
                ]
                first_seen.setdefault(example.text, example)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            faults.append(Fault(name, line, "yaml-syntax", "不是正确的 YAML"))
        except (KeyError, TypeError, AttributeError):
            faults.append(Fault(name, 1, "wrong-type", "每组应写 item（或 elsewhere）和 texts"))
    if faults:
        raise ContentError(faults)
    return tuple(first_seen.values())


def _of_file(file: Path) -> Iterator[tuple[int, Example]]:
    source = file.read_text("utf-8")
    groups: list[dict[str, Any]] = yaml.load(source, yaml.CSafeLoader) or []
    root = yaml.compose(source, yaml.CSafeLoader)
    for node, group in zip(root.value if root else [], groups, strict=True):
        for text in group["texts"]:
            yield node.start_mark.line + 1, _example(group, {"text": text} if isinstance(text, str) else text)


def _example(group: dict[str, Any], said: dict[str, Any]) -> Example:
    where = group.get("item", ""), group.get("elsewhere", "")
    return Example(said["text"].strip(), *where, tuple(said.get("also", ())))


def _faults(example: Example, registry: Registry, seen: dict[str, Example]) -> Iterator[tuple[str, str]]:
    for item in (example.item, *example.also):
        if item and item not in registry.items:
            yield "unknown-item", f"清单里没有这个事项：{item}"
    if not example.item and example.elsewhere not in {each.id for each in registry.elsewhere.values()}:
        yield "unknown-elsewhere", f"没有这一类其他事项：{example.elsewhere}"
    if example.text in seen:
        yield "duplicate-example", f"重复的示例：{example.text[:20]}"
