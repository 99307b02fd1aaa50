"""Uploads made on the spot, with secrets planted where phones and cameras put them."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

PLACE = b"+34.7579+113.6654/"  # where the phone says it was
OWNER = "PLANTED-OWNER"


def photo(size: tuple[int, int] = (64, 48), form: str = "JPEG", *, turned: bool = False) -> bytes:
    """A photo with GPS, owner, comment, XMP; `turned` adds the mark of a phone held upright."""
    image = Image.new("RGB", size, (200, 30, 30))
    exif = Image.Exif()
    exif[0x013B] = OWNER  # artist
    exif[0x0112] = 6 if turned else 1
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (34.0, 45.0, 28.4), 3: "E", 4: (113.0, 39.0, 55.4), 29: "2026:11:23"}
    )
    out = io.BytesIO()
    comment = {"comment": OWNER.encode()} if form == "JPEG" else {}
    image.save(out, form, exif=exif, xmp=f"<x>{OWNER}</x>".encode(), **comment)
    return out.getvalue()


def animation() -> bytes:
    """A GIF of two frames with a comment."""
    frames = [Image.new("P", (20, 20), colour) for colour in (1, 2)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=OWNER.encode())
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of some kilobytes that unpacks to 100,000 × 100,000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 100_000, 100_000, 1, 0, 0, 0, 0)
    packed = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def box(name: bytes, *parts: bytes) -> bytes:
    """One MP4 box."""
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), name) + content


def track(handler: bytes, offset: int, sizes: list[int]) -> bytes:
    """A track of one chunk at `offset`."""
    table = box(
        b"stbl",
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, len(sizes), 1)),
        box(b"stsz", struct.pack(f">III{len(sizes)}I", 0, 0, len(sizes), *sizes)),
        box(b"stco", struct.pack(">III", 0, 1, offset)),
    )
    kind = box(b"hdlr", bytes(8) + handler + bytes(12))
    told = box(b"udta", OWNER.encode())
    return box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", kind, box(b"minf", table)), told)


def video(brand: bytes = b"mp42") -> tuple[bytes, bytes]:
    """A video with places in udta, meta, uuid, free and a GPS track, and its picture bytes."""
    head = box(b"ftyp", brand, bytes(4), b"isommp42")
    picture, gps = b"PICTURE!" * 4, PLACE + b"gps-sample"
    start = len(head) + 8
    data = box(b"mdat", picture, gps)
    moov = box(
        b"moov",
        box(b"mvhd", bytes(100)),
        track(b"vide", start, [16, 16]),
        track(b"meta", start + len(picture), [len(PLACE), 10]),
        box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0), PLACE)),
        box(b"meta", box(b"ilst", PLACE)),
    )
    rest = box(b"uuid", bytes(16), PLACE) + box(b"free", PLACE) + box(b"XMP_", OWNER.encode())
    return head + data + moov + rest, picture


def pdf(catalog: bytes = b"", trailer: bytes = b"", *more: bytes) -> bytes:
    """A PDF of one empty page, with more entries in its catalog and trailer, and more objects from 5 on.

    Where it was made, by whom and with what stands in its information and its metadata.
    """
    told = b"<x>" + OWNER.encode() + b"</x>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/PieceInfo<</a(" + OWNER.encode() + b")>>>>",
        b"<</Type/Metadata/Length %d>>\nstream\n" % len(told) + told + b"\nendstream",
        *more,
    )
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    info = b"trailer\n<</Size %d/Root 1 0 R/Info<</Author(" % (len(objects) + 1) + OWNER.encode() + b")>>"
    return out + head + table + info + trailer + b">>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def packed_pdf(action: bytes, coding: bytes = b"/FlateDecode") -> bytes:
    """A PDF whose catalog lies packed in an object stream, as newer ones do; opened, it does `action`."""
    catalog = b"<</Type/Catalog/Pages 2 0 R/OpenAction " + action + b">>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>"
    index = b"1 0 2 %d 3 %d " % (len(catalog) + 1, len(catalog) + len(pages) + 2)
    packed = _coded(index + catalog + b" " + pages + b" " + page, coding)
    head = b"<</Type/ObjStm/N 3/First %d/Filter%s/Length %d>>\nstream\n" % (len(index), coding, len(packed))
    out = b"%PDF-1.7\n"
    at = len(out)
    out += b"4 0 obj\n" + head + packed + b"\nendstream\nendobj\n"
    rows = [(0, 0, 0), *((2, 4, each) for each in range(3)), (1, at, 0), (1, len(out), 0)]
    table = zlib.compress(b"".join(struct.pack(">BHB", *row) for row in rows))
    told = b"<</Type/XRef/Size 6/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>" % len(table)
    start = len(out)
    out += b"5 0 obj\n" + told + b"\nstream\n" + table + b"\nendstream\nendobj\n"
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def _coded(content: bytes, coding: bytes) -> bytes:
    return content.hex().encode() + b">" if coding == b"/ASCIIHexDecode" else zlib.compress(content)


def slow_uploads() -> list[tuple[str, bytes]]:
    """Name and content of files made to cost time: each repeats what a careless reader looks at again."""
    head, ftyp = b"%PDF-1.7\n", box(b"ftyp", b"isom", bytes(12))
    tail = b"\nstartxref\n9\n%%EOF\n"
    bomb_stream = b"/ObjStm\nstream\n" + zlib.compress(bytes(8_000_000), 9) + b"\nendstream\n"
    return [
        ("pdf-marks-without-streams", head + b"/ObjStm " * 100_000 + tail),
        ("pdf-streams-without-end", head + b"/ObjStm\nstream\n" * 60_000 + tail),
        ("pdf-stream-bombs", head + bomb_stream * 200 + tail),
        (
            "video-overlapping-chunks",
            ftyp + box(b"moov", _overlapping(3_000)) + box(b"mdat", bytes(5_000_000)),
        ),
        (
            "video-thousands-of-tracks",
            ftyp + box(b"moov", _overlapping(1) * 3_000) + box(b"mdat", bytes(5_000_000)),
        ),
    ]


def _overlapping(chunks: int) -> bytes:
    """A metadata track each of whose chunks is said to fill the whole file."""
    table = box(
        b"stbl",
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1)),
        box(b"stsz", struct.pack(">III", 0, 0x7FFFFFFF, chunks)),
        box(b"stco", struct.pack(">II", 0, chunks), bytes(4 * chunks)),
    )
    return box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), b"meta", bytes(12)), box(b"minf", table)))
