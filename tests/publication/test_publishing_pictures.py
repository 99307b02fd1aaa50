"""What is boxed in a picture is black, and the original is never published."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from publishing_desk import Desk

from intake.cases.errors import BadInput
from intake.cases.publication import WHOLE, Box, Picture
from intake.services.publication import preparing, reviewing, showing, writing
from intake.services.publication.pictures import blacked
from registry import load

BOXES = st.builds(
    lambda left, top, right, bottom: Box(
        min(left, right), min(top, bottom), abs(left - right) or 1, abs(top - bottom) or 1
    ),
    *[st.integers(0, WHOLE - 1) for _ in range(4)],
)


@given(boxes=st.lists(BOXES, max_size=4), size=st.tuples(st.integers(20, 300), st.integers(20, 300)))
def test_what_is_boxed_is_black_and_carries_nothing(boxes: list[Box], size: tuple[int, int]) -> None:
    stream = io.BytesIO()
    Image.new("RGB", size, "white").save(stream, "PNG")
    with Image.open(io.BytesIO(blacked(stream.getvalue(), boxes))) as image:
        assert not image.getexif()
        assert "exif" not in image.info
        width, height = image.size
        for box in boxes:
            left, top = box.left * width // WHOLE, box.top * height // WHOLE
            right = min(width, max(left + 1, (box.left + box.width) * width // WHOLE))
            bottom = min(height, max(top + 1, (box.top + box.height) * height // WHOLE))
            region = image.convert("L").crop((left, top, right, bottom))
            assert region.getextrema()[1] < 40  # JPEG is not exact; white is 255


def test_the_original_is_never_published(desk: Desk) -> None:
    case = desk.answered()
    version = desk.saved(case)
    [named] = showing.shown(desk.ctx, desk.clerk, case).pictures
    covered = Picture(named.picture.evidence_id, True, "白墙", (Box(0, 0, 500, 500),))
    version = preparing.set_picture(desk.ctx, desk.clerk, case, version, covered)
    version = preparing.propose(desk.ctx, desk.clerk, case, version)
    reviewing.approve(desk.ctx, desk.head, case, version, "可以公开")
    writing.write_due(desk.ctx)
    number = showing.shown(desk.ctx, desk.head, case).publication.number or ""
    found = load(desk.ctx.settings.content_dir).results[number]
    path: Path = desk.ctx.settings.content_dir / found.folder / found.images[0].file
    assert b"PHONE-OF-SOMEBODY" not in path.read_bytes()
    with Image.open(path) as image:
        red = [p for p in image.convert("RGB").get_flattened_data() if p[0] > 120 and p[1] < 90 and p[2] < 90]
        assert not red
    assert found.images[0].alt == "白墙"


@pytest.mark.parametrize(
    "picture",
    [
        Picture("0" * 32, True, "", ()),
        Picture("0" * 32, False, "", (Box(900, 0, 200, 10),)),
        Picture("0" * 32, False, "", (Box(0, 0, 0, 10),)),
        Picture("0" * 32, False, "", tuple(Box(each, 0, 1, 1) for each in range(61))),
    ],
)
def test_faulty_pictures_are_refused(desk: Desk, picture: Picture) -> None:
    case = desk.answered()
    with pytest.raises(BadInput):
        preparing.set_picture(desk.ctx, desk.clerk, case, desk.saved(case), picture)
