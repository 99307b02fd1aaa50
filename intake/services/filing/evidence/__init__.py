"""Uploaded files: known by content, cleaned of where and by whom they were made, or refused with a reason.

Cleaning happens in memory, and only its result is stored. The original is in a nameless temporary file of the
server's while the request lasts, when it is larger than half a megabyte.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from intake.cases.errors import EvidenceRefused
from intake.cases.model import EvidenceKind
from intake.services.filing.evidence import images, pdfs, videos
from intake.settings import MEGABYTE, EvidenceLimits
from intake.words import gettext as _
from intake.words import mark

_HEAD = 1024
_NAMES = {
    EvidenceKind.PHOTO: mark("照片"),
    EvidenceKind.VIDEO: mark("视频"),
    EvidenceKind.DOCUMENT: mark("文件"),
}
_SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "application/pdf": "pdf",
}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file that may be stored."""

    kind: EvidenceKind
    mime: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Hex digest of the content."""
        return hashlib.sha256(self.content).hexdigest()

    def name(self, number: int) -> str:
        """A name of ours: 照片1.jpg."""
        return f"{_(_NAMES[self.kind])}{number}.{_SUFFIXES[self.mime]}"


def clean(stream: BinaryIO, limits: EvidenceLimits) -> Cleaned:
    """Read, check and clean one upload. Raises EvidenceRefused."""
    head = stream.read(_HEAD)
    if not head:
        raise EvidenceRefused(_("这个文件是空的，请重新选择。"))
    if images.recognise(head):
        content = _read(head, stream, limits.image_bytes, _("照片"))
        mime, cleaned = images.clean(content, limits)
        return Cleaned(EvidenceKind.PHOTO, mime, cleaned)
    if videos.recognise(head):
        content = _read(head, stream, limits.video_bytes, _("视频"))
        return Cleaned(EvidenceKind.VIDEO, videos.mime(head), videos.clean(content))
    if pdfs.recognise(head):
        content = _read(head, stream, limits.pdf_bytes, _("PDF 文件"))
        pdfs.check(content)
        return Cleaned(EvidenceKind.DOCUMENT, "application/pdf", content)
    raise EvidenceRefused(_refusal(head))


def _read(head: bytes, stream: BinaryIO, most: int, what: str) -> bytes:
    content = head + stream.read(most + 1 - len(head))
    if len(content) > most:
        size = most // MEGABYTE
        raise EvidenceRefused(_("{what}最大 {size} MB，这个文件超过了。").format(what=what, size=size))
    return content


def _refusal(head: bytes) -> str:
    if images.is_heic(head):
        return _(
            "这是 HEIC 格式的照片，暂时打不开。iPhone 请到“设置—相机—格式”选“兼容性最佳”后重拍，"
            "或者把照片截屏后上传截图。"
        )
    return _("只能上传照片（JPEG、PNG、WebP、GIF）、视频（MP4、MOV）和 PDF 文件。")
