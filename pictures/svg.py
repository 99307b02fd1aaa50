"""The primitives. Across in percent of the picture's width, down in em of its type.

So text keeps its size on a phone and on a wide screen, and a picture grows with the reader's type. No style
attribute and no colour: classes of charts.css colour everything, in the dark, in high contrast and on paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from markupsafe import Markup

NARROWEST: Final = 20.5  # em across, inside its frame on a phone of 360 px
NOTHING: Final = Markup("")
_PICTURE = Markup(
    '<svg class="chart" width="100%" height="{height}em" role="img" aria-labelledby="{key}-t {key}-d">'
    '<title id="{key}-t">{title}</title><desc id="{key}-d">{told}</desc>{parts}</svg>'
)
_GROUP = Markup(
    '<svg class="chart" width="100%" height="{height}em" role="group" aria-label="{title}">{parts}</svg>'
)
_RECT = Markup('<rect class="{}" x="{}%" y="{}em" width="{}%" height="{}em" rx="2"></rect>')
_LINE = Markup('<line class="{}" x1="{}%" y1="{}em" x2="{}%" y2="{}em"></line>')
_TEXT = Markup('<text{} x="{}%" y="{}em"{}>{}</text>')
_DOT = Markup('<circle class="{}" cx="{}%" cy="{}em" r="{}em"></circle>')
_ANCHORS = {
    "start": Markup(""),
    "middle": Markup(' text-anchor="middle"'),
    "end": Markup(' text-anchor="end"'),
}


class About(NamedTuple):
    """What a picture is read out as: its title and all it tells. `key` is unique on the page."""

    key: str
    title: str
    told: str


def picture(about: About, height: float, parts: Iterable[Markup]) -> Markup:
    """A picture that is one thing to a reader; `height` in em."""
    inside = Markup().join(parts)
    return _PICTURE.format(**about._asdict(), height=short(height), parts=inside)


def group(title: str, height: float, parts: Iterable[Markup]) -> Markup:
    """A picture of links: each is read out for itself."""
    return _GROUP.format(title=title, height=short(height), parts=Markup().join(parts))


def rect(kind: str, x: float, y: float, width: float, height: float) -> Markup:
    """A filled box."""
    return _RECT.format(kind, short(x), short(y), short(max(0, width)), short(max(0, height)))


def line(kind: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    """A straight line."""
    return _LINE.format(kind, short(x1), short(y1), short(x2), short(y2))


def text(x: float, y: float, words: str, anchor: str = "start", kind: str = "") -> Markup:
    """A line of text that begins, ends or has its middle at x; y is its base line."""
    named = Markup(' class="{}"').format(kind) if kind else NOTHING
    return _TEXT.format(named, short(x), short(y), _ANCHORS[anchor], words)


def dot(kind: str, x: float, y: float, radius: float) -> Markup:
    """A round mark; its radius in em."""
    return _DOT.format(kind, short(x), short(y), short(radius))


def wide(words: str) -> float:
    """About how wide words are, in em."""
    return sum(1.0 if ord(letter) > 0x2E80 else 0.58 for letter in words)


def short(number: float) -> str:
    """A number with two decimals at most and no nought behind them: the same bytes everywhere."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
