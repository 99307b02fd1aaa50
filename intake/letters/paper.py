"""What stands in a longer official paper: headings and paragraphs, to whom, from whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a block of text is."""

    CHAPTER = "chapter"
    SECTION = "section"
    TEXT = "text"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading or paragraph."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of `issuers` to the `recipients`, with copies to others.

    `on` is the day it was signed; None: not yet. `notice` stands on top of every page. Equal papers give
    equal files.
    """

    title: str
    recipients: tuple[str, ...]
    blocks: tuple[Block, ...]
    issuers: tuple[str, ...]
    on: date | None
    copies: tuple[str, ...] = ()
    notice: str = ""
