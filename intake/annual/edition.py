"""The public edition: what differs from the full one needs a redaction that says why, and vice versa."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intake.annual.model import DUTIES, DraftReport
from intake.words import gettext as _
from intake.words import mark
from registry import sightings

# Why something may be left out (政府信息公开条例).
ARTICLES: Final[Mapping[str, str]] = {
    "14": mark("第十四条：国家秘密，或者公开后可能危及国家安全、公共安全、经济安全、社会稳定"),
    "15": mark("第十五条：商业秘密、个人隐私"),
    "16": mark("第十六条：内部事务、过程性信息、行政执法案卷"),
}


def changed(report: DraftReport) -> frozenset[str]:
    """The parts whose public text is another than the full one."""
    return frozenset(name for name, part in report.parts.items() if part.shown != part.text)


def unexplained(report: DraftReport) -> tuple[str, ...]:
    """The parts that were changed without a redaction."""
    told = {each.part for each in report.redactions}
    return tuple(sorted(changed(report) - told))


def pointless(report: DraftReport) -> tuple[str, ...]:
    """The parts with a redaction though nothing was changed."""
    told = {each.part for each in report.redactions}
    return tuple(sorted(told - changed(report)))


def identities(report: DraftReport) -> tuple[str, ...]:
    """The parts whose public text, or reason, holds what looks as if it pointed to a person."""
    told = {name: f"{part.shown}\n{part.reason}" for name, part in report.parts.items()}
    told |= {each.part: told.get(each.part, "") + each.redaction.reason for each in report.redactions}
    return tuple(sorted(name for name, text in told.items() if any(sightings(text))))


def place_words(part: str) -> str:
    """What a part is called: chapter one, or an item of chapter two."""
    return _("第一章") if part == DUTIES else _("第二章 {item}").format(item=part)
