"""What may be uploaded."""

from __future__ import annotations

from dataclasses import dataclass

from intake.settings.reader import Reader

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class EvidenceLimits:
    """What may be uploaded with one complaint, sizes in bytes; `clamav_url`: the virus scanner, if any."""

    files: int = 8
    image_bytes: int = 10 * MEGABYTE
    video_bytes: int = 50 * MEGABYTE
    pdf_bytes: int = 10 * MEGABYTE
    image_side: int = 4096
    image_pixels: int = 64_000_000
    keep_free: int = 200 * MEGABYTE  # of the disk, so that complaints can still be filed when files fill it
    clamav_url: str = ""


def evidence(read: Reader) -> EvidenceLimits:
    """Read them."""
    return EvidenceLimits(clamav_url=read.scanner("CLAMAV_URL"))
