"""Pictures for the public: drawn anew with black boxes burnt in, nothing of the original file kept."""

from __future__ import annotations

import io
from collections.abc import Iterable

from PIL import Image, ImageDraw

from intake.cases.publication import WHOLE, Box

LONGEST_SIDE = 1600
_QUALITY = 85


def blacked(content: bytes, boxes: Iterable[Box], longest: int = LONGEST_SIDE) -> bytes:
    """The picture as a JPEG with the boxes black. A new image carries no EXIF, comment or thumbnail.

    It is made small first: what is black then was never mixed into what is beside it.
    """
    with Image.open(io.BytesIO(content)) as image:
        image.thumbnail((longest, longest))
        plain = Image.new("RGB", image.size, "white")
        visible = image.convert("RGBA")
        plain.paste(visible, mask=visible.getchannel("A"))
    draw = ImageDraw.Draw(plain)
    for box in boxes:
        draw.rectangle(_pixels(box, *plain.size), fill="black")
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _pixels(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """The corners of a box, rounded outwards: a pixel too much is black, never one too few."""
    return (
        box.left * width // WHOLE,
        box.top * height // WHOLE,
        -(-(box.left + box.width) * width // WHOLE),
        -(-(box.top + box.height) * height // WHOLE),
    )
