"""Files that are two things at once, or none that we take, and names that are no names."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from siege import House, token_of

from intake.services.filing import drafts


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    return out.getvalue()


def gif() -> bytes:
    out = io.BytesIO()
    Image.new("P", (8, 8)).save(out, "GIF")
    return out.getvalue()


POLYGLOTS = {
    "a page that begins like a GIF": (b"GIF89a/*<script>alert(1)</script>*/=1;", "打不开"),
    "a picture with a page behind it": (jpeg() + b"<html><script>alert(1)</script>", ""),
    "a picture with an archive behind it": (gif() + b"PK\x03\x04" + bytes(99), ""),
    "a program that begins like a PDF": (b"MZ%PDF-1.7\n" + bytes(200), "不完整"),
    "a page with a PDF in it": (b"<html><script>%PDF-1.7</script>startxref\n0\n%%EOF", "打不开"),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "只能上传"),
    "an SVG as XML": (
        b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>",
        "只能上传",
    ),
    "a page": (b"<!doctype html><script>alert(1)</script>", "只能上传"),
    "a HEIC": (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
    "an AVIF": (b"\0\0\0\x18ftypavif" + bytes(40), "HEIC"),
    "a TIFF": (b"II*\0" + bytes(40), "只能上传"),
    "a PostScript": (b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file", "只能上传"),
    "an ImageMagick script": (b"push graphic-context\nfill 'url(https://x/|ls)'", "只能上传"),
    "a workbook": (b"PK\x03\x04[Content_Types].xml", "只能上传"),
    "nothing": (b"", "空的"),
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_no_file_is_two_things(house: House, name: str) -> None:
    """Refused in words, or redrawn so that nothing of the second thing is left."""
    content, words = POLYGLOTS[name]
    browser, token = house.stranger(), drafts.start(house.ctx)
    browser.set_cookie("mingdan_draft", token)
    sent = {"csrf_token": token_of(browser), "action": "upload", "files": (io.BytesIO(content), "我家.jpg")}
    answer = browser.post("/complain/evidence", data=sent, content_type="multipart/form-data")
    found = drafts.load(house.ctx, token)
    assert found is not None
    if words:
        assert (answer.status_code, words in answer.get_data(as_text=True)) == (422, True)
        assert found.evidence == ()
    else:
        kept = house.ctx.files.path(found.evidence[0].id).read_bytes()
        assert b"script" not in kept and b"PK\x03\x04" not in kept


NAMES = (
    "../../etc/passwd.jpg",
    "a\x00.jpg",
    "con.jpg",
    "a\u202egpj.exe",
    "..\\..\\x.jpg",
    "<script>.jpg",
    "a" * 3000 + ".jpg",
    ".htaccess",
)


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:20])
def test_no_name_of_a_file_is_kept(house: House, name: str) -> None:
    browser, token = house.stranger(), drafts.start(house.ctx)
    browser.set_cookie("mingdan_draft", token)
    sent = {"csrf_token": token_of(browser), "action": "upload", "files": (io.BytesIO(jpeg()), name)}
    assert (
        browser.post("/complain/evidence", data=sent, content_type="multipart/form-data").status_code == 303
    )
    found = drafts.load(house.ctx, token)
    assert found is not None
    assert found.evidence[0].name == "照片1.jpg"
    assert re.fullmatch("[0-9a-f]{32}", found.evidence[0].id)
