"""The way of a complaint drawn: where one stands, and all of it for who has not complained yet."""

from __future__ import annotations

from markupsafe import Markup

from intake.cases.states import State
from intake.cases.way import way, whole_way
from intake.words import gettext as _
from intake.words import mark
from pictures import About, Stop, flow, path

_STANDING = {"done": mark("已经过了"), "now": mark("现在在这里"), "next": mark("还没到")}


def where_it_is(state: State, elsewhere: bool) -> Markup:
    """A short line with a ring around the stop where the case is."""
    steps = way(state, elsewhere)
    told = _("；").join(f"{step.name}，{_(_STANDING[step.standing])}" for step in steps)
    return path(About("way", _("办到哪一步"), told), [Stop(step.name, step.standing) for step in steps])


def the_whole_way() -> Markup:
    """All stops below each other, each in a sentence, with the by-ways."""
    steps = whole_way()
    told = " ".join(f"{step.name}：{step.words}" for step in steps)
    stops = [Stop(step.name, step.standing, step.words, step.byway) for step in steps]
    return flow(About("way", _("一件投诉怎么走"), told), stops)
