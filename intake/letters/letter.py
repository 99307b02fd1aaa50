"""What stands in a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter from `issuer` to `to`. `facts` are (label, what) in a table, `enclosures` are numbered.

    `notice` stands on top of every page, `remark` small under the signature. Equal letters give equal files.
    """

    issuer: str
    title: str
    number: str
    to: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    closing: str
    enclosures: tuple[str, ...]
    on: date
    notice: str = ""
    remark: str = ""
