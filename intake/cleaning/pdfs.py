"""PDF: written anew from its pages, without metadata and earlier versions; what acts is refused.

It is only ever sent as a download.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from pypdf import PdfReader, PdfWriter
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

from intake.cleaning.refusals import FileRefused, Reason

_END: Final = 2048  # the mark of the end stands within so many bytes of it
# Keys and types of what runs, fetches, sends, or carries files [ISO 32000-2: 12.6.4, 7.11.4, 12.7.8, 13.6].
_ACTS: Final = frozenset({
    "/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie",
    "/Sound", "/RichMedia", "/RichMediaExecute", "/EmbeddedFile", "/EmbeddedFiles", "/EF", "/XFA", "/3D",
})  # fmt: skip
_NAMED_BY: Final = ("/S", "/Type", "/Subtype")
# What tells who made it with what, or does something by itself when the file is opened.
_TELLING: Final = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/OpenAction", "/AF", "/Thumb")


def clean(content: bytes) -> bytes:
    """The same pages in a file of our writing. Raises FileRefused.

    Refused are files that are cut, locked, or hold scripts, programs, other files or forms that send.
    """
    if b"startxref" not in content[-_END:] or b"%%EOF" not in content[-_END // 2 :]:
        raise FileRefused(Reason.PDF_CUT)
    try:
        return _rewritten(content)
    except (FileRefused, MemoryError):
        raise
    except LimitReachedError:
        raise FileRefused(Reason.TOO_HEAVY) from None
    except Exception:  # a stranger's bytes make parsers fail in ways no list can name
        raise FileRefused(Reason.PDF_BROKEN) from None


def _rewritten(content: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise FileRefused(Reason.PDF_LOCKED)
    found = list(_dictionaries(reader))
    if any(map(_acts, found)):
        raise FileRefused(Reason.PDF_ACTIVE)
    for each in found:
        for key in _TELLING:
            each.pop(key, None)
    return _written(reader)


def _written(reader: PdfReader) -> bytes:
    """Only what the pages lead to: neither the information nor what earlier versions held."""
    writer = PdfWriter(clone_from=reader)
    if not writer.pages:
        raise FileRefused(Reason.PDF_BROKEN)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _acts(found: DictionaryObject) -> bool:
    named = {str(found.raw_get(key)) for key in _NAMED_BY if key in found}
    return not _ACTS.isdisjoint(found) or not _ACTS.isdisjoint(named)


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary that the catalog leads to, also those that stand inside of others."""
    waiting: list[PdfObject | None] = [reader.trailer.raw_get("/Root")]
    seen = set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            yield found
            waiting += found.values()
        elif isinstance(found, ArrayObject):
            waiting += found
