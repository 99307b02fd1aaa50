"""Uploaded files: known by content, shown to the virus scanner if there is one, cleaned of where and by whom
they were made, or refused with a reason.

Only what comes out of the cleaning is stored. The original is in a nameless temporary file of the server's
while the request lasts, when it is larger than half a megabyte.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from intake.cases.errors import EvidenceRefused
from intake.cases.model import EvidenceKind
from intake.cleaning import opening
from intake.cleaning.kinds import HEAD, Kind, is_heic, kind_of
from intake.cleaning.refusals import FileRefused, Reason
from intake.services import scanning
from intake.settings import MEGABYTE, EvidenceLimits
from intake.words import gettext as _
from intake.words import mark

_KINDS = {
    Kind.PHOTO: EvidenceKind.PHOTO,
    Kind.VIDEO: EvidenceKind.VIDEO,
    Kind.PDF: EvidenceKind.DOCUMENT,
}
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
_WORDS = {
    Reason.NO_PICTURE: mark("照片打不开，可能没有传完整，请重新选择。"),
    Reason.TOO_MANY_PIXELS: mark("照片尺寸太大，最多 {count} 万像素。"),
    Reason.VIDEO_CUT: mark("视频没有传完整，请重新选择。"),
    Reason.VIDEO_BROKEN: mark("视频打不开，可能没有传完整，请重新选择。"),
    Reason.PDF_CUT: mark("PDF 文件不完整，请重新导出后上传。"),
    Reason.PDF_BROKEN: mark("PDF 文件打不开，请打印成新的 PDF 后上传。"),
    Reason.PDF_LOCKED: mark("PDF 文件有密码保护，请去掉密码后上传。"),
    Reason.PDF_ACTIVE: mark("PDF 文件里有脚本或嵌入的文件，请打印成新的 PDF 后上传。"),
    Reason.TOO_HEAVY: mark("这个文件太复杂，处理不了。照片请截屏后上传截图，PDF 请打印成新的 PDF 后上传。"),
    Reason.BUSY: mark("现在上传的人太多，请过一会儿再传。"),
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
    head = stream.read(HEAD)
    if not head:
        raise EvidenceRefused(_("这个文件是空的，请重新选择。"))
    kind = kind_of(head)
    if kind is None:
        raise EvidenceRefused(_refusal(head))
    content = _read(head, stream, kind, limits)
    scanning.check(content, limits.clamav_url)
    try:
        mime, cleaned = opening.clean(content, kind, side=limits.image_side, pixels=limits.image_pixels)
    except FileRefused as refused:
        message = _(_WORDS[refused.reason]).format(count=limits.image_pixels // 10_000)
        raise EvidenceRefused(message) from None
    return Cleaned(_KINDS[kind], mime, cleaned)


def _read(head: bytes, stream: BinaryIO, kind: Kind, limits: EvidenceLimits) -> bytes:
    most, what = {
        Kind.PHOTO: (limits.image_bytes, _("照片")),
        Kind.VIDEO: (limits.video_bytes, _("视频")),
        Kind.PDF: (limits.pdf_bytes, _("PDF 文件")),
    }[kind]
    content = head + stream.read(most + 1 - len(head))
    if len(content) > most:
        size = most // MEGABYTE
        raise EvidenceRefused(_("{what}最大 {size} MB，这个文件超过了。").format(what=what, size=size))
    return content


def _refusal(head: bytes) -> str:
    if is_heic(head):
        return _(
            "这是 HEIC 格式的照片，暂时打不开。iPhone 请到“设置—相机—格式”选“兼容性最佳”后重拍，"
            "或者把照片截屏后上传截图。"
        )
    return _("只能上传照片（JPEG、PNG、WebP、GIF）、视频（MP4、MOV）和 PDF 文件。")
