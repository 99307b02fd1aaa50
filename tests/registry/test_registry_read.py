"""Nothing that is written is left unread: whatever value is spoilt, a fault or the record shows it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
import yaml
from approved import assert_approved

from registry import ContentError, load

SITE = Path(__file__).parents[1] / "site/content"
ENGLISH_SITE = """
lists_complete_from: 2026-09-01
english: true
english_notice: Demonstration.
english_examples: [fumes]"""
NOTES = {("regions.csv", "source")}  # where a name comes from, for whoever keeps the table

# What the small content leaves out: English names, days that a basis is cited for.
MORE = [
    ("topics.yaml", "summary: 工厂烟囱、散煤、雾霾天。", ", english: Air, english_summary: Smoke"),
    ("elsewhere.yaml", "words: [欠薪]", ", english: Wages, english_goes_to: Labour"),
    ("departments.yaml", "  aliases: [环保局]", "\n  english: Ecology\n  english_organs: {city: Bureau}"),
    ("site.yaml", "examples: [油烟, 冒黑烟]", ENGLISH_SITE),
]


def richest() -> Iterator[str]:
    """Of each folder of the content the file in which most is written."""
    files = [path for path in SITE.rglob("*.*") if path.suffix in (".yaml", ".csv", ".md")]
    for _, group in groupby(sorted(files), key=lambda path: path.relative_to(SITE).parts[0]):
        yield max(group, key=lambda path: path.stat().st_size).relative_to(SITE).as_posix()


def values(file: str, text: str) -> Iterator[tuple[str, int]]:
    """Of each field of the file, the first value: (where it stands among the fields, where it ends)."""
    seen: set[str] = set()
    for key, end in _cells(text) if file.endswith(".csv") else _scalars(text, file):
        if key not in seen:
            seen.add(key)
            yield key, end


def _cells(text: str) -> Iterator[tuple[str, int]]:
    names, place = text.partition("\n")[0].split(","), 0
    for line in text.split("\n"):
        cells = line.split(",") if place and '"' not in line else []
        for number, cell in enumerate(cells):
            place += len(cell)
            if cell:
                yield names[number], place
            place += 1
        place += 0 if cells else len(line) + 1


def _scalars(text: str, file: str) -> Iterator[tuple[str, int]]:
    head = text.partition("\n---\n")[0] if file.endswith(".md") else text
    yield from _within(yaml.compose(head), "", head)


def _within(node: yaml.Node, key: str, text: str) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _within(value, f"{key}.{name.value}", text)
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _within(part, key, text)
    else:
        end = len(text[: node.end_mark.index].rstrip())
        yield key, end - (node.style in ("'", '"'))


def told(content: Path) -> list[str]:
    """The faults; when there are none, the record, in one line."""
    try:
        return [repr(replace(load(content), fingerprint="", files={}))]
    except ContentError as error:
        return [f"{file}:{line}: [{kind}] {message}" for file, line, kind, message in error.faults]


@pytest.mark.parametrize("file", list(richest()))
def test_every_value_counts(file: str, tmp_path: Path) -> None:
    content = Path(shutil.copytree(SITE, tmp_path / "content"))
    for name, old, more in MORE:
        before = (content / name).read_text("utf-8")
        assert old in before
        (content / name).write_text(before.replace(old, old + more, 1), "utf-8")
    path, sound = content / file, told(content)
    assert sound[0].startswith("Registry(")
    text = path.read_text("utf-8")
    said = []
    for key, end in values(file, text):
        path.write_text(f"{text[:end]}甲{text[end:]}", "utf-8")
        found = told(content)
        assert found != sound or (file, key) in NOTES, key
        said += [each for each in found if not each.startswith("Registry(")]
    assert_approved("registry", f"spoilt: {file}", said)
