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


def pdf(body: bytes = b"") -> bytes:
    """A small PDF with something in it."""
    return b"%PDF-1.7\n1 0 obj\n<<" + body + b">>\nendobj\nstartxref\n9\n%%EOF\n"


def packed_pdf(body: bytes) -> bytes:
    """The same with the object in a compressed object stream."""
    packed = zlib.compress(body)
    stream = b"/Type /ObjStm /Length %d>>\nstream\n" % len(packed) + packed + b"\nendstream"
    return b"%PDF-1.7\n1 0 obj\n<<" + stream + b"\nendobj\nstartxref\n9\n%%EOF\n"


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
