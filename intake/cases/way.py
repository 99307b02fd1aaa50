"""The way of a complaint as its complainant sees it: a few stops, and to which of them each state belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intake.cases.states import REVIEWING, State
from intake.words import gettext as _
from intake.words import mark

_REVIEW = frozenset(REVIEWING)
_STOPS: tuple[tuple[str, frozenset[State]], ...] = (
    (mark("您投诉"), frozenset({State.RECEIVED})),
    (mark("转办"), frozenset({State.TO_BE_DECIDED, State.OBJECTED, State.WITHOUT_LEAD, State.ROUTED})),
    (
        mark("查办"),
        frozenset(
            {
                *(State.ACCEPTED, State.HANDLING, State.EXTENDED),
                *(State.WAITING, State.REFERRED, State.IN_LITIGATION, State.MERGED),
            }
        ),
    ),
    (mark("答复"), frozenset({State.ANSWERED})),
    (mark("复查"), _REVIEW),
    (mark("办结"), frozenset({State.CLOSED})),
)
# Each stop in a sentence; behind it the by-way that may leave it: its name, its words, the state it leads to.
_TOLD: Mapping[str, str] = {
    "您投诉": mark("您马上得到查询码。"),
    "转办": mark("按清单交给负责的部门；拿不准的，人先看。"),
    "查办": mark("部门受理、调查、处理。"),
    "答复": mark("写明查到什么、怎么处理。"),
    "办结": mark("问题还在的，可以再投诉。"),
}
BYWAYS: Mapping[str, tuple[str, str, State]] = {
    "转办": (mark("部门说不归它管"), mark("协调办公室核定，不用您再跑。"), State.OBJECTED),
    "查办": (mark("请您补充"), mark("您回答以后接着办。"), State.WAITING),
    "答复": (mark("复查、复核"), mark("不满意的，请上一级再看一遍。"), State.UNDER_REVIEW),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A stop: `standing` is done, now or next; `byway`: it leads back to the stop before it."""

    name: str
    standing: str
    words: str = ""
    byway: bool = False


def way(state: State, elsewhere: bool = False) -> tuple[Step, ...]:
    """Where a case in that state is, and what comes; the review is shown only while there is one.

    `elsewhere`: its complainant was told where to turn to, and no department dealt with it.
    """
    if state is State.WITHDRAWN:
        return Step(_("您投诉"), "done"), Step(_("已撤回"), "done")
    if elsewhere and state in (State.ANSWERED, State.CLOSED, *REVIEWING):
        return tuple(_way_elsewhere(state))
    stops = [each for each in _STOPS if state in REVIEWING or each[1] != _REVIEW]
    here = next(place for place, (_name, states) in enumerate(stops) if state in states)
    over = here == len(stops) - 1
    return tuple(
        Step(_(name), "done" if place < here or over else "now" if place == here else "next")
        for place, (name, _states) in enumerate(stops)
    )


def _way_elsewhere(state: State) -> Iterator[Step]:
    yield Step(_("您投诉"), "done")
    yield Step(_("已告诉您该去哪里"), "now" if state is State.ANSWERED else "done")
    if state in REVIEWING:
        yield Step(_("复查"), "now")


def whole_way() -> tuple[Step, ...]:
    """Every stop with what happens there, and behind it the by-way from it and back."""
    steps = []
    for name, said in _TOLD.items():
        steps.append(Step(_(name), "now", _(said)))
        if name in BYWAYS:
            byway, words, _state = BYWAYS[name]
            steps.append(Step(_(byway), "now", _(words), byway=True))
    return tuple(steps)


def stop_of(state: State) -> str:
    """The name of the stop a state belongs to; "" for what was withdrawn."""
    return next((name for name, states in _STOPS if state in states), "")
