"""Documents and pictures drawn from the code: DRAWN says which file is made by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from docs.drawn import api, content, rooms, states, walk
from intake.cases.drawing import PICTURES, states_page

HERE = Path(__file__).resolve().parents[1]
DRAWN: Mapping[str, Callable[[], str]] = {
    "states.md": states_page,
    "content-reference.md": content.page,
    "api-reference.md": api.page,
    "images/rooms.svg": rooms.draw,
    "images/walk.svg": walk.draw,
    **{f"images/states-{side}.svg": partial(states.draw, side) for side in PICTURES},
}
