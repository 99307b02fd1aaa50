"""Uploads: nothing about place or owner is kept, and what cannot be trusted is refused with a reason."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import replace

import media
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from samples import ROOT

from intake.cases.errors import EvidenceRefused, NotFound
from intake.cases.model import EvidenceKind
from intake.cleaning import images, opening, pdfs, videos
from intake.cleaning.refusals import FileRefused
from intake.services.context import Context
from intake.services.filing import drafts, evidence
from intake.settings import EvidenceLimits

LIMITS = EvidenceLimits()


def cleaned(content: bytes, limits: EvidenceLimits = LIMITS) -> evidence.Cleaned:
    return evidence.clean(io.BytesIO(content), limits)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_keeps_its_picture_and_nothing_else(form: str) -> None:
    original = media.photo(form=form)
    assert media.OWNER.encode() in original
    kept = cleaned(original)
    assert kept.kind is EvidenceKind.PHOTO
    assert media.OWNER.encode() not in kept.content
    with Image.open(io.BytesIO(kept.content)) as image:
        assert not image.getexif()
        assert not set(image.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert image.size == (64, 48)
        red, green, blue = image.convert("RGB").getpixel((30, 20))
        assert abs(red - 200) + abs(green - 30) + abs(blue - 30) < 12


def test_a_photo_taken_upright_stays_upright() -> None:
    with Image.open(io.BytesIO(cleaned(media.photo((60, 20), turned=True)).content)) as image:
        assert image.size == (20, 60)


def test_large_photos_are_scaled_down() -> None:
    with Image.open(io.BytesIO(cleaned(media.photo((5000, 100))).content)) as image:
        assert image.size == (4096, 82)


def test_an_animation_becomes_its_first_picture() -> None:
    kept = cleaned(media.animation())
    assert kept.mime == "image/png"
    assert media.OWNER.encode() not in kept.content


def test_transparency_is_kept() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(cleaned(out.getvalue()).content)) as image:
        assert image.mode == "RGBA"


@pytest.mark.parametrize(
    ("brand", "mime"), [(b"mp42", "video/mp4"), (b"qt  ", "video/quicktime"), (b"3gp5", "video/mp4")]
)
def test_a_video_keeps_its_picture_and_no_place(brand: bytes, mime: str) -> None:
    original, picture = media.video(brand)
    kept = cleaned(original)
    assert kept.mime == mime
    assert len(kept.content) == len(original)
    assert original.index(picture) == kept.content.index(picture)
    for planted in (media.PLACE, media.OWNER.encode(), b"gps-sample"):
        assert planted in original
        assert planted not in kept.content


def test_a_trailer_that_is_no_box_is_cut_off() -> None:
    original, picture = media.video()
    kept = cleaned(original + b"\xff\xfe\xfd\xfcSEFT" + media.PLACE)
    assert media.PLACE not in kept.content
    assert picture in kept.content


def test_a_pdf_keeps_its_pages_and_nothing_of_who_made_it() -> None:
    deleted = b"(" + media.OWNER.encode() + b")"  # nothing refers to it any more, but there it stands
    original = media.pdf(b"/OpenAction[3 0 R/Fit]", b"", deleted)
    assert original.count(media.OWNER.encode()) == 4
    kept = cleaned(original)
    assert (kept.kind, kept.mime) == (EvidenceKind.DOCUMENT, "application/pdf")
    assert media.OWNER.encode() not in kept.content
    assert [page.mediabox.width for page in PdfReader(io.BytesIO(kept.content)).pages] == [72]


def test_a_scan_is_not_taken_for_a_script() -> None:
    """Ten megabytes of a scanned picture hold every short mark by chance."""
    scan = b"/JS /JavaScript /Launch /Encrypt " * 3
    picture = b"<</Type/XObject/Subtype/Image/Width 11/Height 9/BitsPerComponent 8/Length %d>>"
    stream = picture % len(scan) + b"\nstream\n" + scan + b"\nendstream"
    kept = cleaned(media.pdf(b"/Kept 5 0 R", b"", stream))
    assert scan in kept.content


VIDEO = media.video()[0]
REFUSED = {
    "empty": (b"", "空的"),
    "text": (b"hello", "只能上传"),
    "page with a photo's name": (b"<html><script>alert(1)</script></html>", "只能上传"),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "只能上传"),
    "program": (b"MZ\x90\x00" + bytes(100), "只能上传"),
    "ZIP": (b"PK\x03\x04" + bytes(100), "只能上传"),
    "HEIC": (media.box(b"ftyp", b"heic", bytes(4), b"mif1heic"), "HEIC"),
    "AVIF": (media.box(b"ftyp", b"avif", bytes(4)), "HEIC"),
    "JPEG mark on nothing": (b"\xff\xd8\xff\xe0" + bytes(100), "打不开"),
    "PNG mark on nothing": (b"\x89PNG\r\n\x1a\n" + bytes(20), "打不开"),
    "truncated photo": (media.photo()[:-300], "打不开"),
    "bomb": (media.bomb(), "尺寸太大"),
    "large photo": (media.photo() + bytes(LIMITS.image_bytes), "10 MB"),
    "large PDF": (media.pdf() + bytes(LIMITS.pdf_bytes), "10 MB"),
    "truncated video": (VIDEO[:-60], "没有传完整"),
    "video without index": (VIDEO[: VIDEO.index(b"moov") - 4], "没有传完整"),
    "video mark on nothing": (media.box(b"ftyp", b"isom", bytes(4)), "没有传完整"),
    "truncated PDF": (media.pdf()[:-20], "不完整"),
    "encrypted PDF": (media.pdf(trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -4>>"), "密码"),
    "PDF with script": (media.pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "脚本"),
    "PDF with hidden script": (media.pdf(b"/OpenAction<</S/J#61vaScript>>"), "脚本"),
    "PDF with packed script": (media.packed_pdf(b"<</S/JavaScript/JS(x)>>"), "脚本"),
    "PDF with oddly packed script": (
        media.packed_pdf(b"<</S/JavaScript/JS(x)>>", b"/ASCIIHexDecode"),
        "脚本",
    ),
    "PDF that starts programs": (media.pdf(b"/OpenAction<</S/Launch/F(calc.exe)>>"), "脚本"),
    "PDF with a file in it": (media.pdf(b"/Names<</EmbeddedFiles<</Names[(a)<</EF<<>>>>]>>>>"), "嵌入"),
    "PDF with a form that sends": (media.pdf(b"/AA<</WC<</S/SubmitForm/F(http://x)>>>>"), "脚本"),
    "PDF with a form of XML": (
        media.pdf(b"/AcroForm<</XFA 5 0 R>>", b"", b"<</Length 0>>\nstream\n\nendstream"),
        "脚本",
    ),
    "PDF without pages": (b"%PDF-1.7\nstartxref\n9\n%%EOF\n", "打不开"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_reason(name: str) -> None:
    content, reason = REFUSED[name]
    with pytest.raises(EvidenceRefused, match=reason):
        cleaned(content)


@given(st.sampled_from([media.photo(), media.photo(form="PNG"), VIDEO, media.pdf()]), st.data())
def test_damaged_files_are_cleaned_or_refused(original: bytes, data: st.DataObject) -> None:
    """In this process: what the other one would only end with, comes out here."""
    damaged = bytearray(original)
    for place in data.draw(st.lists(st.integers(12, len(original) - 1), max_size=6)):
        damaged[place] = data.draw(st.integers(0, 255))
    with suppress(FileRefused):
        if original == VIDEO:
            videos.clean(bytes(damaged))
        elif original.startswith(b"%PDF"):
            pdfs.clean(bytes(damaged))
        else:
            images.clean(bytes(damaged), LIMITS.image_side, LIMITS.image_pixels)


def test_a_draft_holds_so_many_files(ctx: Context) -> None:
    ctx = replace(ctx, settings=replace(ctx.settings, limits=EvidenceLimits(files=2)))
    token = drafts.start(ctx)
    first = drafts.add_evidence(ctx, token, "张三.jpg", io.BytesIO(media.photo()))
    second = drafts.add_evidence(ctx, token, "b.pdf", io.BytesIO(media.pdf()))
    assert (first.name, second.name) == ("照片1.jpg", "文件2.pdf")
    with pytest.raises(EvidenceRefused, match="最多上传 2 个"):
        drafts.add_evidence(ctx, token, "c.pdf", io.BytesIO(media.pdf()))
    drafts.remove_evidence(ctx, token, first.id)
    for nonsense in ("nonsense", "\x00", "\ud800", "../../etc/passwd"):
        drafts.remove_evidence(ctx, token, nonsense)
    loaded = drafts.load(ctx, token)
    assert loaded is not None
    assert loaded.evidence == (second,)
    assert not ctx.files.path(first.id).exists()


def test_no_file_without_its_draft(ctx: Context) -> None:
    with pytest.raises(NotFound):
        drafts.add_evidence(ctx, "no such token", "a.jpg", io.BytesIO(media.photo()))
    token = drafts.start(ctx)
    kept = drafts.add_evidence(ctx, token, "a.jpg", io.BytesIO(media.photo()))
    drafts.discard(ctx, token)
    assert drafts.load(ctx, token) is None
    assert not ctx.files.path(kept.id).exists()


@pytest.mark.parametrize("hostile", media.slow_uploads(), ids=lambda upload: upload[0])
def test_no_upload_takes_long(hostile: tuple[str, bytes]) -> None:
    """Each of these is within the size limits and once kept a worker busy for minutes to hours."""
    begun = time.process_time()
    try:
        cleaned(hostile[1])
    except EvidenceRefused as refused:
        assert refused.message
    assert time.process_time() - begun < 5


def test_a_nearly_full_disk_takes_complaints_but_no_files(ctx: Context) -> None:
    crowded = replace(ctx.settings, limits=replace(LIMITS, keep_free=2**62))
    token = drafts.start(ctx)
    with pytest.raises(EvidenceRefused, match="存不下"):
        drafts.add_evidence(replace(ctx, settings=crowded), token, "a.jpg", io.BytesIO(media.photo()))
    assert drafts.add_evidence(ctx, token, "a.jpg", io.BytesIO(media.photo()))


def test_a_write_that_fails_half_way_leaves_no_file(ctx: Context) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, limits[1]))  # as on a full disk: a part is written
    try:
        with pytest.raises(OSError, match="large"):
            ctx.files.write(bytes(10_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not [each for each in ctx.settings.files_dir.rglob("*") if each.is_file()]


# In a process of its own: what the tests before it took would be counted too. Prints megabytes.
FOUR_AT_ONCE = """
import io, resource
from concurrent.futures import ThreadPoolExecutor
from PIL import Image
from intake.cleaning.kinds import Kind
from intake.cleaning.opening import clean

def peak(whose):
    return resource.getrusage(whose).ru_maxrss // 1024

out = io.BytesIO()
Image.new("RGBA", (4000, 4000)).save(out, "PNG")
before = peak(resource.RUSAGE_SELF)
with ThreadPoolExecutor(4) as pool:
    made = list(pool.map(lambda _: clean(out.getvalue(), Kind.PHOTO, side=4096, pixels=64_000_000), range(4)))
assert all(mime.startswith("image/") for mime, _content in made)
print(peak(resource.RUSAGE_SELF) - before, peak(resource.RUSAGE_CHILDREN))
"""


def test_many_large_pictures_at_once_do_not_take_the_memory() -> None:
    """Two are drawn at a time, each in a process of its own, and none in ours."""
    assert opening.CLEANER.at_once == 2
    done = subprocess.run([sys.executable, "-c", FOUR_AT_ONCE], cwd=ROOT, capture_output=True, check=True)
    grown, largest = map(int, done.stdout.split())
    assert grown < 100 and largest < 1024


def test_who_finds_no_turn_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening.CLEANER, "patience", 0)
    with ExitStack() as busy:
        for _turn in range(opening.CLEANER.at_once):
            busy.enter_context(opening.CLEANER.turns)
        with pytest.raises(EvidenceRefused, match="过一会儿"):
            cleaned(media.photo())
    assert cleaned(media.photo())


ESCAPES = {
    "open a file": "open('/etc/hostname')",
    "connect": "socket.socket()",
    "write over its end": "open('/dev/shm/x', 'w')",
    "start a program": "subprocess.run(['/bin/true'])",
    "take the memory": "bytes(2_000_000_000)",
    "go to a second file by closing the first": "(os.close(0), open('/etc/hostname'))",
}


@pytest.mark.parametrize("what", ESCAPES)
def test_who_takes_over_a_decoder_is_shut_in(what: str) -> None:
    taken_over = (
        "import os, socket, subprocess\n"
        "from intake.confined.limits import confine, shut_in\n"
        "confine(1_500_000_000, 20, 32); shut_in()\n"
        f"try: {ESCAPES[what]}\n"
        "except (OSError, MemoryError) as error: print(type(error).__name__)\n"
        "else: print('free')"
    )
    done = subprocess.run([sys.executable, "-c", taken_over], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.strip() in (b"OSError", b"MemoryError", b"BlockingIOError")
