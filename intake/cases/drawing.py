"""Draws docs/states.md from the tables: what can happen to a case, and who may do it."""

from __future__ import annotations

from collections.abc import Iterator

from intake.cases.permissions import ALLOWED, CITIZEN_ACTIONS
from intake.cases.states import TRANSITIONS, Action, State, Transition
from intake.cases.telling import event_words, state_words

_HEAD = """# States of a case

Drawn from `intake/cases/states.py` and `intake/cases/permissions.py` by `python -m intake docs states`; a
test holds this file to them. Which clocks an event starts, stops or holds is in `content/clocks.yaml`.
"""


PICTURES = {
    "organ": "Steps of the department that has the case",
    "office": "Steps of a coordinating office",
    "complainant": "Steps of whoever holds the receipt code",
    "together": "Complaints about one thing, laid together and taken apart",
}


def states_page() -> str:
    """The whole of docs/states.md: the states in words, pictures, and the table of transitions."""
    return "\n".join([_HEAD, *_words(), "", *_diagram(), "", *_table()]) + "\n"


def _words() -> Iterator[str]:
    yield "| state | what the citizen reads |"
    yield "|---|---|"
    for state in State:
        yield f"| `{state}` | {state_words(state)} |"


def _diagram() -> Iterator[str]:
    """The pictures are drawn from the same tables by docs/drawn/states.py."""
    for side, words in PICTURES.items():
        yield f"![{words}](images/states-{side}.svg)\n"


def _table() -> Iterator[str]:
    yield "| before | action | who | after | event | in words |"
    yield "|---|---|---|---|---|---|"
    for each in TRANSITIONS:
        yield _row(each)


def _row(each: Transition) -> str:
    cells = (
        f"`{each.before}`",
        f"`{each.action}`",
        _who(each.action),
        f"`{each.after}`",
        f"`{each.event}`",
        event_words(each.event),
    )
    return f"| {' | '.join(cells)} |"


def _who(action: Action) -> str:
    if action in CITIZEN_ACTIONS:
        return "receipt code"
    return ", ".join(role for role, allowed in ALLOWED.items() if action in allowed) or "the system"
