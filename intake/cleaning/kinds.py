"""What a file is, by how it begins; names and declared types count for nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

HEAD: Final = 1024  # bytes that suffice to tell

_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_VIDEO_BRANDS: Final = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"3gp",
    b"qt  ",
    b"MSNV",
)


class Kind(StrEnum):
    """What is cleaned, each in its own way."""

    PHOTO = "photo"
    VIDEO = "video"
    PDF = "pdf"


def kind_of(head: bytes) -> Kind | None:
    """The kind of a file that begins with `head`, or None for what is not taken."""
    if picture_format(head):
        return Kind.PHOTO
    if head[4:8] == b"ftyp" and head[8:12].startswith(_VIDEO_BRANDS):
        return Kind.VIDEO
    if b"%PDF-" in head[:HEAD]:  # readers allow some bytes before the mark
        return Kind.PDF
    return None


def picture_format(head: bytes) -> str | None:
    """Pillow's name of a picture's format, for those that are decoded."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    return None


def is_heic(head: bytes) -> bool:
    """Whether it is a phone's HEIC (or AVIF) photo."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS


def video_mime(head: bytes) -> str:
    """MP4 or QuickTime, by brand."""
    return "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"
