"""PDF: kept as it is when it is whole, open and plain; it is only ever sent as a download."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import chain

from intake.cases.errors import EvidenceRefused
from intake.words import gettext as _

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia)(?![A-Za-z])")
_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z])")
_OBJECT_STREAM = re.compile(rb"/ObjStm(?![A-Za-z])")
_BEGIN = re.compile(rb"stream\r?\n")
_MOST_UNPACKED = 64 * 1024 * 1024  # of all object streams of one file together


def recognise(head: bytes) -> bool:
    """Whether the file begins like a PDF (readers allow some bytes before the mark)."""
    return b"%PDF-" in head


def check(content: bytes) -> None:
    """Raise EvidenceRefused unless the file is complete, not encrypted, and carries no scripts or files."""
    if b"startxref" not in content[-2048:] or b"%%EOF" not in content[-1024:]:
        raise EvidenceRefused(_("PDF 文件不完整，请重新导出后上传。"))
    for part in chain((content,), _object_streams(content)):
        plain = _ESCAPED.sub(lambda escaped: bytes([int(escaped[1], 16)]), part)
        if _ENCRYPTED.search(plain):
            raise EvidenceRefused(_("PDF 文件有密码保护，请去掉密码后上传。"))
        if _ACTIVE.search(plain):
            raise EvidenceRefused(_("PDF 文件里有脚本或嵌入的文件，请打印成新的 PDF 后上传。"))


def _object_streams(content: bytes) -> Iterator[bytes]:
    """The objects that newer PDFs keep compressed, unpacked. Raises EvidenceRefused for a bomb."""
    left = _MOST_UNPACKED
    for packed in _packed_streams(content):
        try:
            unpacked = zlib.decompressobj().decompress(packed, left + 1)
        except zlib.error:
            continue
        left -= len(unpacked)
        if left < 0:
            raise EvidenceRefused(_("PDF 文件太复杂，请打印成新的 PDF 后上传。"))
        yield unpacked


def _packed_streams(content: bytes) -> Iterator[bytes]:
    """What stands between `stream` and `endstream` of every object stream.

    No byte is looked at twice: a pattern over the whole file would take hours on a hostile one.
    """
    at = 0
    while found := _OBJECT_STREAM.search(content, at):
        begin = _BEGIN.search(content, found.end())
        if begin is None:
            return
        end = content.find(b"endstream", begin.end())
        at = end if end >= 0 else len(content)
        yield content[begin.end() : at]
