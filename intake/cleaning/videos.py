"""Video (MP4, MOV): the picture and sound are kept byte for byte, everything else is blanked in place.

The format is a tree of boxes: 4 bytes length, 4 bytes type, content (ISO/IEC 14496-12). Places and owners are
written into `udta`, `meta` and `uuid` boxes and into timed-metadata tracks. Those boxes become `free` boxes
full of zeros, so no offset in the file changes; the samples of tracks that are neither picture nor sound are
zeroed too.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from intake.cleaning.refusals import FileRefused, Reason
from intake.cleaning.samples import sample_ranges

_PLAYABLE = frozenset({b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx", b"wide"})
_PARENTS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"mvex", b"edts"})
_TELLING = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip"})
_KNOWN = _PLAYABLE | _PARENTS | _TELLING
_SHOWN = frozenset({b"vide", b"soun"})
_DEEPEST = 8
_MOST_TRACKS = 32


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its type, where it starts, where its content starts, where it ends."""

    type: bytes
    start: int
    content: int
    end: int


def clean(content: bytes) -> bytes:
    """The same video with all but picture and sound blanked. Raises FileRefused when it is incomplete."""
    data = bytearray(content)
    try:
        top = list(_boxes(data, 0, len(data)))
        if not {b"moov", b"mdat"} <= {box.type for box in top}:
            raise FileRefused(Reason.VIDEO_CUT)
        for box in top:
            if box.type not in _PLAYABLE:
                _blank(data, box)
        for box in top:
            if box.type in _PARENTS:
                _clean_parent(data, box, 1)
    except (struct.error, IndexError, OverflowError):
        raise FileRefused(Reason.VIDEO_BROKEN) from None
    return bytes(data[: top[-1].end])


def _clean_parent(data: bytearray, parent: Box, depth: int) -> None:
    if depth > _DEEPEST:
        raise FileRefused(Reason.VIDEO_BROKEN)
    read_to = parent.content
    tracks = 0
    for box in _boxes(data, parent.content, parent.end):
        read_to = box.end
        tracks += box.type == b"trak"
        if tracks > _MOST_TRACKS:
            raise struct.error("more tracks than any camera writes")
        if box.type in _TELLING:
            _blank(data, box)
        elif box.type == b"trak" and _handler(data, box) not in _SHOWN:
            _blank_samples(data, box)
            _blank(data, box)
        elif box.type in _PARENTS:
            _clean_parent(data, box, depth + 1)
    data[read_to : parent.end] = bytes(parent.end - read_to)


def _blank(data: bytearray, box: Box) -> None:
    data[box.start + 4 : box.start + 8] = b"free"
    data[box.content : box.end] = bytes(box.end - box.content)


def _blank_samples(data: bytearray, track: Box) -> None:
    table = _find(data, track, (b"mdia", b"minf", b"stbl"))
    if table is None:
        return
    parts = {box.type: bytes(data[box.content : box.end]) for box in _boxes(data, table.content, table.end)}
    left = len(
        data
    )  # chunks do not overlap: a table that names more bytes than there are is made to cost time
    for start, end in sample_ranges(parts, len(data)):
        left -= end - start
        if left < 0:
            raise struct.error("chunks overlap")
        data[start:end] = bytes(end - start)


def _handler(data: bytearray, track: Box) -> bytes:
    """What a track holds: vide, soun, meta, text …"""
    found = _find(data, track, (b"mdia", b"hdlr"))
    return bytes(data[found.content + 8 : found.content + 12]) if found else b""


def _find(data: bytearray, box: Box, path: tuple[bytes, ...]) -> Box | None:
    found: Box | None = box
    for name in path:
        if found is None:
            return None
        found = next((each for each in _boxes(data, found.content, found.end) if each.type == name), None)
    return found


def _boxes(data: bytearray, start: int, end: int) -> Iterator[Box]:
    """The boxes between two offsets, up to the first bytes that begin like no box.

    Raises FileRefused when a box of a known type reaches past the end: the file is cut short.
    """
    while end - start >= 8:
        size, name = struct.unpack_from(">I4s", data, start)
        content = start + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, content)
            content += 8
        stop = start + size if size else end
        if stop > end and name in _KNOWN:
            raise FileRefused(Reason.VIDEO_CUT)
        if stop > end or stop < content:
            return
        yield Box(name, start, content, stop)
        start = stop
