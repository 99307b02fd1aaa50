"""What can happen to a case, as pictures: one for each side that acts, from the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docs.drawn import graph
from intake.cases.drawing import PICTURES
from intake.cases.model import Role
from intake.cases.permissions import ALLOWED, CITIZEN_ACTIONS
from intake.cases.states import OVER, TRANSITIONS, Action, State, Transition

_ORGAN = ALLOWED[Role.CLERK] | ALLOWED[Role.DEPARTMENT_HEAD]
_ORDER = {state: place for place, state in enumerate(State)}


def draw(side: str) -> str:
    """The transitions of one side; those that both sides take are drawn with each."""
    shown = [each for each in TRANSITIONS if each.before is not each.after and _acts(side, each.action)]
    return graph.svg(PICTURES[side], _lines(shown), across=True)


def _acts(side: str, action: Action) -> bool:
    together = State.MERGED.removesuffix("d") in action or action is Action.FOLLOW
    if together or side == "together":
        return together and side == "together"
    if side == "complainant":
        return action in CITIZEN_ACTIONS
    return action in (_ORGAN if side == "organ" else ALLOWED[Role.COORDINATOR])


def _lines(shown: list[Transition]) -> Iterator[str]:
    for state in State:
        if any(state in (each.before, each.after) for each in shown):
            tint = graph.TINTS[1 if state in OVER else 0]
            yield f'{state} [label="{state.replace("_", " ")}" fillcolor="{tint}"]'
    ways: dict[tuple[State, State], list[str]] = defaultdict(list)
    for each in shown:
        ways[each.before, each.after].append(each.action.replace("_", " "))
    for (before, after), actions in ways.items():
        forward = str(_ORDER[after] > _ORDER[before]).lower()
        yield f'{before} -> {after} [label="{_stacked(actions)}" constraint={forward}]'


def _stacked(actions: list[str]) -> str:
    return "\\n".join(dict.fromkeys(actions))
