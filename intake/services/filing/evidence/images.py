"""Photos: decoded and drawn anew, so that nothing but the picture is left."""

from __future__ import annotations

import io
from threading import BoundedSemaphore

from PIL import Image, ImageOps

from intake.cases.errors import EvidenceRefused
from intake.settings import EvidenceLimits
from intake.words import gettext as _

_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_JPEG_QUALITY = 88
_AT_ONCE = BoundedSemaphore(2)  # a picture of the largest size takes 0.8 GB while it is drawn


def recognise(head: bytes) -> bool:
    """Whether the file begins like an image we can decode."""
    return _format(head) is not None


def is_heic(head: bytes) -> bool:
    """Whether it is a phone's HEIC (or AVIF) photo."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS


def clean(content: bytes, limits: EvidenceLimits) -> tuple[str, bytes]:
    """Mime type and bytes of the picture alone: upright, at most `image_side` pixels, no metadata.

    Of an animation the first frame is kept. Raises EvidenceRefused.
    """
    try:
        with _AT_ONCE:
            return _redrawn(content, limits)
    except EvidenceRefused:
        raise
    except Image.DecompressionBombError:
        raise _too_large(limits) from None
    except Exception:  # a stranger's bytes make decoders fail in ways no list can name
        raise EvidenceRefused(_("照片打不开，可能没有传完整，请重新选择。")) from None


def _redrawn(content: bytes, limits: EvidenceLimits) -> tuple[str, bytes]:
    with Image.open(io.BytesIO(content), formats=[_format(content) or ""]) as image:
        # The size is in the header: refuse before a small file unpacks into gigabytes.
        if image.width * image.height > limits.image_pixels:
            raise _too_large(limits)
        lossless = image.format in ("PNG", "GIF")
        image.draft("RGB", (limits.image_side, limits.image_side))
        image.thumbnail((limits.image_side, limits.image_side))
        upright = ImageOps.exif_transpose(image)
    mode = "RGBA" if lossless and upright.has_transparency_data else "RGB"
    plain = Image.new(mode, upright.size)  # a new image carries no EXIF, GPS, XMP, comment or profile
    plain.paste(upright.convert(mode))
    return _encoded(plain, lossless=lossless)


def _too_large(limits: EvidenceLimits) -> EvidenceRefused:
    return EvidenceRefused(
        _("照片尺寸太大，最多 {count} 万像素。").format(count=limits.image_pixels // 10_000)
    )


def _encoded(image: Image.Image, *, lossless: bool) -> tuple[str, bytes]:
    out = io.BytesIO()
    if lossless:
        image.save(out, "PNG")
        return "image/png", out.getvalue()
    image.save(out, "JPEG", quality=_JPEG_QUALITY)
    return "image/jpeg", out.getvalue()


def _format(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    return None
