"""A photo of a case is damaged on the disk: the doctor names the case, and complaints go on."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from samples import filed

from intake.services.context import Context
from intake.services.doctor import Level, examine
from intake.services.filing import drafts, submit
from intake.store.files.folder_files import FolderFiles

ANSWERS = {"text": "工厂烟囱夜里冒黑烟，刺鼻难闻。", "region": "410105", "item": "ST-001"}


def _photo() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), "#9fb4c4").save(made, "JPEG")
    made.seek(0)
    return made


@pytest.mark.parametrize("damage", ["one bit", "cut off", "gone"])
def test_a_damaged_photo_is_named(ctx: Context, damage: str) -> None:
    token = drafts.start(ctx)
    drafts.save(ctx, token, ANSWERS)
    photo = drafts.add_evidence(ctx, token, "a.jpg", _photo())
    number = submit.submit_draft(ctx, token).case_number
    assert examine(ctx)["投诉材料"].level is Level.OK
    assert isinstance(ctx.files, FolderFiles)
    path = ctx.files.path(photo.id)
    whole = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(
            whole[:-9] if damage == "cut off" else whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]
        )
    found = examine(ctx)["投诉材料"]
    assert found.level is Level.FAULT
    assert number in found.says
    assert filed(ctx)
    path.write_bytes(whole)  # from the backup
    assert examine(ctx)["投诉材料"].level is Level.OK
