"""A sheet of Typst made a PDF file: the same bytes for the same words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import typst

from intake.letters.fonts import Font, family


def typeset(sheet: Path, told: Mapping[str, object], font: Font) -> bytes:
    """The file. The sheet reads `told` and the name of the type, which is embedded, only the signs that are
    used."""
    words = json.dumps({**told, "face": family(font)}, ensure_ascii=False)
    made: bytes = typst.compile(
        sheet, sys_inputs={"told": words}, font_paths=[font.path.parent], ignore_system_fonts=True
    )
    return made
