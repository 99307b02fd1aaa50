"""Photos: decoded and drawn anew, so that nothing but the picture is left."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from intake.cleaning.kinds import picture_format
from intake.cleaning.refusals import FileRefused, Reason

_JPEG_QUALITY = 88


def clean(content: bytes, side: int, pixels: int) -> tuple[str, bytes]:
    """Mime type and bytes of the picture alone: upright, at most `side` pixels long, no metadata.

    Of an animation the first frame is kept. Raises FileRefused, also for more than `pixels` in all.
    """
    try:
        return _redrawn(content, side, pixels)
    except (FileRefused, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise FileRefused(Reason.TOO_MANY_PIXELS) from None
    except Exception:  # a stranger's bytes make decoders fail in ways no list can name
        raise FileRefused(Reason.NO_PICTURE) from None


def _redrawn(content: bytes, side: int, pixels: int) -> tuple[str, bytes]:
    with Image.open(io.BytesIO(content), formats=[picture_format(content) or ""]) as image:
        # The size is in the header: refuse before a small file unpacks into gigabytes.
        if image.width * image.height > pixels:
            raise FileRefused(Reason.TOO_MANY_PIXELS)
        lossless = image.format in ("PNG", "GIF")
        image.draft("RGB", (side, side))
        image.thumbnail((side, side))
        upright = ImageOps.exif_transpose(image)
    mode = "RGBA" if lossless and upright.has_transparency_data else "RGB"
    plain = Image.new(mode, upright.size)  # a new image carries no EXIF, GPS, XMP, comment or profile
    plain.paste(upright.convert(mode))
    return _encoded(plain, lossless=lossless)


def _encoded(image: Image.Image, *, lossless: bool) -> tuple[str, bytes]:
    out = io.BytesIO()
    if lossless:
        image.save(out, "PNG")
        return "image/png", out.getvalue()
    image.save(out, "JPEG", quality=_JPEG_QUALITY)
    return "image/jpeg", out.getvalue()
