"""Real files of every kind that people may send, each made on the spot, and what is done to them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from random import Random

import docx
import openpyxl
import xlwt
from fpdf import FPDF
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter

Seeds = dict[str, tuple[bytes, ...]]
TABLES = ("xlsx", "docx", "csv", "xls")
_SAID = [
    ["具体事项", "牵头部门", "依据"],
    ["工业废气超标", "生态环境局", "《大气污染防治法》第18条"],
    ["=1+1", "-3", "@x"],
]
_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


def seeds() -> Seeds:
    """By kind; several of each."""
    return {
        "jpg": (_picture("JPEG"), _picture("JPEG", progressive=True), _picture("JPEG", mode="L")),
        "png": (
            _picture("PNG"),
            _picture("PNG", mode="RGBA"),
            _picture("PNG", mode="P"),
            _picture("PNG", mode="I;16"),
        ),
        "webp": (_picture("WEBP"), _picture("WEBP", lossless=True)),
        "gif": (_animation(),),
        "heic": (_boxes((b"ftyp", b"heic\0\0\0\0mif1heic"), (b"meta", bytes(64)), (b"mdat", bytes(99))),),
        "pdf": (_pdf(), _pdf(pages=5), _merged_pdf()),
        "mp4": (_video(b"mp42"), _video(b"qt  ")),
        "xlsx": (_xlsx(),),
        "docx": (_docx(),),
        "csv": tuple(
            "\n".join(map(",".join, _SAID)).encode(code) for code in ("utf-8-sig", "gb18030", "utf-16")
        ),
        "xls": (_xls(),),
    }


def mutated(content: bytes, others: list[bytes], random: Random) -> bytes:
    """The file after some accidents; inside of its parts where it is a package."""
    if content.startswith(b"PK") and random.random() < 0.7:
        return _repacked(content, random)
    damaged = bytearray(content)
    for _time in range(random.choice((1, 1, 2, 4, 16))):
        random.choice(_ACCIDENTS)(damaged, random)
    if random.random() < 0.08:  # a file of two kinds at once
        other, at = random.choice(others), random.randrange(len(damaged) + 1)
        damaged[at:at] = other
    return bytes(damaged)


def _flip(damaged: bytearray, random: Random) -> None:
    if damaged:
        damaged[random.randrange(len(damaged))] ^= 1 << random.randrange(8)


def _overwrite(damaged: bytearray, random: Random) -> None:
    at = random.randrange(len(damaged) + 1)
    damaged[at : at + random.randrange(1, 40)] = random.randbytes(random.randrange(40))


def _number(damaged: bytearray, random: Random) -> None:
    """A size or an offset becomes one of those that programs forget."""
    form = random.choice((">I", "<I", ">H", "<H", ">Q"))
    value = random.choice(_NUMBERS) & ((1 << 8 * struct.calcsize(form)) - 1)
    at = random.randrange(len(damaged) + 1)
    damaged[at : at + struct.calcsize(form)] = struct.pack(form, value)


def _digits(damaged: bytearray, random: Random) -> None:
    """A number written in words of the file, as in PDF and XML, becomes another."""
    places = [at for at, byte in enumerate(damaged) if 48 <= byte <= 57][:5000]
    if places:
        at = random.choice(places)
        damaged[at : at + 1] = random.choice((b"", b"0", b"-1", b"99999999999", b"1e9"))


def _cut(damaged: bytearray, random: Random) -> None:
    del damaged[random.randrange(len(damaged) + 1) :]


def _repeat(damaged: bytearray, random: Random) -> None:
    at, length = random.randrange(len(damaged) + 1), random.randrange(1, 400)
    damaged[at:at] = damaged[at : at + length] * random.choice((1, 2, 50))


def _drop(damaged: bytearray, random: Random) -> None:
    at = random.randrange(len(damaged) + 1)
    del damaged[at : at + random.randrange(1, 200)]


_ACCIDENTS: tuple[Callable[[bytearray, Random], None], ...] = (
    _flip, _flip, _overwrite, _number, _number, _digits, _cut, _repeat, _drop,
)  # fmt: skip


def _repacked(content: bytes, random: Random) -> bytes:
    """One part of a package damaged, the package itself whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = random.choice(sorted(parts))
    damaged = bytearray(parts[name])
    for _time in range(random.choice((1, 2, 8))):
        random.choice(_ACCIDENTS)(damaged, random)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for each, part in {**parts, name: bytes(damaged)}.items():
            made.writestr(each, part)
    return out.getvalue()


def _picture(form: str, mode: str = "RGB", **how: bool) -> bytes:
    image = Image.new("RGB", (96, 64), "white")
    ImageDraw.Draw(image).ellipse((8, 8, 80, 56), fill="red", outline="blue")
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "owner"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 45.0, 28.4)})
    out = io.BytesIO()
    told = {} if mode == "I;16" else {"exif": exif}
    image.convert("L").convert("I;16").save(out, form) if mode == "I;16" else image.convert(mode).save(
        out, form, **told, **how
    )
    return out.getvalue()


def _animation() -> bytes:
    frames = [Image.new("P", (40, 30), colour) for colour in (1, 2, 3)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=b"owner")
    return out.getvalue()


def _pdf(pages: int = 1) -> bytes:
    made = FPDF()
    made.set_author("owner")
    made.set_font("helvetica", size=12)
    for page in range(pages):
        made.add_page()
        made.cell(text=f"page {page}")
        made.image(Image.new("RGB", (20, 20), "green"), 20, 40)
    return bytes(made.output())


def _merged_pdf() -> bytes:
    writer = PdfWriter()
    for each in (_pdf(2), _pdf()):
        writer.append(PdfReader(io.BytesIO(each)))
    writer.add_metadata({"/Author": "owner"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _boxes(*boxes: tuple[bytes, bytes]) -> bytes:
    return b"".join(struct.pack(">I4s", 8 + len(content), name) + content for name, content in boxes)


def _video(brand: bytes) -> bytes:
    """Picture, sound and a track of places, as a telephone writes them."""
    head = _boxes((b"ftyp", brand + bytes(4) + b"isommp42"))
    data = bytes(range(256)) * 8
    moov = _boxes((b"mvhd", bytes(100)), (b"udta", _boxes((b"\xa9xyz", b"+34.7579+113.6654/"))))
    for number, handler in enumerate((b"vide", b"soun", b"meta")):
        table = _boxes(
            (b"stsc", struct.pack(">IIIII", 0, 1, 1, 4, 1)),
            (b"stsz", struct.pack(">III4I", 0, 0, 4, 64, 64, 64, 64)),
            (b"stco", struct.pack(">III", 0, 1, len(head) + 8 + 512 * number)),
        )
        media = _boxes((b"hdlr", bytes(8) + handler + bytes(12)), (b"minf", _boxes((b"stbl", table))))
        moov += _boxes((b"trak", _boxes((b"tkhd", bytes(84)), (b"mdia", media))))
    return head + _boxes((b"mdat", data), (b"moov", moov), (b"uuid", bytes(40)), (b"free", bytes(40)))


def _xlsx() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.create_sheet("清单")
    for row in _SAID * 20:
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.row_dimensions[3].hidden = True
    book.save(out)
    return out.getvalue()


def _docx() -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("责任清单")
    table = made.add_table(0, 3)
    for row in _SAID * 10:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 1))
    made.save(out)
    return out.getvalue()


def _xls() -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("清单")
    for number, row in enumerate(_SAID * 10):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    book.save(out)
    return out.getvalue()
