"""The text of a Word paragraph or cell as it reads on paper, and what was odd about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from intake.tables.grid import Cell, Mark
from intake.tables.refusals import Reason, TableRefused
from intake.tables.xlsx_marks import local

_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_BLOCKS: Final = frozenset({"p", "tr"})
_DELETED: Final = frozenset({"del", "moveFrom", "delText"})
_INSERTED: Final = frozenset({"ins", "moveTo"})
_UNREAD: Final = frozenset({"drawing", "pict", "object", "AlternateContent", "sym"})
_NO_TEXT: Final = frozenset({"pPr", "tcPr", "trPr", "tblPr", "instrText", "rt", "fldData", "sdtPr"})
_OUTSIDE_FIELD: Final = re.compile(
    r"\b(?:DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE|IMPORT|INCLUDE|DATABASE|MACROBUTTON)\b", re.IGNORECASE
)
_OFF: Final = ("0", "false", "off")


def check_fields(body: Element) -> None:
    """Raise TableRefused for fields that fetch something from elsewhere, however they are split up."""
    written = []
    for each in body.iter():
        name = local(each)
        if name == "instrText":
            written.append(each.text or "")
        elif name == "fldSimple":
            written.append(" " + next((v for k, v in each.items() if k.endswith("}instr")), "") + " ")
        elif name == "fldChar":
            written.append(" ")
    if _OUTSIDE_FIELD.search("".join(written)):
        raise TableRefused(Reason.FIELDS)


@dataclass(slots=True)
class _Collected:
    texts: list[str] = field(default_factory=list)
    marks: set[Mark] = field(default_factory=set)


def text_of(element: Element) -> Cell:
    """A paragraph's or a cell's text, one line a paragraph; tables in a cell line by line."""
    collected = _Collected()
    _walk(element, collected)
    lines = "".join(collected.texts).split("\n")
    return Cell("\n".join(line.rstrip() for line in lines).strip("\n"), frozenset(collected.marks))


def _walk(element: Element, into: _Collected) -> None:
    name = local(element)
    if name == "t":
        into.texts.append(element.text or "")
    elif name in _SIGNS:
        into.texts.append(_SIGNS[name])
    elif name in _DELETED:
        into.marks.add(Mark.REVISED)
    elif name in _UNREAD:
        into.marks.add(Mark.LEFT_OUT)
    elif name == "r":
        _walk_run(element, into)
    elif name not in _NO_TEXT:
        if name in _INSERTED:
            into.marks.add(Mark.REVISED)
        _walk_children(element, into)


def _walk_children(element: Element, into: _Collected) -> None:
    for child in element:
        _walk(child, into)
        if local(child) in _BLOCKS:
            into.texts.append("\n")
        elif local(child) == "tc":
            into.texts.append(" ")


def _walk_run(run: Element, into: _Collected) -> None:
    look = set(_switched_on(run))
    if "vanish" in look:
        into.marks.add(Mark.LEFT_OUT)
        return
    for child in run:
        if local(child) != "rPr":
            _walk(child, into)
    if look & {"strike", "dstrike"} and into.texts:
        into.marks.add(Mark.STRUCK)


def _switched_on(run: Element) -> Iterator[str]:
    for group in run:
        if local(group) == "rPr":
            for each in group:
                value = next((v for k, v in each.items() if k.endswith("}val")), "")
                if value not in _OFF:
                    yield local(each)
