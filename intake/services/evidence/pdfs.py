"""PDF: kept as it is when it is whole, open and plain; it is only ever sent as a download."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from intake.cases.errors import EvidenceRefused
from intake.words import gettext as _

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia)(?![A-Za-z])")
_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z])")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b.*?stream\r?\n", re.DOTALL)
_MOST_UNPACKED = 4 * 1024 * 1024


def recognise(head: bytes) -> bool:
    """Whether the file begins like a PDF (readers allow some bytes before the mark)."""
    return b"%PDF-" in head


def check(content: bytes) -> None:
    """Raise EvidenceRefused unless the file is complete, not encrypted, and carries no scripts or files."""
    if b"startxref" not in content[-2048:] or b"%%EOF" not in content[-1024:]:
        raise EvidenceRefused(_("PDF 文件不完整，请重新导出后上传。"))
    for part in (content, *_object_streams(content)):
        plain = _ESCAPED.sub(lambda escaped: bytes([int(escaped[1], 16)]), part)
        if _ENCRYPTED.search(plain):
            raise EvidenceRefused(_("PDF 文件有密码保护，请去掉密码后上传。"))
        if _ACTIVE.search(plain):
            raise EvidenceRefused(_("PDF 文件里有脚本或嵌入的文件，请打印成新的 PDF 后上传。"))


def _object_streams(content: bytes) -> Iterator[bytes]:
    """The objects that newer PDFs keep compressed, unpacked up to a limit."""
    for found in _OBJECT_STREAM.finditer(content):
        try:
            yield zlib.decompressobj().decompress(content[found.end() :], _MOST_UNPACKED)
        except zlib.error:
            continue
