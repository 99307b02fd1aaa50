"""A paper as a PDF file, set by Typst: the same bytes for the same paper."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from intake.letters.fonts import Font
from intake.letters.paper import Paper
from intake.letters.typesetting import typeset
from intake.letters.wording import copies, recipients, signed

_SHEET: Final = Path(__file__).with_name("paper.typ")


def render(paper: Paper, font: Font) -> bytes:
    """The file."""
    told = {
        "title": paper.title,
        "recipients": recipients(paper),
        "blocks": [(block.kind.value, block.text) for block in paper.blocks],
        "signed": signed(paper),
        "day": paper.on and (paper.on.year, paper.on.month, paper.on.day),
        "copies": copies(paper),
        "notice": paper.notice,
    }
    return typeset(_SHEET, told, font)
