"""Has a file cleaned by a process of its own: a decoder that is taken over finds neither disk nor network."""

from __future__ import annotations

import json
from typing import Final

from intake.cleaning.kinds import Kind
from intake.cleaning.refusals import FileRefused, Reason
from intake.confined.running import Busy, Confined, Failed, TooHeavy

# The largest picture takes 0.8 GB while it is drawn.
CLEANER: Final = Confined("intake.cleaning.process", at_once=2, patience=30, seconds=40)
_FAILED: Final = {
    Kind.PHOTO: Reason.NO_PICTURE,
    Kind.VIDEO: Reason.VIDEO_BROKEN,
    Kind.PDF: Reason.PDF_BROKEN,
}


def clean(content: bytes, kind: Kind, *, side: int, pixels: int) -> tuple[str, bytes]:
    """Mime type and cleaned bytes of a file of this kind.

    Pictures come out at most `side` pixels long; of more than `pixels` in all they are refused.
    Raises FileRefused.
    """
    line, _, cleaned = _said(content, kind, [str(side), str(pixels)]).partition(b"\n")
    told = json.loads(line)
    if "refused" in told:
        raise FileRefused(Reason(told["refused"]))
    return told["mime"], cleaned


def _said(content: bytes, kind: Kind, sizes: list[str]) -> bytes:
    try:
        return CLEANER.run([kind.value, *sizes], content)
    except Busy:
        raise FileRefused(Reason.BUSY) from None
    except TooHeavy:
        raise FileRefused(Reason.TOO_HEAVY) from None
    except Failed:
        raise FileRefused(_FAILED[kind]) from None
