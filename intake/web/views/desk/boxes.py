"""Black boxes as a page sends them: kept and drawn ones, one typed in percent, one cell that was clicked."""

import re
from collections.abc import Iterable

from flask import request

from intake.cases.errors import BadInput
from intake.cases.publication import WHOLE, Box, Picture
from intake.web.forms.publication import PictureForm
from intake.web.numbers import whole_number
from intake.words import gettext as _

COLUMNS, ROWS = 16, 12  # a click without scripts blackens one cell of this grid, or clears it
DISPLAYED_WIDTH = 280  # CSS pixels: fits a phone, so a click's place is known without scripts
_BOX = re.compile(r"(\d{1,4}),(\d{1,4}),(\d{1,4}),(\d{1,4})")
_CLICK = ("spot.x", "spot.y")


def read(form: PictureForm, evidence_id: str, sides: tuple[int, int]) -> Picture:
    """What the page says of the picture. Raises BadInput for a box that is none."""
    boxes = [_parsed(text) for name in ("keep", "drawn") for text in request.form.getlist(name)]
    typed = form.box()
    if typed:
        boxes.append(Box(*typed))
    cell = _clicked(sides)
    if cell in boxes:
        boxes.remove(cell)
    elif cell:
        boxes.append(cell)
    unique = tuple(dict.fromkeys(boxes))
    return Picture(evidence_id, shown=form.shown.data, alt=form.alt.data or "", boxes=unique)


def displayed(sides: tuple[int, int]) -> tuple[int, int]:
    """How large the picture stands on the page without scripts."""
    width, height = sides
    return DISPLAYED_WIDTH, max(1, DISPLAYED_WIDTH * height // width)


def kept_words(boxes: Iterable[Box]) -> list[tuple[str, str]]:
    """(value, words) of each box that is there."""
    return [
        (
            f"{box.left},{box.top},{box.width},{box.height}",
            _("左 %(left)d%%、上 %(top)d%%，宽 %(width)d%%、高 %(height)d%%")
            % {
                "left": box.left / 10,
                "top": box.top / 10,
                "width": box.width / 10,
                "height": box.height / 10,
            },
        )
        for box in boxes
    ]


def _parsed(text: str) -> Box:
    match = _BOX.fullmatch(text)
    if match is None:
        raise BadInput("box", _("黑框没有收完整，请重新画。"))
    return Box(*map(int, match.groups()))


def _clicked(sides: tuple[int, int]) -> Box | None:
    """The cell of the grid that was clicked; the image button without a mouse sends 0,0: no cell."""
    x, y = (whole_number(request.form.get(name)) for name in _CLICK)
    if x is None or y is None or (x, y) == (0, 0):
        return None
    width, height = displayed(sides)
    column = min(x * COLUMNS // width, COLUMNS - 1)
    row = min(y * ROWS // height, ROWS - 1)
    left, right = (WHOLE * each // COLUMNS for each in (column, column + 1))
    top, bottom = (WHOLE * each // ROWS for each in (row, row + 1))
    return Box(left, top, right - left, bottom - top)
