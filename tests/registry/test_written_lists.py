"""What is read without YAML is what YAML reads, and every list as we write it is read so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from samples import ROOT
from yaml import MappingNode, Node, ScalarNode

from registry.lists.lists import read_list, read_written_list
from registry.reading.notes import Notes
from registry.reading.records import Document
from registry.reading.written import written_list
from registry.writing.scalars import value

LISTS = sorted(
    path.relative_to(ROOT / "content").as_posix() for path in ROOT.glob("content/lists/*/*/*.yaml")
)
TEXTS = [(ROOT / "content" / file).read_text(encoding="utf-8") for file in LISTS]
SHORT = min(TEXTS, key=len).partition("\n\n  - id")[0].replace("words:\n      [", "words: [") + "\n"
MARKS = [
    "",
    " ",
    "  ",
    "\n",
    "\n ",
    "\t",
    "\r\n",
    "\u2028",
    "\ufeff",
    "#",
    " #",
    ":",
    ": ",
    "-",
    "- ",
    "---",
    "...",
    "?",
]
MARKS += [
    *"[]{},\"'|>&*!%@`~\\<=",
    "null",
    "~",
    "[]",
    "{}",
    '"null"',
    "''",
    ", ",
    ",\n       ",
    "：",
    "𠮷",
    "é",
    "١",
    "null x",
]


def as_yaml(node: Node | None) -> Any:
    """What YAML reads, as `written_list` gives it."""
    assert node is not None
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, MappingNode):
        pairs = [(key.value, as_yaml(value)) for key, value in node.value]
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)
    return tuple(map(as_yaml, node.value))


def same_as_yaml(text: str) -> None:
    found = written_list(text)
    if found is not None:
        notes = Notes(Path())
        assert {**found, "items": tuple(found["items"])} == as_yaml(Document(notes, "list", text).root)
        assert not notes.faults


@pytest.mark.parametrize("file", LISTS)
def test_a_shipped_list_is_read_the_same_without_yaml(file: str) -> None:
    """Every one is: else the site of a province would take longer, and nobody would know why."""
    written = read_written_list(ROOT / "content", file)
    whole = read_list(ROOT / "content", file)
    assert written is not None
    assert written.releases == whole.releases
    assert [each[:2] for each in written.notes.references] == [each[:2] for each in whole.notes.references]
    assert [each[1:] for each in written.citations] == [each[1:] for each in whole.citations]
    assert written.notes.declared.keys() == whole.notes.declared.keys()


def test_what_publishing_puts_in_quotes_is_read_without_yaml_too() -> None:
    said = "0371-00000000（工作日 8:30—18:00）"
    text = SHORT.rstrip() + f"\n    unit: '10'\n    contact: {value(said)}\n"
    found = written_list(text)
    assert found is not None
    assert found["items"][0]["contact"] == said
    same_as_yaml(text)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_whatever_is_changed_in_a_list_is_read_as_yaml_reads_it_or_not_at_all(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS), label="list")[:1500]
    text = text[: text.rfind("\n\n") + 1]
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.sampled_from([0, 0, 1, 2]))
        text = text[:place] + data.draw(st.sampled_from(MARKS)) + text[place + gone :]
    same_as_yaml(text)


@settings(max_examples=150, deadline=None)
@example("null")
@example("a #b")
@example("'a: b, [c] #d'")
@example("'a''b'")
@example("' a'")
@example("'null'")
@given(st.one_of(st.text(max_size=12), st.text("ab中，。 -#:[]{}'\"~%.?/\t\u3000\x85\u2028", max_size=12)))
def test_any_text_in_a_field_is_read_as_yaml_reads_it_or_not_at_all(text: str) -> None:
    for old in ("matter: ", "topics: [", "words: [", "statute: ", "title: ", "looks_like: "):
        place = SHORT.index(old) + len(old)
        end = min(SHORT.index(end, place) for end in (",", "\n", "]", "}") if end in SHORT[place:])
        same_as_yaml(SHORT[:place] + text + SHORT[end:])
