"""Why a file is not taken."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """One for each thing that is refused; services say it in words."""

    NO_PICTURE = "no_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    VIDEO_CUT = "video_cut"
    VIDEO_BROKEN = "video_broken"
    PDF_CUT = "pdf_cut"
    PDF_BROKEN = "pdf_broken"
    PDF_LOCKED = "pdf_locked"
    PDF_ACTIVE = "pdf_active"
    TOO_HEAVY = "too_heavy"
    BUSY = "busy"


class FileRefused(Exception):
    """The file is not taken."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
