"""Where the Chinese type is: a file of Debian's fonts-noto-cjk, or one that the operator names."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from fontTools.ttLib import TTFont

from intake.words import gettext as _


class Font(NamedTuple):
    """A font file, and which face of it (a collection holds several)."""

    path: Path
    face: int


class FontMissing(Exception):
    """No Chinese type is installed; the message says what to install."""


_NOTO: Final = Path("/usr/share/fonts/opentype/noto")
_SIMPLIFIED: Final = 2  # faces of the Noto collections: JP, KR, SC, TC, HK
KNOWN: Final = (
    Font(_NOTO / "NotoSerifCJK-Regular.ttc", _SIMPLIFIED),
    Font(_NOTO / "NotoSansCJK-Regular.ttc", _SIMPLIFIED),
)


def find(chosen: str = "") -> Font:
    """The operator's file (its first face), else the first known one that is there. Raises FontMissing."""
    candidates = (Font(Path(chosen), 0),) if chosen else KNOWN
    for font in candidates:
        if font.path.is_file():
            return font
    where = chosen or "fonts-noto-cjk"
    raise FontMissing(_("服务器上没有中文字体，不能生成 PDF。请管理员安装：{font}").format(font=where))


def family(font: Font) -> str:
    """What the font calls itself; that is how Typst asks for one."""
    with TTFont(font.path, fontNumber=font.face, lazy=True) as opened:
        return str(opened["name"].getBestFamilyName())
