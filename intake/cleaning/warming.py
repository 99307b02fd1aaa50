"""Has a file of our own cleaned first: libraries load parts of themselves when they are needed, and later
nothing can be opened any more."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Final

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_PLUGINS: Final = tuple(f"PIL.{form}ImagePlugin" for form in ("Jpeg", "Mpo", "Png", "WebP", "Gif"))
_CODECS: Final = (
    "latin-1",
    "utf-16",
    "utf-16-be",
    "utf-16-le",
    "cp1252",
    "charmap",
)  # what PDFs are read with


def warm_images() -> None:
    """Load what pictures of any of our formats, turned ones and animations too, are read and written with."""
    from PIL import Image

    from intake.cleaning import images

    for plugin in _PLUGINS:
        import_module(plugin)  # it enters itself with Pillow
    turned = Image.Exif()
    turned[0x0112] = 6
    for form in _FORMATS:
        out = io.BytesIO()
        frames = [Image.new("P", (2, 2), colour) for colour in (1, 2)]
        frames[0].convert("P" if form in ("GIF", "PNG") else "RGB").save(
            out, form, exif=turned, save_all=form == "GIF", append_images=frames[1:]
        )
        images.clean(out.getvalue(), 1, 4)


def warm_pdfs() -> None:
    """Load what PDFs are read and written with, old tables of objects and packed ones."""
    from pypdf import PdfWriter

    from intake.cleaning import pdfs

    for codec in _CODECS:
        b"".decode(codec)
    out = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_metadata({"/Title": "明单"})
    writer.write(out)
    pdfs.clean(out.getvalue())
