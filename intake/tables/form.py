"""A table to be written as departments print theirs: title, grouped headings, rows, notes below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

# What no XML may hold; files with it do not open.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column; neighbours of the same `group` stand under one merged heading. `width` in characters."""

    label: str
    width: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """`above` and `below` are lines around the table; cells may hold line breaks."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


class Span(NamedTuple):
    """Columns [first, last] under one group; "" for a column that stands for itself."""

    group: str
    first: int
    last: int


def spans(headings: tuple[Heading, ...]) -> list[Span]:
    """The upper row of headings."""
    found, at = [], 0
    for group, members in groupby(headings, key=lambda each: each.group):
        count = len(list(members))
        if group:
            found.append(Span(group, at, at + count - 1))
        else:
            found += [Span("", column, column) for column in range(at, at + count)]
        at += count
    return found


def writable(text: str) -> str:
    """The text without characters that no file of these can hold."""
    return _ILLEGAL.sub("", text)
