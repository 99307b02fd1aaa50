"""`python -m intake.cleaning.process photo 4096 64000000 < file`: cleans one file within limits.

Prints one line of JSON, {"mime": …} or {"refused": …}, and after it the cleaned file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Final

from intake.cleaning.kinds import Kind, video_mime
from intake.cleaning.refusals import FileRefused
from intake.cleaning.warming import warm_images, warm_pdfs
from intake.confined.limits import TOO_MUCH, confine, shut_in

_MEMORY: Final = (
    1536 * 1024 * 1024
)  # bytes of address space: the largest picture takes 0.8 GB while it is drawn
_SECONDS: Final = 20  # of processor time
_OPEN_FILES: Final = 32


def main() -> None:
    """Read standard input. Ends with TOO_MUCH where memory or depth did not suffice."""
    confine(_MEMORY, _SECONDS, _OPEN_FILES)
    kind, side, pixels = Kind(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    cleaner = _cleaner(kind, side, pixels)
    content = sys.stdin.buffer.read()
    shut_in()
    try:
        mime, cleaned = cleaner(content)
    except FileRefused as refused:
        _say({"refused": refused.reason.value})
    except (MemoryError, RecursionError):
        sys.exit(TOO_MUCH)
    else:
        _say({"mime": mime}, cleaned)


def _cleaner(kind: Kind, side: int, pixels: int) -> Callable[[bytes], tuple[str, bytes]]:
    """What cleans this kind, with all that it will need loaded: nothing can be opened later."""
    if kind is Kind.PHOTO:
        from intake.cleaning import images

        warm_images()
        return lambda content: images.clean(content, side, pixels)
    if kind is Kind.PDF:
        from intake.cleaning import pdfs

        warm_pdfs()
        return lambda content: ("application/pdf", pdfs.clean(content))
    from intake.cleaning import videos

    return lambda content: (video_mime(content), videos.clean(content))


def _say(told: dict[str, str], cleaned: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + cleaned)


if __name__ == "__main__":
    main()
