"""The rooms of the house as their imports show them: an arrow leads from who imports to what is imported."""

from __future__ import annotations

from collections.abc import Iterator

from docs.drawn import graph
from tests.test_architecture import LEAVES, MODULES, imports, room

# What every room may use says nothing of the house's shape.
_EVERYWHERE = {*LEAVES, "intake", "intake.settings", "intake.logs", "intake.__main__"}
_TINT = {
    "intake.web": 1,
    "intake.cli": 1,
    "intake.commands": 1,
    "disclosure": 1,
    "intake.store": 2,
    "intake.services": 2,
}


def draw() -> str:
    """Rooms and arrows; an arrow that follows from two others is left out."""
    return graph.svg("The rooms of the house and who imports whom", _lines())


def _lines() -> Iterator[str]:
    arrows = _arrows()
    for name in sorted({each for arrow in arrows for each in arrow}):
        tint = graph.TINTS[_TINT.get(name, 0)]
        yield f'"{name}" [label="{_shown(name)}" fillcolor="{tint}"]'
    for one, other in sorted(_needed(arrows)):
        yield f'"{one}" -> "{other}"'


def _shown(name: str) -> str:
    return {"disclosure": "site/plugins/disclosure"}.get(name, name.replace(".", "/"))


def _arrows() -> set[tuple[str, str]]:
    """From who imports to what is imported."""
    pairs = ((room(module), room(name)) for module in MODULES for name in imports(module))
    return {pair for pair in pairs if pair[0] != pair[1] and not {*pair} & _EVERYWHERE}


def _needed(arrows: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The arrows that no longer way replaces."""
    for one, other in arrows:
        between = {end for start, end in arrows if start == one and end != other}
        if not any(_leads(arrows, each, other) for each in between):
            yield one, other


def _leads(arrows: set[tuple[str, str]], one: str, other: str) -> bool:
    return one == other or any(_leads(arrows, end, other) for start, end in arrows if start == one)
