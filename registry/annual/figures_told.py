"""The complaint figures of a reported item in words, as the paper and the published page tell them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from registry.annual.model import FIGURES, Figures
from registry.languages import gettext as _
from registry.languages import mark

WORDS: Final[Mapping[str, str]] = {
    "received": mark("收到"),
    "closed": mark("办结"),
    "on_time": mark("按时"),
    "overdue": mark("超期"),
    "found_true": mark("属实"),
    "found_largely_true": mark("基本属实"),
    "found_partly_true": mark("部分属实"),
    "found_untrue": mark("不属实"),
}


def in_words(counts: Figures) -> str:
    """The figures in a sentence; a figure that is not told says so. Empty: none were counted."""
    if not counts:
        return ""
    if counts["received"] == 0:
        return _("这一年没有收到投诉。")
    if counts["received"] is None:
        return _("收到的投诉不足 5 件，或者写出来会让人推算出来，不列件数。")
    told = [_one(name, counts[name]) for name in FIGURES if counts[name] != 0]
    return _("{figures}。").format(figures=_("，").join(told))


def _one(name: str, count: int | None) -> str:
    if count is None:
        return _("{what}不列件数").format(what=_(WORDS[name]))
    return _("{what} {n} 件").format(what=_(WORDS[name]), n=count)
