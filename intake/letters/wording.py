"""The lines around a paper's text, the same in every kind of file."""

from __future__ import annotations

from intake.letters.paper import Paper
from intake.words import gettext as _


def recipients(paper: Paper) -> str:
    """To whom it goes, before the text; empty when it names nobody."""
    return _("{names}：").format(names="、".join(paper.recipients)) if paper.recipients else ""


def signed(paper: Paper) -> tuple[str, ...]:
    """Whose it is, and the day."""
    if paper.on is None:
        return (*paper.issuers, _("（还没有签发）"))
    day = _("{y} 年 {m} 月 {d} 日").format(y=paper.on.year, m=paper.on.month, d=paper.on.day)
    return (*paper.issuers, day)


def copies(paper: Paper) -> str:
    """Who gets it besides; empty when nobody does."""
    return _("抄送：{names}").format(names="、".join(paper.copies)) if paper.copies else ""
