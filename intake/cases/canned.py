"""Canned texts: words to begin an answer, a question or an objection with, and the blanks in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.words import gettext as _
from intake.words import mark

BLANKS = ("编号", "事项", "地点", "单位", "期限", "受理日期")
UNKNOWN = "＿＿＿＿"  # what stands for a fact that the case does not have yet, to be seen and filled in
_BLANK = re.compile(r"\{([^{}\n]{0,20})\}")


class Purpose(StrEnum):
    """What a text is written for."""

    ANSWER = "answer"
    QUESTION = "question"
    OBJECTION = "objection"


_WORDS: Mapping[Purpose, str] = {
    Purpose.ANSWER: mark("答复"),
    Purpose.QUESTION: mark("请投诉人补充"),
    Purpose.OBJECTION: mark("提出异议"),
}


@dataclass(frozen=True, slots=True)
class CannedText:
    """A text with blanks like {编号}; `own`: one person's, else its organ's."""

    id: int
    purpose: Purpose
    name: str
    text: str
    own: bool


def purpose_words(purpose: Purpose) -> str:
    """The purpose in words."""
    return _(_WORDS[purpose])


def unknown_blanks(text: str) -> list[str]:
    """What stands in braces and is none of BLANKS."""
    return [name for name in _BLANK.findall(text) if name not in BLANKS]


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with every blank filled; UNKNOWN for what is empty. What was filled in is not read again."""
    return _BLANK.sub(lambda blank: _fact(blank, facts), text)


def _fact(blank: re.Match[str], facts: Mapping[str, str]) -> str:
    return (facts.get(blank[1]) or UNKNOWN) if blank[1] in BLANKS else blank[0]
