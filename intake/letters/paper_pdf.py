"""A paper as a PDF file, set by Typst: the same bytes for the same paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import typst

from intake.letters.fonts import Font, family
from intake.letters.paper import Paper
from intake.letters.wording import copies, recipients, signed

_SHEET: Final = Path(__file__).with_name("paper.typ")


def render(paper: Paper, font: Font) -> bytes:
    """The file. The type is embedded, only the signs that are used."""
    told = {
        "title": paper.title,
        "recipients": recipients(paper),
        "blocks": [(block.kind.value, block.text) for block in paper.blocks],
        "signed": signed(paper),
        "day": paper.on and (paper.on.year, paper.on.month, paper.on.day),
        "copies": copies(paper),
        "notice": paper.notice,
        "face": family(font),
    }
    made: bytes = typst.compile(
        _SHEET,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        font_paths=[font.path.parent],
        ignore_system_fonts=True,
    )
    return made
